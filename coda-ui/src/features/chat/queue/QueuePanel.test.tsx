// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { QueuePanel } from './QueuePanel';
import type { Queue } from './useQueue';

const MODEL = { model_provider: 'demo', model_name: 'demo' };
const one = { id: '1', text: 'one', files: [] };
const two = {
  id: '2',
  text: 'two',
  files: [{ id: 'f', name: 'sums.csv', media_type: 'text/csv', size: 3 }],
};

const queue = {
  items: [one, two],
  isBusy: false,
  add: vi.fn(),
  edit: vi.fn(),
  move: vi.fn(),
  drop: vi.fn(),
  sendNow: vi.fn(),
} satisfies Queue;

const show = (changed: Partial<Queue> = {}, isAsking = false) =>
  render(<QueuePanel queue={{ ...queue, ...changed }} model={MODEL} isAsking={isAsking} />);

const press = (name: string, index = 0) => {
  const button = screen.getAllByRole('button', { name })[index];
  if (button === undefined) throw new Error(`There is no button ${name}`);
  fireEvent.click(button);
};

beforeEach(() => vi.clearAllMocks());
afterEach(cleanup);

it('is not there while nothing waits', () => {
  show({ items: [] });
  expect(document.body.textContent).toBe('');
});

it('says when the next message is sent', () => {
  show();
  expect(screen.getByRole('status').textContent).toBe(
    '2 messages are queued. The next one is sent when this answer ends.',
  );
  expect(screen.getByText('sums.csv')).toBeTruthy();
});

it('says that the answer before waits for the user', () => {
  show({}, true);
  expect(screen.getByRole('status').textContent).toContain('which waits for you');
});

it('changes the order, a text, and removes', async () => {
  show();
  press('Move down');
  expect(queue.move).toHaveBeenCalledExactlyOnceWith(one, 1, MODEL);
  press('Edit', 1);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'zwei' } });
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' });
  await waitFor(() => expect(queue.edit).toHaveBeenCalledExactlyOnceWith(two, 'zwei', MODEL));
  press('Remove from the queue');
  expect(queue.drop).toHaveBeenCalledExactlyOnceWith(one);
  press('Stop the answer and send', 1);
  expect(queue.sendNow).toHaveBeenCalledExactlyOnceWith(two, MODEL);
});

it('cannot move the first one up or the last one down, nor anything while the queue is changed', () => {
  const disabled = (name: string) =>
    screen.getAllByRole('button', { name }).map((button) => (button as HTMLButtonElement).disabled);
  show();
  expect(disabled('Move up')).toEqual([true, false]);
  expect(disabled('Move down')).toEqual([false, true]);
  cleanup();
  show({ isBusy: true });
  expect(disabled('Remove from the queue')).toEqual([true, true]);
});
