// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { RunTray } from './RunTray';
import { beginRun, forgetRuns } from './run-store';

afterEach(() => {
  cleanup();
  forgetRuns();
  vi.unstubAllGlobals();
});

it('lists the runs of other chats and stops one', async () => {
  const calls: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { method }: RequestInit) => {
    calls.push(`${method} ${url.replace('/api/v1', '')}`);
    return method === 'POST'
      ? new Response(null, { status: 202 })
      : Response.json({ id: 'other', title: 'Long research' });
  });
  beginRun('current', 'r1');
  beginRun('other', 'r2');
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RunTray currentId="current" onSelected={() => {}} />
    </QueryClientProvider>,
  );
  expect((await screen.findByRole('link', { name: /Long research/ })).textContent).toContain(
    'Answering',
  );
  expect(screen.getAllByRole('link')).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Stop “Long research”' }));
  await waitFor(() => expect(calls).toContain('POST /runs/r2/cancel'));
});
