// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearChatStore } from '@/store/chatStore';
import { useChat } from './useChat';

const fetched = vi.fn<typeof fetch>();
const keys = () =>
  fetched.mock.calls.map(([, init]) => new Headers(init?.headers).get('Idempotency-Key'));

const opened = () =>
  new Response('', { status: 200, headers: { 'X-Run-Id': 'run', 'X-Session-Id': 'session' } });

function showChat() {
  const client = new QueryClient();
  return renderHook(() => useChat(undefined, () => {}), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  }).result;
}

beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
  fetched.mockReset();
  clearChatStore();
});

afterEach(cleanup);

it('sends again under the same key until the request is known to have arrived', async () => {
  fetched.mockRejectedValueOnce(new TypeError('connection lost'));
  fetched.mockImplementation(async () => opened());

  await expect(showChat().current.send({ content: 'Hello' })).rejects.toThrow('cannot be reached');
  cleanup();
  await showChat().current.send({ content: 'Hello' });
  await showChat().current.send({ content: 'Hello' });

  const chats = keys().filter((key) => key !== null);
  expect(chats).toHaveLength(3);
  expect(chats[1]).toBe(chats[0]);
  expect(chats[2]).not.toBe(chats[0]);
});

it('sends another request under another key', async () => {
  fetched.mockRejectedValue(new TypeError('connection lost'));
  const chat = showChat();

  await chat.current.send({ content: 'Hello' }).catch(() => {});
  await chat.current.send({ content: 'Hello!' }).catch(() => {});

  expect(new Set(keys()).size).toBe(2);
});
