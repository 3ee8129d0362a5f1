import { queryOptions } from '@tanstack/react-query';
import { t } from '@/shared/i18n/translate';
import { request } from './client';
import type { Page } from './schema';
import type { components } from './schema.gen';

/** Whether the user is signed in is absent if the server has asked nobody to sign in. */
export type McpServer = components['schemas']['McpServerView'];

/** The MCP servers, and whether the user is signed in to those that want it. */
export const mcpServersQuery = queryOptions({
  queryKey: ['mcp-servers'],
  queryFn: async ({ signal }) => (await request<Page<McpServer>>('/mcp-servers', { signal })).items,
});

const signInPath = (server: string) => `/mcp-servers/${encodeURIComponent(server)}/sign-in`;

export const signInUrl = (server: string) => `/api/v1${signInPath(server)}`;

export const signOutOf = (server: string) =>
  request<void>(signInPath(server), { method: 'DELETE' });

/**
 * Opens the page on which a user signs in to another service. Browsers let a click alone open a
 * page, so it is opened first; the link then needs a sign-in here that has not expired.
 */
export async function openSignIn(url: string): Promise<void> {
  // The address comes from a server; an address of another kind could run a script.
  const { protocol } = new URL(url, location.href);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new Error(t('The address of this sign-in cannot be opened.'));
  const page = window.open('', '_blank');
  try {
    if (page !== null) page.opener = null;
    await request('/auth/me');
    (page ?? window).location.assign(url);
  } catch (problem) {
    page?.close();
    throw problem;
  }
}
