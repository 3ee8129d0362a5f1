// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { McpServer } from '@/api/mcpServers';
import { McpServers } from './McpServers';

function show(...servers: McpServer[]) {
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    sent.push(`${init.method ?? 'GET'} ${url}`);
    return init.method === 'DELETE'
      ? new Response(null, { status: 204 })
      : Response.json({ items: servers });
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <McpServers />
    </QueryClientProvider>,
  );
  return sent;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows how each server is, and offers a sign-in where one is wanted', async () => {
  show(
    { name: 'files', state: 'connected', tools: ['files__read'] },
    { name: 'wiki', state: 'needs_sign_in', tools: [], signed_in: false },
  );
  expect(await screen.findByText('Connected · 1 tool')).toBeTruthy();
  expect(screen.getByText(/You are not signed in/)).toBeTruthy();
  expect(screen.getAllByRole('button').map((button) => button.ariaLabel)).toEqual([
    'Sign in to wiki',
  ]);
});

it('signs out', async () => {
  const sent = show({ name: 'my wiki', state: 'connected', tools: [], signed_in: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Sign out of my wiki' }));
  await waitFor(() => expect(sent).toContain('DELETE /api/v1/mcp-servers/my%20wiki/sign-in'));
});

it('is not there where no server is', async () => {
  const sent = show();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(screen.queryByRole('list')).toBeNull();
});
