// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
// Loaded already, so that no test waits for it.
import './Menu';
import { MenuButton } from './MenuButton';

const rename = vi.fn();
const remove = vi.fn();

afterEach(() => {
  cleanup();
  rename.mockReset();
  remove.mockReset();
});

function show() {
  render(
    <MenuButton
      button={{ 'aria-label': 'More', children: '…' }}
      items={[
        { label: 'Rename', icon: null, onSelect: rename },
        { label: 'Import', icon: null, onSelect: () => {}, isDisabled: true },
        { label: 'Delete', icon: null, onSelect: remove, look: 'bad', beginsGroup: true },
      ]}
    />,
  );
  return screen.getByRole('button', { name: 'More' });
}

it('says that it opens a menu, and whether that is open', async () => {
  const button = show();
  expect(button.getAttribute('aria-haspopup')).toBe('menu');
  expect(button.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(button);
  await screen.findByRole('menu');
  const opened = screen.getByRole('button', { name: 'More', hidden: true });
  expect(opened.getAttribute('aria-haspopup')).toBe('menu');
  expect(opened.getAttribute('aria-expanded')).toBe('true');
});

it('opens by the arrow down, and does what is chosen', async () => {
  fireEvent.keyDown(show(), { key: 'ArrowDown' });
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  expect(remove).toHaveBeenCalledOnce();
  expect(rename).not.toHaveBeenCalled();
  expect(screen.queryByRole('menu')).toBeNull();
});

it.each(['Enter', 'ArrowDown'])('goes to its first item when it is opened by %s', async (key) => {
  const button = show();
  // The browser makes a click of Enter.
  if (key === 'Enter') fireEvent.click(button, { detail: 0 });
  else fireEvent.keyDown(button, { key });
  const item = await screen.findByRole('menuitem', { name: 'Rename' });
  await waitFor(() => expect(document.activeElement).toBe(item));
});

it('chooses no item for somebody who points at them', async () => {
  fireEvent.click(show(), { detail: 1 });
  const menu = await screen.findByRole('menu');
  await waitFor(() => expect(document.activeElement).toBe(menu));
});

it('gives the focus back to the button when it is closed', async () => {
  fireEvent.click(show());
  fireEvent.keyDown(await screen.findByRole('menu'), { key: 'Escape' });
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More' })),
  );
  expect(screen.queryByRole('menu')).toBeNull();
});

it('does not offer what cannot be done now', async () => {
  fireEvent.click(show());
  const item = await screen.findByRole('menuitem', { name: 'Import' });
  expect(item.getAttribute('aria-disabled')).toBe('true');
});
