// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { useShortcut } from '../hooks/useShortcut';
// Loaded already, so that no test waits for it.
import './Menu';
import { MenuButton } from './MenuButton';
import { Modal } from './Modal';

afterEach(cleanup);

const shortcut = vi.fn();

function Page() {
  const [open, setOpen] = useState(false);
  useShortcut({ key: 'Escape' }, shortcut);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {open && (
        <Modal label="Settings" onClose={() => setOpen(false)}>
          <button type="button">Inside</button>
        </Modal>
      )}
    </>
  );
}

it('takes the focus, closes on Escape and gives the focus back', async () => {
  render(<Page />);
  const opener = screen.getByRole('button', { name: 'Open' });
  opener.focus();
  fireEvent.click(opener);
  expect(screen.getByRole('dialog', { name: 'Settings' })).toBeTruthy();
  expect(document.activeElement?.textContent).toBe('Inside');

  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
  expect(screen.queryByRole('dialog')).toBeNull();
  await vi.waitFor(() => expect(document.activeElement).toBe(opener));
  expect(shortcut).not.toHaveBeenCalled();
});

it('gives the focus to the button of the menu that it was opened from', async () => {
  function FromMenu() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <MenuButton
          button={{ children: 'More' }}
          items={[{ label: 'Settings…', icon: null, onSelect: () => setOpen(true) }]}
        />
        {open && (
          <Modal label="Settings" onClose={() => setOpen(false)}>
            Inside
          </Modal>
        )}
      </>
    );
  }
  render(<FromMenu />);
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  const item = await screen.findByRole('menuitem');
  await waitFor(() => expect(document.activeElement).toBe(item));
  fireEvent.keyDown(item, { key: 'Enter' });
  fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' });
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More' })),
  );
});
