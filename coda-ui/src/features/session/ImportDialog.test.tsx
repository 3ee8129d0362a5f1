// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { ImportDialog } from './ImportDialog';

const chat = (title: string | undefined, messages: number) => ({
  title,
  messages,
  file: new Blob(),
});
const chats = [chat('Bread', 2), chat(undefined, 1), chat('Oslo', 4)];
const onImport = vi.fn();
const onClose = vi.fn();

const show = (changed: Partial<ComponentProps<typeof ImportDialog>> = {}) =>
  render(
    <ImportDialog
      chats={chats}
      done={undefined}
      error={undefined}
      onClose={onClose}
      onImport={onImport}
      {...changed}
    />,
  );
const box = (name: RegExp) => screen.getByRole('checkbox', { name });
const load = () => screen.getByRole('button', { name: 'Import' }) as HTMLButtonElement;

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

it('imports all chats of a file unless some are left out', () => {
  show();
  fireEvent.click(load());
  expect(onImport).toHaveBeenLastCalledWith(chats);
  fireEvent.click(box(/Without a title.*1 message/));
  fireEvent.click(load());
  expect(onImport).toHaveBeenLastCalledWith([chats[0], chats[2]]);
  fireEvent.click(box(/Without a title/));
  fireEvent.click(load());
  expect(onImport).toHaveBeenLastCalledWith(chats);
});

it('leaves all out at once and takes all back', () => {
  show();
  fireEvent.click(box(/All 3 chats/));
  expect(load().disabled).toBe(true);
  fireEvent.click(box(/Oslo/));
  fireEvent.click(load());
  expect(onImport).toHaveBeenLastCalledWith([chats[2]]);
  fireEvent.click(box(/All 3 chats/));
  fireEvent.click(load());
  expect(onImport).toHaveBeenLastCalledWith(chats);
});

it('says how far it is, changes nothing meanwhile, and can be closed', () => {
  show({ done: 1 });
  expect(screen.getByRole('status').textContent).toBe('1 of 3 imported');
  expect(load().disabled).toBe(true);
  expect(screen.getByRole('group')).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onClose).toHaveBeenCalledOnce();
});

it('says what went wrong', () => {
  show({ error: 'messages[3].role is missing.' });
  expect(screen.getByRole('alert').textContent).toBe('messages[3].role is missing.');
});
