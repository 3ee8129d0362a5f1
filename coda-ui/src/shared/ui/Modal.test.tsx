// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { useShortcut } from '../hooks/useShortcut';
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
