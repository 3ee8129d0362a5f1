// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearUserData } from '@/store/owner';
import { enqueue, holdQueue, queueOf } from '@/store/queueStore';
import { QueuePanel } from './QueuePanel';

const sendNow = vi.fn();

function show(before: 'running' | 'asking' | 'ended' = 'running') {
  enqueue('s', { content: 'one' }, undefined);
  enqueue('s', { content: 'two' }, undefined);
  render(<QueuePanel sessionId="s" before={before} onSendNow={sendNow} />);
}

const press = (name: string, index = 0) => {
  const button = screen.getAllByRole('button', { name })[index];
  if (button === undefined) throw new Error(`There is no button ${name}`);
  fireEvent.click(button);
};
const texts = () => queueOf('s')?.items.map(({ content }) => content);

beforeEach(() => {
  clearUserData();
  sendNow.mockReset();
});
afterEach(cleanup);

it('is not there while nothing waits', () => {
  render(<QueuePanel sessionId="s" before="running" onSendNow={sendNow} />);
  expect(document.body.textContent).toBe('');
});

it('says when the next message is sent', () => {
  show();
  expect(screen.getByRole('status').textContent).toBe(
    '2 messages are queued. The next one is sent when this answer is complete.',
  );
});

it('says that the answer before waits for the user', () => {
  show('asking');
  expect(screen.getByRole('status').textContent).toContain('which waits for you');
});

it('changes the order, a text, and removes', async () => {
  show();
  press('Move down');
  expect(texts()).toEqual(['two', 'one']);
  press('Edit', 1);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'uno' } });
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' });
  await waitFor(() => expect(texts()).toEqual(['two', 'uno']));
  press('Remove from the queue');
  expect(texts()).toEqual(['uno']);
});

it('cannot move the first one up or the last one down', () => {
  show();
  const disabled = (name: string) =>
    screen.getAllByRole('button', { name }).map((button) => (button as HTMLButtonElement).disabled);
  expect(disabled('Move up')).toEqual([true, false]);
  expect(disabled('Move down')).toEqual([false, true]);
});

it('says why the messages are held back and sends the next one', () => {
  enqueue('s', { content: 'one' }, undefined);
  holdQueue('s', 'The answer failed.');
  render(<QueuePanel sessionId="s" before="ended" onSendNow={sendNow} />);
  expect(screen.getByRole('status').textContent).toContain('The answer failed.');
  press('Send next');
  expect(sendNow).toHaveBeenCalledExactlyOnceWith(queueOf('s')?.items[0]?.id);
});
