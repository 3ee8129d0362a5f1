// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearChatStore, useChatStore } from '@/store/chatStore';
import { InputBox } from './InputBox';

const editLast = vi.fn();
const send = vi.fn(async (_content: string): Promise<void> => {});

function showBox(isStreaming = false) {
  render(
    <InputBox
      draftKey="session"
      isStreaming={isStreaming}
      isSending={false}
      isStopping={false}
      onSend={send}
      onStop={() => {}}
      onEditLast={editLast}
      tools={null}
    />,
  );
  return screen.getByRole('textbox');
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  send.mockReset().mockResolvedValue();
  clearChatStore();
});

afterEach(cleanup);

it('sends on Enter and is empty again', () => {
  const box = showBox();
  fireEvent.change(box, { target: { value: ' hello ' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(send).toHaveBeenCalledExactlyOnceWith('hello');
  expect(box).toHaveProperty('value', '');
});

it('edits the last question on the arrow up in an empty box', () => {
  const box = showBox();
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  expect(editLast).toHaveBeenCalledOnce();
  fireEvent.change(box, { target: { value: 'text' } });
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  expect(editLast).toHaveBeenCalledOnce();
});

it.each([
  ['ends a composition', { isComposing: true }],
  ['ends a composition in Safari', { keyCode: 229 }],
  ['breaks the line', { shiftKey: true }],
])('does not send on an Enter that %s', (_, how) => {
  const box = showBox();
  fireEvent.change(box, { target: { value: 'にほん' } });
  fireEvent.keyDown(box, { key: 'Enter', ...how });
  expect(send).not.toHaveBeenCalled();
});

it('sends neither nothing nor during an answer', () => {
  const box = showBox(true);
  fireEvent.keyDown(box, { key: 'Enter' });
  fireEvent.change(box, { target: { value: 'wait' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(send).not.toHaveBeenCalled();
});

it('gives back what could not be sent', async () => {
  send.mockRejectedValue(new Error('offline'));
  const box = showBox();
  fireEvent.change(box, { target: { value: 'keep me' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  await vi.waitFor(() => expect(useChatStore.getState().drafts).toEqual({ session: 'keep me' }));
});

it('gives it back before what was typed meanwhile', async () => {
  let fail = (_: Error) => {};
  send.mockReturnValue(new Promise((_, reject) => (fail = reject)));
  const box = showBox();
  fireEvent.change(box, { target: { value: 'first' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  fireEvent.change(box, { target: { value: 'second' } });
  fail(new Error('offline'));
  await vi.waitFor(() => expect(box).toHaveProperty('value', 'first\n\nsecond'));
});
