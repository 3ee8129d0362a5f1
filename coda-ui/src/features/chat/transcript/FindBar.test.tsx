// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearChatStore, useChatStore } from '@/store/chatStore';
import { questionOf } from '../run/chat-reducer';
import type { MessageView } from '../run/view';
import type { Earlier } from '../useEarlier';
import { FindBar } from './FindBar';

const MESSAGES = [
  questionOf('a', 'bread'),
  questionOf('b', 'butter'),
  questionOf('c', 'more bread'),
  questionOf('d', 'bread and butter'),
];
const readAll = vi.fn();
const onClose = vi.fn();

type Shown = { messages?: readonly MessageView[]; start?: string; hasMore?: boolean };

function Bar({ messages = MESSAGES, start, hasMore = false }: Shown) {
  const [query, setQuery] = useState('bread');
  const earlier: Earlier = {
    hasMore,
    isReading: false,
    hasFailed: false,
    readAll,
    readPage: vi.fn(),
    find: vi.fn(),
  };
  return (
    <FindBar
      messages={messages}
      earlier={earlier}
      query={query}
      start={start}
      onQuery={setQuery}
      onClose={onClose}
    />
  );
}

const box = () => screen.getByRole('textbox');
const press = (key: string, shiftKey = false) => fireEvent.keyDown(box(), { key, shiftKey });
const inView = () => useChatStore.getState().shown?.messageId;
const counted = (text: string) => expect(screen.getByText(text)).toBeTruthy();

beforeEach(() => {
  clearChatStore();
  vi.clearAllMocks();
});
afterEach(cleanup);

it('begins at the latest message that is found and goes round', () => {
  render(<Bar />);
  counted('3 of 3');
  expect(inView()).toBe('d');
  press('Enter', true);
  expect(inView()).toBe('c');
  press('Enter');
  press('Enter');
  counted('1 of 3');
  expect(inView()).toBe('a');
});

it('begins at the message that a search has found, and leaves the way there to the chat', () => {
  render(<Bar start="c" />);
  counted('2 of 3');
  expect(inView()).toBeUndefined();
  fireEvent.click(screen.getByRole('button', { name: 'Previous match' }));
  expect(inView()).toBe('a');
});

it('begins anew with other words', () => {
  render(<Bar start="a" />);
  fireEvent.change(box(), { target: { value: 'butter' } });
  counted('2 of 2');
  expect(inView()).toBe('d');
  fireEvent.change(box(), { target: { value: 'milk' } });
  counted('Not found');
  press('Escape');
  expect(onClose).toHaveBeenCalledOnce();
});

it('reads the chat to its beginning, and stays where it is meanwhile', () => {
  const { rerender } = render(<Bar hasMore messages={MESSAGES.slice(2)} />);
  expect(readAll).toHaveBeenCalledOnce();
  counted('2 of 2');
  useChatStore.setState({ shown: undefined });
  rerender(<Bar />);
  counted('3 of 3');
  expect(inView()).toBeUndefined();
});

it('says that it found none of the words of a chat that was found by its meaning', () => {
  render(<Bar start="b" />);
  counted('– of 3');
});
