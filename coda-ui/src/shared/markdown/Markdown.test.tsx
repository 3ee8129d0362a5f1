// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Markdown } from './Markdown';

afterEach(cleanup);

it('fetches nothing from elsewhere and runs nothing', () => {
  const { container } = render(
    <Markdown
      text={[
        '![secret](https://example.org/x.png?q=secret)',
        '<img src="https://example.org/y.png"><script>alert(1)</script>',
        '<iframe src="https://example.org"></iframe><style>*{background:url(//example.org)}</style>',
        '[click](javascript:alert(1)) [data](data:text/html,x)',
      ].join('\n\n')}
    />,
  );
  expect(container.querySelectorAll('img, script, iframe, style, [onerror]')).toHaveLength(0);
  const targets = [...container.querySelectorAll('a')].map((a) => a.getAttribute('href'));
  expect(targets).toEqual(['https://example.org/x.png?q=secret']);
});

it('opens links outside, without telling where from', () => {
  render(<Markdown text="[there](https://example.org)" />);
  const link = screen.getByRole('link', { name: 'there' });
  expect(link.getAttribute('target')).toBe('_blank');
  expect(link.getAttribute('rel')).toContain('noopener noreferrer');
});

it('shows tables and code', () => {
  render(<Markdown text={'| a |\n|---|\n| 1 |\n\n```unheard-of\n<b>\n```\n'} />);
  expect(screen.getByRole('cell', { name: '1' })).toBeTruthy();
  expect(screen.getByText('<b>')).toBeTruthy();
});

const textOf = (text: string) =>
  render(<Markdown text={text} />)
    .container.textContent?.trim()
    .replaceAll('\u00a0', ' ');

it.each([
  'Replace <YOUR_API_KEY>, then click <Save>.',
  'A List<String> and a Map<String, List<Integer>>.',
  'Dear <name>, if a<b and c>d',
  '<!-- hidden --> shown',
])('shows text in angle brackets: %s', (text) => {
  expect(textOf(text)).toBe(text);
});

it('shows an XML answer line by line', () => {
  const { container } = render(<Markdown text={'<note>\n  <to>Ada</to>\n</note>'} />);
  expect(container.textContent?.replaceAll('\u00a0', ' ')).toContain('  <to>Ada</to>');
  expect(container.querySelectorAll('br')).toHaveLength(2);
});

it('breaks lines and sets indices where HTML is common in Markdown', () => {
  const { container } = render(<Markdown text={'H<sub>2</sub>O<br>and x<sup>2</sup>'} />);
  expect(container.querySelector('sub')?.textContent).toBe('2');
  expect(container.querySelector('sup')?.textContent).toBe('2');
  expect(container.querySelectorAll('br')).toHaveLength(1);
  expect(container.textContent).not.toContain('<');
});

it('makes words bold beside Chinese and Japanese punctuation', () => {
  const { container } = render(
    <Markdown text="中文：**“重要”**的内容，以及**注意：**后面的文字。" />,
  );
  expect([...container.querySelectorAll('strong')].map((e) => e.textContent)).toEqual([
    '“重要”',
    '注意：',
  ]);
});

it.each([
  ['$E = mc^2$', 'E = mc^2', 'inline'],
  ['\\( \\frac{1}{2} \\)', '\\frac{1}{2}', 'inline'],
  ['\\[\n x \\\\ y \n\\]', 'x \\\\ y', 'block'],
  ['$$\nx\n$$', 'x', 'block'],
])('sets the formula %s', async (text, source, display) => {
  const { container } = render(<Markdown text={text} />);
  await waitFor(() => expect(container.querySelector('math')).not.toBeNull());
  expect(container.querySelector('annotation')?.textContent?.trim()).toBe(source);
  const block = container.querySelector('.katex-display') !== null;
  expect(block ? 'block' : 'inline').toBe(display);
});

it.each(['It costs $5 and $10.', 'From $5-$10.', '`$x$` and \\$y\\$'])(
  'takes no price or code for a formula: %s',
  (text) => {
    const { container } = render(<Markdown text={text} />);
    expect(container.querySelector('[data-math]')).toBeNull();
  },
);

it('says of each task whether it is done', () => {
  render(<Markdown text={'- [ ] open\n- [x] closed'} />);
  expect(screen.getByRole('checkbox', { name: 'To do' })).toHaveProperty('checked', false);
  expect(screen.getByRole('checkbox', { name: 'Done' })).toHaveProperty('checked', true);
});

it('lets each block be read in the direction of its own letters, and code from the left', () => {
  render(<Markdown text={'שלום עולם\n\nHello\n\n- one\n\n```js\nx\n```'} />);
  expect(
    [...document.querySelectorAll('.markdown-part > p, .markdown-part > ul, pre')].map((block) => [
      block.tagName,
      block.getAttribute('dir'),
    ]),
  ).toEqual([
    ['P', 'auto'],
    ['P', 'auto'],
    ['UL', 'auto'],
    ['PRE', 'ltr'],
  ]);
});

it('shows the numbers of notes, and the notes at the end', () => {
  const { container } = render(
    <Markdown text={'One[^b] of *many*[^a].\n\n[^a]: A, see[^b]\n[^b]: B\n\n- Item[^a], no[^c]'} />,
  );
  expect([...container.querySelectorAll('sup')].map((each) => each.textContent)).toEqual([
    '1',
    '2',
    '2',
    '1',
  ]);
  const notes = [...container.querySelectorAll('ol > li')].map((each) => each.textContent?.trim());
  expect(notes).toEqual(['B', 'A, see1']);
  expect(container.textContent).toContain('Item2, no[^c]');
  expect(container.querySelector('.footnotes')).toBeNull();
});
