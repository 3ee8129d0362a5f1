// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { QuoteButton } from './QuoteButton';

const onQuote = vi.fn();

function Page() {
  const log = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={log}>
        <p data-testid="answer">twelve times seven</p>
      </div>
      <p data-testid="elsewhere">a title</p>
      <QuoteButton within={log} onQuote={onQuote} />
    </>
  );
}

const select = (testId: string) =>
  act(() => {
    const selection = document.getSelection();
    selection?.selectAllChildren(screen.getByTestId(testId));
    document.dispatchEvent(new Event('selectionchange'));
  });

const place = (top: number) => ({ top, bottom: top + 20, left: 0, right: 200, width: 100 });

beforeEach(() => {
  onQuote.mockReset();
  // jsdom lays nothing out.
  Range.prototype.getBoundingClientRect = () => place(10) as DOMRect;
  Element.prototype.getBoundingClientRect = () => ({ ...place(0), bottom: 500 }) as DOMRect;
  render(<Page />);
});
afterEach(() => {
  document.getSelection()?.removeAllRanges();
  cleanup();
});

it('quotes what is selected in the log, and ends the selection', () => {
  select('answer');
  fireEvent.click(screen.getByRole('button', { name: 'Quote' }));
  expect(onQuote).toHaveBeenCalledExactlyOnceWith('twelve times seven');
  expect(document.getSelection()?.isCollapsed).not.toBe(false);
});

it('keeps the selection when it is pressed', () => {
  select('answer');
  const press = new Event('pointerdown', { bubbles: true, cancelable: true });
  act(() => void screen.getByRole('button', { name: 'Quote' }).dispatchEvent(press));
  expect(press.defaultPrevented).toBe(true);
});

it('quotes nothing of the rest of the page, and nothing that is out of view', () => {
  select('elsewhere');
  expect(screen.queryByRole('button')).toBeNull();
  Range.prototype.getBoundingClientRect = () => place(600) as DOMRect;
  select('answer');
  expect(screen.queryByRole('button')).toBeNull();
});
