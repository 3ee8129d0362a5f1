import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Archive, fenced } from './archive';
import { readExport } from './read-export';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const fixture = (name: string) =>
  new Blob([readFileSync(fileURLToPath(new URL(`./__fixtures__/${name}.json`, import.meta.url)))]);

async function archives(name: string): Promise<Archive[]> {
  const chats = await readExport(fixture(name));
  return Promise.all(chats.map(async ({ file }) => JSON.parse(await file.text())));
}

/** The messages as a tree of texts: what it answers, and what it says. */
function treeOf({ messages }: Archive) {
  const texts = new Map(messages.map(({ id, parts }) => [id, parts[0]?.text]));
  return messages.map(({ parent_id, role, parts }) => [
    parent_id === undefined ? null : texts.get(parent_id),
    role,
    parts[0]?.text,
  ]);
}

it('reads a conversation of ChatGPT with its branches, without its tools', async () => {
  const [archive, ...others] = await archives('chatgpt');
  expect(others).toEqual([]);
  if (archive === undefined) throw new Error('nothing was read');
  const question = '*(image)*\n\nHow do I bake this without yeast?';
  const answer = 'Let me look that up.\n\nUse **soda** and buttermilk.';
  expect(treeOf(archive).sort()).toEqual(
    [
      [null, 'user', question],
      [question, 'assistant', answer],
      [answer, 'user', 'Thanks!'],
      [null, 'user', 'How do I bake bread?'],
      ['How do I bake bread?', 'assistant', 'With flour.'],
      ['How do I bake bread?', 'assistant', 'With patience.'],
    ].sort(),
  );
  const head = archive.messages.find(({ id }) => id === archive.session.head_message_id);
  expect(head?.parts[0]?.text).toBe('Thanks!');
  expect(archive.session).toMatchObject({
    title: 'Bread without yeast',
    created_at: '2026-01-05T10:00:00.500Z',
    metadata: { imported_from: 'chatgpt' },
  });
});

it('reads all chats that Coda has exported into one file, and leaves their checks to the server', async () => {
  const own = (title: string) => ({
    format: 'coda.session',
    version: 1,
    session: { title },
    messages: [{ id: 'm' }],
  });
  const file = new Blob([JSON.stringify([own('Bread'), { format: 'other' }, own('Oslo')])]);
  const chats = await readExport(file);
  expect(chats.map(({ title, messages }) => [title, messages])).toEqual([
    ['Bread', 1],
    ['Oslo', 1],
  ]);
  expect(JSON.parse((await chats[1]?.file.text()) ?? '')).toEqual(own('Oslo'));
});

it('reads a conversation of Claude with the texts of its files', async () => {
  const [archive] = await archives('claude');
  if (archive === undefined) throw new Error('nothing was read');
  expect(treeOf(archive).map(([, role, text]) => [role, text])).toEqual([
    [
      'user',
      'Write a poem about this.\n\n*(file: rain.txt)*\n\n````\nIt rains.\n```\ndrip\n```\n````\n\n*(file: cloud.png)*',
    ],
    ['assistant', 'Rain falls.\n\nIt stops.'],
  ]);
  expect(archive.messages[0]?.created_at).toBe('2026-01-05T10:00:01.000Z');
});

it('reads the branches of a conversation of Claude', async () => {
  const [, archive] = await archives('claude');
  if (archive === undefined) throw new Error('nothing was read');
  expect(treeOf(archive)).toEqual([
    [null, 'user', 'Hello'],
    ['Hello', 'assistant', 'Hi.'],
    ['Hello', 'assistant', 'Good day.'],
  ]);
  expect(archive.session.title).toBeUndefined();
});

it.each(['chatgpt', 'claude'])(
  'gives each message of %s an id of its own, parents first',
  async (name) => {
    for (const { messages } of await archives(name)) {
      const seen = new Set<string | undefined>([undefined]);
      for (const { id, parent_id } of messages) {
        expect(id).toMatch(UUID);
        expect(seen.has(parent_id)).toBe(true);
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
    }
  },
);

it('leaves a chat that Coda has exported as it is', async () => {
  const file = new Blob([JSON.stringify({ format: 'coda.session', session: { title: 'x' } })]);
  expect(await readExport(file)).toEqual([{ title: 'x', messages: 0, file }]);
});

it.each([
  ['', 'The file is empty.'],
  ['PK…', 'not a JSON file'],
  ['[]', 'no chats'],
])('says what is wrong with %j', async (content, words) => {
  await expect(readExport(new Blob([content]))).rejects.toThrow(words);
});

it('fences a text that has fences', () => {
  expect(fenced('a', 'js')).toBe('```js\na\n```');
  expect(fenced('````')).toBe('`````\n````\n`````');
});
