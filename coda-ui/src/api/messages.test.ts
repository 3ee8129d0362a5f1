import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { messagesQuery } from './messages';

afterEach(() => vi.unstubAllGlobals());

const path = (...ids: number[]) => ids.map((id) => ({ id: `m${id}`, role: 'user' }));
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Serves a path of messages in pages, after the cursor, as the server does. */
function serve(messages: () => { id: string }[]) {
  const cursors: (string | null)[] = [];
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URL(url, 'http://localhost').searchParams;
    const cursor = query.get('cursor');
    cursors.push(cursor);
    const all = messages();
    const from = all.findIndex(({ id }) => id === cursor) + 1;
    if (cursor !== null && (from === 0 || from === all.length)) {
      return Response.json({ code: 'validation_failed' }, { status: 400 });
    }
    const items = all.slice(from, from + Number(query.get('limit')));
    const last = items.at(-1)?.id;
    const next_cursor = last === all.at(-1)?.id ? undefined : last;
    return Response.json({ items, next_cursor });
  });
  return cursors;
}

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

it('reads only the end of a long chat again', async () => {
  let messages = path(...range(1, 250));
  const cursors = serve(() => messages);
  const queries = client();
  expect(await queries.fetchQuery(messagesQuery('s'))).toHaveLength(250);
  expect(cursors).toHaveLength(3);

  messages = path(...range(1, 252));
  expect(await queries.fetchQuery(messagesQuery('s'))).toEqual(messages);
  expect(cursors).toHaveLength(4);
});

it('reads everything again when another branch is in view', async () => {
  let messages = path(...range(1, 30));
  serve(() => messages);
  const queries = client();
  await queries.fetchQuery(messagesQuery('s'));

  messages = path(1, 2, 103, 104);
  expect(await queries.fetchQuery(messagesQuery('s'))).toEqual(messages);
});
