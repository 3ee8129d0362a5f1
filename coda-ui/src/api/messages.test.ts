import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { messagesQuery, type Path, readEarlier } from './messages';

type Stored = { id: string; parent_id?: string };

afterEach(() => vi.unstubAllGlobals());

/** A path in which each message follows the one before. */
const path = (...ids: number[]): Stored[] =>
  ids.map((id, index) => ({
    id: `m${id}`,
    ...(index === 0 ? {} : { parent_id: `m${ids[index - 1]}` }),
  }));
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Serves a path from its end, as the server does; a cursor is the last message of its page. */
function serve(messages: () => readonly Stored[]) {
  const asked: string[] = [];
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URL(url, 'http://localhost').searchParams;
    const cursor = query.get('cursor');
    asked.push(`${query.get('from')} ${cursor}`);
    const all = messages();
    const end = cursor === null ? all.length : all.findIndex(({ id }) => id === cursor) + 1;
    const items = all.slice(Math.max(0, end - Number(query.get('limit'))), end);
    return Response.json({ items, next_cursor: items[0]?.parent_id });
  });
  return asked;
}

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
const ids = ({ items }: Path) => items.map(({ id }) => id);
const known = (queries: QueryClient) => {
  const data = queries.getQueryData(messagesQuery('s').queryKey);
  if (data === undefined) throw new Error('Nothing was read');
  return data;
};
const never = () => false;

it('opens a long chat at its end with one request', async () => {
  const asked = serve(() => path(...range(1, 5_000)));
  const end = await client().fetchQuery(messagesQuery('s'));
  expect(asked).toEqual(['end null']);
  expect(ids(end).at(0)).toBe('m4901');
  expect(ids(end).at(-1)).toBe('m5000');
});

it('reads back to a message and no further', async () => {
  const asked = serve(() => path(...range(1, 5_000)));
  const queries = client();
  await queries.fetchQuery(messagesQuery('s'));
  await readEarlier(queries, 's', (read) => read.some(({ id }) => id === 'm4750'));
  expect(asked).toEqual(['end null', 'end m4900', 'end m4800']);
  expect(ids(known(queries))).toEqual(range(4_701, 5_000).map((n) => `m${n}`));
});

it('reads to the beginning where nothing is found', async () => {
  serve(() => path(...range(1, 250)));
  const queries = client();
  await queries.fetchQuery(messagesQuery('s'));
  await readEarlier(queries, 's', never);
  expect(ids(known(queries))).toHaveLength(250);
  expect(known(queries).earlier).toBeUndefined();
});

it('reads only the end of a long chat again', async () => {
  let messages = path(...range(1, 250));
  const asked = serve(() => messages);
  const queries = client();
  await queries.fetchQuery(messagesQuery('s'));
  await readEarlier(queries, 's', never);
  expect(asked).toHaveLength(3);

  messages = path(...range(1, 252));
  expect(ids(await queries.fetchQuery(messagesQuery('s')))).toEqual(messages.map(({ id }) => id));
  expect(asked).toHaveLength(4);
});

it('joins an end that begins right behind what is known', async () => {
  let messages = path(...range(1, 10));
  serve(() => messages);
  const queries = client();
  await queries.fetchQuery(messagesQuery('s'));

  messages = path(...range(1, 110));
  expect(ids(await queries.fetchQuery(messagesQuery('s')))).toHaveLength(110);
});

it('forgets a path that is not in view any more', async () => {
  let messages = path(...range(1, 30));
  serve(() => messages);
  const queries = client();
  await queries.fetchQuery(messagesQuery('s'));

  messages = path(1, 2, 103, 104);
  expect(ids(await queries.fetchQuery(messagesQuery('s')))).toEqual(['m1', 'm2', 'm103', 'm104']);

  messages = path(...range(201, 350));
  const other = await queries.fetchQuery(messagesQuery('s'));
  expect(ids(other).at(0)).toBe('m251');
  expect(other.earlier).toBe('m250');
});

it('adds nothing to another branch that has come into view meanwhile', async () => {
  let messages = path(...range(1, 250));
  serve(() => messages);
  const queries = client();
  await queries.fetchQuery(messagesQuery('s'));
  const reading = readEarlier(queries, 's', never);
  messages = path(1, 2, 3);
  await queries.refetchQueries({ queryKey: ['messages', 's'] });
  await queries.fetchQuery(messagesQuery('s'));
  await reading;
  expect(ids(known(queries))).toEqual(['m1', 'm2', 'm3']);
});
