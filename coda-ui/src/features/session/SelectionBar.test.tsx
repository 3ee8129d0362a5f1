// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { SelectionBar } from './SelectionBar';

const actions = { onAll: vi.fn(), onArchive: vi.fn(), onDelete: vi.fn(), onClose: vi.fn() };
const button = (name: string) => screen.getByRole('button', { name }) as HTMLButtonElement;

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

it('says how many chats are chosen and does what is asked with them', () => {
  render(<SelectionBar count={3} {...actions} />);
  expect(screen.getByRole('toolbar', { name: 'Selected chats' }).textContent).toBe('3 selected');
  for (const name of ['Select all', 'Archive', 'Delete', 'Cancel']) fireEvent.click(button(name));
  for (const action of Object.values(actions)) expect(action).toHaveBeenCalledOnce();
});

it('archives and deletes nothing while nothing is chosen', () => {
  render(<SelectionBar count={0} {...actions} />);
  expect(button('Archive').disabled).toBe(true);
  expect(button('Delete').disabled).toBe(true);
  expect(button('Select all').disabled).toBe(false);
});
