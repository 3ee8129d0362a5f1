// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { clearChatStore } from '@/store/chatStore';
import { SubagentRun } from './SubagentRun';

const frame = (event: { seq: number; type: string } & Record<string, unknown>) =>
  `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const EVENTS = [
  { seq: 1, type: 'message_start', message_id: 'm', ts: '2026-01-05T10:00:00Z' },
  {
    seq: 2,
    type: 'tool_call',
    message_id: 'm',
    part: 0,
    call_id: 'c',
    tool_name: 'ask_expert',
    input: {},
  },
  { seq: 3, type: 'tool_progress', call_id: 'c', message: 'works', child_run_id: 'grandchild' },
  { seq: 4, type: 'run_finished', status: 'completed', ts: '2026-01-05T10:00:01Z' },
];

afterEach(() => {
  cleanup();
  clearChatStore();
  vi.unstubAllGlobals();
});

it('shows the state and cost of a subagent, and on demand what it did, its own subagents too', async () => {
  vi.stubGlobal('fetch', async (url: string) =>
    url.endsWith('/events')
      ? new Response(EVENTS.map(frame).join(''))
      : Response.json({
          id: 'child',
          status: 'completed',
          usage: { input: 1000, output: 234 },
          ...(url.endsWith('/child') ? { cost_usd: '0.25' } : {}),
        }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SubagentRun runId="child" name="research" />
    </QueryClientProvider>,
  );
  const button = await screen.findByRole('button', { name: /Done · 1,234 tokens · \$0\.2500/ });
  fireEvent.click(button);
  expect(await screen.findByText('ask_expert')).toBeTruthy();
  expect(await screen.findByRole('button', { name: /Done · 1,234 tokens · –/ })).toBeTruthy();
});
