// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Picker } from './Picker';

const items = [
  { id: 'a', label: 'Alpha' },
  { id: 'b', label: 'Beta', isDisabled: true },
  { id: 'g', label: 'Gamma', words: 'third letter' },
];

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(cleanup);

function show() {
  const picked = vi.fn();
  render(<Picker label="Letters" placeholder="Search" items={items} onPick={picked} />);
  return { picked, box: screen.getByRole('combobox') };
}

it('goes through what can be chosen with the arrows, round and round', () => {
  const { picked, box } = show();
  for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'ArrowUp', 'Enter'])
    fireEvent.keyDown(box, { key });
  expect(picked.mock.calls).toEqual([['g'], ['a'], ['g']]);
});

it('finds by all words of an item and chooses what it found', () => {
  const { picked, box } = show();
  fireEvent.change(box, { target: { value: 'letter gam' } });
  expect(screen.getAllByRole('option')).toHaveLength(1);
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(picked).toHaveBeenCalledWith('g');
});

it('does not choose what cannot be chosen', () => {
  const { picked } = show();
  fireEvent.click(screen.getByRole('option', { name: 'Beta' }));
  expect(picked).not.toHaveBeenCalled();
});
