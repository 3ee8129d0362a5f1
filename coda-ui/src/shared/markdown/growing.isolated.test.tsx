// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import type { Options } from 'react-markdown';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Markdown } from './Markdown';

/** What was parsed, in its order. */
const parsed = vi.hoisted((): string[] => []);

vi.mock('react-markdown', async (original) => {
  const { default: Original, ...others } = await original<typeof import('react-markdown')>();
  const Counted = (props: Options) => {
    parsed.push(props.children ?? '');
    return Original(props);
  };
  return { ...others, default: Counted };
});

/** What was cut into blocks, in its order. */
const lexed = vi.hoisted((): string[] => []);

vi.mock('./cuts', async (original) => {
  const { cutsOf, ...others } = await original<typeof import('./cuts')>();
  const counted: typeof cutsOf = (text) => {
    lexed.push(text);
    return cutsOf(text);
  };
  return { ...others, cutsOf: counted };
});

beforeEach(() => {
  vi.useFakeTimers();
  parsed.length = 0;
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Lets all be made that waits for its turn. */
function settle() {
  while (vi.getTimerCount() > 0) act(() => void vi.runOnlyPendingTimers());
}

/** Shows a text as it grows by some characters at a time. */
function grow(text: string, by: number, from = by) {
  const { rerender, container } = render(<Markdown text={text.slice(0, from)} growing />);
  for (let length = from + by; length < text.length + by; length += by)
    rerender(<Markdown text={text.slice(0, length)} growing />);
  return { container, rerender };
}

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, n) => `Paragraph ${n} of *many*.`).join('\n\n');

it('parses a block only while it is written', () => {
  const text = paragraphs(60);
  grow(text, 5);
  const steps = Math.ceil(text.length / 5);
  expect(parsed.length).toBeLessThanOrEqual(steps + 60);
  const whole = parsed.filter((each) => each === 'Paragraph 7 of *many*.');
  expect(whole).toHaveLength(1);
});

it('leaves the elements of finished blocks as they are', () => {
  const text = paragraphs(60);
  const { container, rerender } = grow(text, 40);
  const before = [...container.querySelectorAll('p')];
  const changes: MutationRecord[] = [];
  const observer = new MutationObserver((records) => changes.push(...records));
  for (const paragraph of before.slice(0, -1))
    observer.observe(paragraph, { subtree: true, childList: true, attributes: true });
  rerender(<Markdown text={`${text}\n\nOne more.`} growing />);
  rerender(<Markdown text={`${text}\n\nOne more.`} />);
  expect([...changes, ...observer.takeRecords()]).toEqual([]);
  expect([...container.querySelectorAll('p')].slice(0, 60)).toEqual(before);
});

it('parses no more than the last rows of a long table', () => {
  const rows = Array.from({ length: 200 }, (_, n) => `| ${n} | **b** |`);
  const text = ['| a | b |', '|---|---|', ...rows].join('\n');
  const { container } = grow(text, 10, text.length - 300);
  settle();
  expect(container.querySelectorAll('tbody tr')).toHaveLength(200);
  expect(container.querySelectorAll('table')).toHaveLength(1);
  expect(container.querySelectorAll('thead')).toHaveLength(1);
  expect(parsed.filter((each) => each.includes('| 21 |'))).toHaveLength(1);
});

it('parses no more than the last items of a long list', () => {
  const items = Array.from({ length: 200 }, (_, n) => `${n + 100}. **b** ${n}\n     - c`);
  const text = items.join('\n');
  const { container } = grow(text, 10, text.length - 300);
  settle();
  expect(container.querySelectorAll('ol > li')).toHaveLength(200);
  expect(screen.getAllByRole('list')).toHaveLength(201);
  expect([...container.querySelectorAll('ol')].map(({ start }) => start)).toEqual(
    Array.from({ length: 10 }, (_, piece) => 100 + 20 * piece),
  );
  expect(container.querySelectorAll('ul > li')).toHaveLength(200);
  expect(parsed.filter((each) => each.includes('\n121. '))).toHaveLength(1);
});

/** How much a long text has cost: what was read of its source, and what was parsed of it. */
function costOf(part: (n: number) => string, count: number) {
  const text = Array.from({ length: count }, (_, n) => part(n)).join('');
  const { rerender } = render(<Markdown text={text} growing />);
  settle();
  rerender(<Markdown text={`${text} `} growing />);
  parsed.length = 0;
  lexed.length = 0;
  for (let end = 1; end <= 20; end++)
    rerender(<Markdown text={`${text}${part(count).slice(0, end)}`} growing />);
  cleanup();
  const sum = (texts: readonly string[]) => texts.reduce((all, { length }) => all + length, 0);
  return { parsed: sum(parsed), lexed: sum(lexed) };
}

it.each([
  ['items', (n: number) => `- Field ${n + 1000} gave *${n + 1000} t*.\n`],
  ['rows', (n: number) => `${n === 0 ? '| a |\n|---|\n' : ''}| Field ${n + 1000} gave *wheat* |\n`],
  ['lines of code', (n: number) => `${n === 0 ? '```js\n' : ''}let field = ${n + 1000}; // $5\n`],
  ['paragraphs', (n: number) => `Field ${n + 1000} gave *${n + 1000} t*.\n\n`],
  ['links', (n: number) => `A [field][f${n + 1000}].\n\n[f${n + 1000}]: https://example.org\n\n`],
  ['notes', (n: number) => `Field[^f${n + 1000}].\n\n[^f${n + 1000}]: Note *${n + 1000}*.\n\n`],
])('reads no more of a long text of %s than of a shorter one', (_, part) => {
  const short = costOf(part, 100);
  const long = costOf(part, 300);
  expect(long.lexed).toBeLessThan(short.lexed * 1.5);
  expect(long.parsed).toBeLessThanOrEqual(short.parsed * 1.5);
});

it('parses code not at all, and changes its last lines only', () => {
  const lines = Array.from({ length: 300 }, (_, n) => `line ${n}`);
  const text = `\`\`\`unheard-of\n${lines.join('\n')}`;
  const { container, rerender } = grow(text, 10, text.length - 100);
  const first = container.querySelector('.code-piece');
  rerender(<Markdown text={`${text}\nmore`} growing />);
  expect(parsed).toEqual([]);
  expect(container.querySelector('.code-piece')).toBe(first);
  expect(container.querySelector('code')?.textContent).toBe(`${lines.join('\n')}\nmore`);
});

it('shows a long text from its end at once, and the rest soon', () => {
  const { container } = render(<Markdown text={paragraphs(200)} />);
  expect(container.textContent).toContain('Paragraph 199 of many.');
  expect(container.textContent).not.toContain('Paragraph 0 of many.');
  settle();
  expect(container.querySelectorAll('p')).toHaveLength(200);
});

it('shows a long table from its end at once, and the rest soon', () => {
  const rows = Array.from({ length: 200 }, (_, n) => `| ${n} | b |`);
  const { container } = render(<Markdown text={['| a | b |', '|---|---|', ...rows].join('\n')} />);
  expect(container.textContent).toContain('199');
  expect(container.querySelectorAll('tbody tr').length).toBeLessThan(100);
  settle();
  expect(container.querySelectorAll('tbody tr')).toHaveLength(200);
  expect(container.querySelector('th')?.textContent).toBe('a');
});

it('shows all of a long text when it is printed', () => {
  const { container } = render(<Markdown text={paragraphs(200)} />);
  dispatchEvent(new Event('beforeprint'));
  expect(container.querySelectorAll('p')).toHaveLength(200);
  dispatchEvent(new Event('afterprint'));
});
