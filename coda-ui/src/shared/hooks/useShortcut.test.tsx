// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useShortcut } from './useShortcut';

afterEach(cleanup);

function Page({ onEscape, onBold }: { onEscape: () => void; onBold: () => void }) {
  useShortcut({ key: '?', shift: true }, onBold);
  useShortcut({ key: 'Escape' }, onEscape);
  useShortcut({ key: 'b', ctrl: true }, onBold);
  return (
    <>
      <input type="search" />
      <textarea data-shortcuts />
      <button type="button" role="combobox" aria-expanded={false} aria-controls="none" />
    </>
  );
}

it('leaves a plain key to the field that it is typed in, unless the field lets it pass', () => {
  const stop = vi.fn();
  const bold = vi.fn();
  render(<Page onEscape={stop} onBold={bold} />);
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Escape' });
  expect(stop).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'b', ctrlKey: true });
  expect(bold).toHaveBeenCalledOnce();
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(stop).toHaveBeenCalledTimes(2);
});

it('leaves what is typed on a list to the list', () => {
  const taken = vi.fn();
  render(<Page onEscape={taken} onBold={taken} />);
  const list = screen.getByRole('combobox');
  fireEvent.keyDown(list, { key: '?', shiftKey: true });
  fireEvent.keyDown(list, { key: 'Escape' });
  expect(taken).not.toHaveBeenCalled();
});

it('never takes a letter away from a text', () => {
  const taken = vi.fn();
  render(<Page onEscape={() => {}} onBold={taken} />);
  fireEvent.keyDown(screen.getByRole('textbox'), { key: '?', shiftKey: true });
  expect(taken).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
  expect(taken).toHaveBeenCalledOnce();
});
