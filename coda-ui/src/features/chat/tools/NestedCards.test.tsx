// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { NestedApproval } from '../run/view';
import { NestedCards } from './NestedCards';

const asked: NestedApproval = {
  tool: {
    kind: 'tool',
    key: 'inner:i',
    part: 0,
    callId: 'i',
    toolName: 'send_mail',
    status: 'asking',
    input: { to: 'ada' },
  },
  approval: { seq: 4, runId: 'inner', expiresAt: '2030-01-01T00:00:00Z', reason: 'approval' },
  path: ['ask_reader', 'ask_writer'],
};

const show = (nested: NestedApproval) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <NestedCards nested={[nested]} />
    </QueryClientProvider>,
  );

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says which agents lead to the question, and answers the one that asks', async () => {
  const fetched = vi.fn((_url: string, _init: RequestInit) =>
    Promise.resolve(new Response(null, { status: 202 })),
  );
  vi.stubGlobal('fetch', fetched);
  show(asked);
  expect(screen.getByText(/Asked by ask_reader › ask_writer/).textContent).toContain('send_mail');
  fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
  await waitFor(() =>
    expect(fetched.mock.calls.map(([url]) => url)).toContain('/api/v1/runs/inner/approvals/i'),
  );
});

it('does not offer to edit an input that it does not have', () => {
  const { input: _, ...tool } = asked.tool;
  show({ ...asked, tool });
  expect(screen.queryByRole('button', { name: 'Edit input' })).toBeNull();
  expect(screen.getByText(/Open the subagent/)).toBeTruthy();
});
