// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { clearChatStore } from '@/store/chatStore';
import type { Block, MessageView, ToolBlock } from '../run/view';
import { StreamingMessage } from '../transcript/StreamingMessage';

afterEach(() => {
  cleanup();
  clearChatStore();
});

const call = (part: number, status: ToolBlock['status'] = 'success', toolName = 'echo'): Block => ({
  kind: 'tool',
  key: `c${part}`,
  part,
  callId: `c${part}`,
  toolName,
  status,
  executionTimeMs: 500,
});

function show(...blocks: Block[]) {
  const message: MessageView = {
    id: 'm',
    role: 'assistant',
    status: 'complete',
    blocks,
    thoughts: [],
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <StreamingMessage message={message} />
    </QueryClientProvider>,
  );
}

const cards = () => document.querySelectorAll('[data-tool]').length;

it('puts many calls on one line and unfolds them', () => {
  show(call(0), call(1), call(2, 'error'));
  expect(cards()).toBe(0);
  fireEvent.click(screen.getByRole('button', { name: /Used echo 3 times.*1 failed.*1.5 s/ }));
  expect(cards()).toBe(3);
});

it('names different tools', () => {
  show(call(0), call(1, 'success', 'clock'));
  expect(screen.getByRole('button', { name: /Used 2 tools: echo, clock/ })).toBeTruthy();
});

it('keeps in view what is running or asks', () => {
  show(call(0), call(1), call(2, 'running'));
  expect(cards()).toBe(1);
  expect(screen.getByRole('button', { name: /2 of 3 calls done/ })).toBeTruthy();
});

it('shows a single call as it is', () => {
  show(call(0));
  expect(cards()).toBe(1);
});
