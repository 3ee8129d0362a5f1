// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearChatStore, showMessage, useChatStore } from '@/store/chatStore';
import { questionOf } from '../run/chat-reducer';
import type { MessageView } from '../run/view';
import type { Earlier } from '../useEarlier';
import { MessageList } from './MessageList';

/** What is watched for coming into view; jsdom lays nothing out. */
let comeIntoView: () => void = () => {};

class FakeIntersectionObserver {
  constructor(seen: (entries: { isIntersecting: boolean }[]) => void) {
    comeIntoView = () => act(() => seen([{ isIntersecting: true }]));
  }
  observe() {}
  disconnect() {}
}

class FakeResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const readPage = vi.fn();
const earlier: Earlier = {
  hasMore: true,
  isReading: false,
  hasFailed: false,
  readPage,
  readAll: vi.fn(),
  find: vi.fn(),
};
const MESSAGES = [questionOf('c', 'three'), questionOf('d', 'four')];

const list = (changed: Partial<Earlier> = {}, messages: readonly MessageView[] = MESSAGES) => (
  <QueryClientProvider client={new QueryClient()}>
    <MessageList
      messages={messages}
      earlier={{ ...earlier, ...changed }}
      isStreaming={false}
      found=""
      onQuote={() => {}}
    />
  </QueryClientProvider>
);

beforeEach(() => {
  vi.stubGlobal('IntersectionObserver', FakeIntersectionObserver);
  vi.stubGlobal('ResizeObserver', FakeResizeObserver);
  Element.prototype.scrollTo = () => {};
  Element.prototype.scrollBy = () => {};
  clearChatStore();
  readPage.mockReset();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('reads the messages before the first one when their place comes into view', () => {
  render(list());
  expect(readPage).not.toHaveBeenCalled();
  comeIntoView();
  expect(readPage).toHaveBeenCalledOnce();
});

it('reads no page twice, and no page again by itself that could not be read', () => {
  const { rerender } = render(list({ isReading: true }));
  comeIntoView();
  rerender(list({ hasFailed: true }));
  comeIntoView();
  expect(readPage).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Show earlier messages' }));
  expect(readPage).toHaveBeenCalledOnce();
});

it('has no place for earlier messages at the beginning of a chat', () => {
  render(list({ hasMore: false }));
  expect(screen.queryByText('Reading earlier messages…')).toBeNull();
});

it('shows a message as soon as it was read', () => {
  const { rerender } = render(list());
  act(() => showMessage('a'));
  expect(useChatStore.getState().shown).toEqual({ messageId: 'a' });
  rerender(list({}, [questionOf('a', 'one'), questionOf('b', 'two'), ...MESSAGES]));
  expect(useChatStore.getState().shown).toBeUndefined();
});
