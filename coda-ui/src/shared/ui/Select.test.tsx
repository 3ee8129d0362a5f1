// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { Select } from './Select';
import { chooseOption, openSelect } from './select-fixture';

const OPTIONS = [
  { value: '', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const changed = vi.fn();

afterEach(() => {
  cleanup();
  changed.mockReset();
  document.documentElement.dir = '';
});

function Theme({ look, error }: { look?: 'compact'; error?: string }) {
  const [value, setValue] = useState('');
  return (
    <form>
      <Select
        label="Theme"
        value={value}
        options={OPTIONS}
        error={error}
        hint="Of this browser."
        {...(look === undefined ? {} : { look })}
        onChange={(chosen) => {
          changed(chosen);
          setValue(chosen);
        }}
      />
    </form>
  );
}

const select = () => screen.getByRole('combobox', { name: 'Theme' });

it('is known by its label, and shows what is chosen', () => {
  render(<Theme />);
  expect(select().textContent).toBe('System');
  expect(select().getAttribute('aria-expanded')).toBe('false');
  expect(screen.getByText('Of this browser.').id).toBe(select().getAttribute('aria-describedby'));
});

it('says its label to screen readers where it is not shown', () => {
  render(<Theme look="compact" />);
  expect(select().textContent).toBe('System');
  expect(screen.queryByText('Theme')).toBeNull();
});

it('opens by keyboard on what is chosen, and gives the focus back with what is chosen then', async () => {
  render(<Theme />);
  const list = await openSelect('Theme');
  const options = within(list).getAllByRole('option');
  expect(options.map(({ textContent }) => textContent)).toEqual(['System', 'Light', 'Dark']);
  await waitFor(() => expect(document.activeElement).toBe(options[0]));
  expect(options[0]?.getAttribute('aria-selected')).toBe('true');

  fireEvent.keyDown(options[0] as HTMLElement, { key: 'ArrowDown' });
  await waitFor(() => expect(document.activeElement).toBe(options[1]));
  fireEvent.keyDown(options[1] as HTMLElement, { key: 'Enter' });

  await waitFor(() => expect(document.activeElement).toBe(select()));
  expect(changed.mock.calls).toEqual([['light']]);
  expect(select().textContent).toBe('Light');
  expect(screen.queryByRole('listbox')).toBeNull();
});

it('changes nothing when it is closed by Esc', async () => {
  render(<Theme />);
  fireEvent.keyDown(await openSelect('Theme'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(select()));
  expect(changed).not.toHaveBeenCalled();
});

it('goes back to the option without a value', async () => {
  render(<Theme />);
  await chooseOption('Theme', 'Dark');
  await chooseOption('Theme', 'System');
  expect(changed.mock.calls).toEqual([['dark'], ['']]);
});

it('chooses what is typed while it is closed', () => {
  render(<Theme />);
  fireEvent.keyDown(select(), { key: 'd' });
  expect(changed.mock.calls).toEqual([['dark']]);
});

it('reports an error in the place of the hint', () => {
  render(<Theme error="is unknown" />);
  expect(select().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('is unknown').id).toBe(select().getAttribute('aria-describedby'));
  expect(screen.queryByText('Of this browser.')).toBeNull();
});

it('is read from the right where the page is', async () => {
  document.documentElement.dir = 'rtl';
  render(<Theme />);
  expect(select().dir).toBe('rtl');
  expect((await openSelect('Theme')).dir).toBe('rtl');
});
