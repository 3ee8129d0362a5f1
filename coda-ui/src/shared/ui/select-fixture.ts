import { fireEvent, screen } from '@testing-library/react';

/** Opens a `Select` by keyboard; the browser of the tests has no place to scroll to. */
export function openSelect(label: string): Promise<HTMLElement> {
  Element.prototype.scrollIntoView ??= () => {};
  const select = screen.getByRole('combobox', { name: label });
  select.focus();
  fireEvent.keyDown(select, { key: 'ArrowDown' });
  return screen.findByRole('listbox');
}

/** Chooses an option of a `Select` by keyboard. */
export async function chooseOption(label: string, option: string): Promise<void> {
  await openSelect(label);
  fireEvent.keyDown(screen.getByRole('option', { name: option }), { key: 'Enter' });
}
