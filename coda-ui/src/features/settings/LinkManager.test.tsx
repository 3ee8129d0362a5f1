// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { LinkManager } from './LinkManager';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('lists all links, with those that have expired, and revokes one', async () => {
  const link = { session_id: 's', message_id: 'm', created_at: '2026-01-05T10:00:00Z' };
  const links = [
    { ...link, id: 'a', title: 'About wheat', include_tools: false },
    { ...link, id: 'b', include_tools: false, expires_at: '2026-01-06T10:00:00Z' },
  ];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (init.method !== 'DELETE') return Response.json({ items: links });
    links.splice(
      links.findIndex(({ id }) => url.endsWith(`/shares/${id}`)),
      1,
    );
    return new Response(null, { status: 204 });
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LinkManager />
    </QueryClientProvider>,
  );

  expect((await screen.findByRole('link', { name: 'About wheat' })).getAttribute('href')).toBe(
    '/sessions/s',
  );
  expect(screen.getByText(/expired/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Revoke the link “Without a title”' }));
  fireEvent.click(screen.getByRole('button', { name: 'Revoke the link “About wheat”' }));
  expect(await screen.findByText(/You have shared no chats/)).toBeTruthy();
});
