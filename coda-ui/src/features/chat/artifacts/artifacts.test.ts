import { expect, it } from 'vitest';
import { questionOf } from '../run/chat-reducer';
import type { MessageView } from '../run/view';
import { artifactsOf } from './artifacts';
import { fencesIn } from './fences';
import { csvOf, markdownTables, separatedValues } from './tables';

const answer = (id: string, text: string, fields: Partial<MessageView> = {}): MessageView => ({
  ...questionOf(id, text),
  role: 'assistant',
  ...fields,
});
const lines = (n: number) => Array.from({ length: n }, (_, i) => `line ${i}`).join('\n');

it('finds closed blocks of code, and not what only looks like one', () => {
  const text = 'a\n~~~js\n```\nx\n~~~\nb\n````md\n```\n````\n```open';
  expect(fencesIn(text)).toEqual({
    fences: [
      { info: 'js', code: '```\nx' },
      { info: 'md', code: '```' },
    ],
    rest: 'a\n\nb\n',
  });
});

it('collects the versions of what has a name', () => {
  const page = (body: string) => `\`\`\`html\n<title>Shop</title>\n<h1>\n${body}\n\`\`\``;
  const [artifact, ...others] = artifactsOf([
    answer('a1', page('one')),
    questionOf('q', 'another colour please'),
    answer('a2', page('two')),
  ]);
  expect(others).toEqual([]);
  expect(artifact).toMatchObject({ title: 'Shop', kind: 'html' });
  expect(artifact?.versions.map(({ messageId }) => messageId)).toEqual(['a1', 'a2']);
});

it('keeps apart what has no name', () => {
  const code = `\`\`\`python\n${lines(12)}\n\`\`\``;
  expect(artifactsOf([answer('a1', code), answer('a2', code)])).toHaveLength(2);
});

it.each([
  ['```js title="App"', 'App'],
  ['```js src/app.js', 'src/app.js'],
  ['```js\n// app.js', 'app.js'],
  ['```js', 'line 0'],
])('names the block %j', (head, title) => {
  expect(artifactsOf([answer('a', `${head}\n${lines(12)}\n\`\`\``)])[0]?.title).toBe(title);
});

it('leaves out short blocks, questions, and answers that are being written', () => {
  const long = `\`\`\`js\n${lines(12)}\n\`\`\``;
  expect(artifactsOf([answer('a', '```js\nx\n```')])).toEqual([]);
  expect(artifactsOf([questionOf('q', long)])).toEqual([]);
  expect(artifactsOf([answer('a', long, { status: 'partial' })])).toEqual([]);
});

it('finds tables and pictures', () => {
  const table = '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n| 7 | x\\|y |';
  const picture = {
    kind: 'media' as const,
    key: 'm',
    part: 1,
    mimeType: 'image/png',
    picture: 'data:image/png;base64,AA',
  };
  const found = artifactsOf([
    answer('a', `Here:\n\n${table}\n\nDone.`),
    answer('b', '', { blocks: [picture] }),
  ]);
  expect(found.map(({ kind }) => kind)).toEqual(['table', 'image']);
  expect(found[0]?.versions[0]?.rows?.at(-1)).toEqual(['7', 'x|y']);
});

it('reads separated values with quotes', () => {
  const rows = separatedValues('a,"b ""c"""\r\n"1\n2",\n', ',');
  expect(rows).toEqual([
    ['a', 'b "c"'],
    ['1\n2', ''],
  ]);
  expect(separatedValues(csvOf(rows), ',')).toEqual(rows);
  expect(markdownTables('no table\n---')).toEqual([]);
});
