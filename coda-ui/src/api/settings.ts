import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import type { ApiKey, Page, Settings, Token, TokenScope, ToolPermission } from './schema';

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => request<Settings>('/settings', { signal }),
});

/** Null forgets what was remembered of a tool. */
export const setToolPermission = (tool: string, permission: ToolPermission | null) =>
  request<Settings>('/settings', {
    method: 'PATCH',
    body: { preferences: { tool_permissions: { [tool]: permission } } },
  });

/** Null removes the budget. */
export const setMonthlyBudget = (budget: string | null) =>
  request<Settings>('/settings', {
    method: 'PATCH',
    body: { preferences: { monthly_budget_usd: budget } },
  });

export const addApiKey = (provider: string, apiKey: string) =>
  request<ApiKey>('/settings/api-keys', { method: 'POST', body: { provider, api_key: apiKey } });

export const removeApiKey = (provider: string) =>
  request<void>(`/settings/api-keys/${encodeURIComponent(provider)}`, { method: 'DELETE' });

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await request<Page<Token>>('/settings/tokens', { signal })).items,
});

/** The answer alone has the token itself. */
export const createToken = (name: string, scopes: readonly TokenScope[], expiresAt?: string) =>
  request<Token>('/settings/tokens', {
    method: 'POST',
    body: { name, scopes, ...(expiresAt === undefined ? {} : { expires_at: expiresAt }) },
  });

export const revokeToken = (id: string) =>
  request<void>(`/settings/tokens/${id}`, { method: 'DELETE' });
