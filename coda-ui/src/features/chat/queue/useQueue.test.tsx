// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { beginRun, foldEvents, followedRuns, forgetRuns } from '../run/run-store';
import { useQueue } from './useQueue';

type Asked = { content?: string; attachments?: string[]; on_conflict?: string };

/** A server that keeps runs which wait, and takes no more of them than it has room for. */
class FakeServer {
  readonly runs = new Map<string, Asked>();
  readonly begun = new Set<string>();
  readonly cancelled: string[] = [];
  readonly asked: Asked[] = [];
  room = 8;
  /** It answers before it has ended what is cancelled. */
  isSlow = false;

  queue(content: string, ...attachments: string[]): string {
    const id = `run-${this.asked.length + this.runs.size}`;
    this.runs.set(id, { content, attachments });
    return id;
  }

  readonly fetch = async (url: string, init: RequestInit = {}) => {
    const [, collection, id = '', action] = url.replace('/api/v1', '').split('/');
    if (collection === 'chat') {
      const body: Asked = JSON.parse(String(init.body));
      if (this.ids().length >= this.room)
        return Response.json(
          { code: 'rate_limited', detail: 'The queue is full.' },
          { status: 429 },
        );
      this.asked.push(body);
      const run = this.queue(body.content ?? '', ...(body.attachments ?? []));
      return new Response(new ReadableStream(), {
        headers: { 'X-Run-Id': run, 'X-Session-Id': 's' },
      });
    }
    if (action === 'cancel') {
      this.cancelled.push(id);
      if (!this.isSlow) this.runs.delete(id);
      return new Response(null, { status: 202 });
    }
    if (action === 'events') return new Response(this.events(id));
    return Response.json({ id, status: this.begun.has(id) ? 'running' : 'queued' });
  };

  readonly ids = () => [...this.runs.keys()].filter((id) => !this.begun.has(id));
  readonly texts = () => this.ids().map((id) => this.runs.get(id)?.content);

  private events(id: string): string {
    const { content, attachments = [] } = this.runs.get(id) ?? {};
    const files = attachments.map((file) => ({
      type: 'media',
      mime_type: 'text/csv',
      uri: `artifact:${file}`,
      name: `${file}.csv`,
    }));
    const request = { content: [{ type: 'text', text: content }, ...files], settings: {} };
    const event = { type: 'run_queued', seq: 1, run_id: id, position: 1, request };
    return `data: ${JSON.stringify(event)}\n\n`;
  }
}

let server: FakeServer;

const FILE = '0190a1b2-0000-7000-8000-000000000001';
const MODEL = { model_provider: 'demo', model_name: 'demo' };
const session = () => ({ id: 's', created_at: '', updated_at: '', queued_run_ids: server.ids() });

async function show(...texts: string[]) {
  for (const text of texts) server.queue(text);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { result, rerender } = renderHook(
    () => useQueue({ session: session(), runs: followedRuns('s'), activeRunId: 'active' }),
    {
      wrapper: ({ children }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  );
  const item = (text: string) => {
    const found = result.current.items.find((each) => each.text === text);
    if (found === undefined) throw new Error(`${text} does not wait`);
    return found;
  };
  await waitFor(() => expect(result.current.items).toHaveLength(server.runs.size));
  const done = async (work: () => unknown) => {
    act(() => void work());
    await waitFor(() => expect(client.isMutating()).toBe(0));
  };
  return { result, rerender, item, done };
}

beforeEach(() => {
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  forgetRuns();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows what waits at the server, with its files', async () => {
  const one = server.queue('one', FILE);
  const { result } = await show();
  expect(result.current.items[0]).toMatchObject({ id: one, text: 'one' });
  expect(result.current.items[0]?.files).toMatchObject([{ id: FILE, name: `${FILE}.csv` }]);
});

it('can be changed once every message is known, since the others would be lost', async () => {
  const { result, rerender } = await show('one');
  expect(result.current.isBusy).toBe(false);
  server.queue('two');
  rerender();
  expect(result.current.items).toHaveLength(1);
  expect(result.current.isBusy).toBe(true);
  await waitFor(() => expect(result.current.items).toHaveLength(2));
  expect(result.current.isBusy).toBe(false);
});

it('adds a message at the end, for the model that was chosen', async () => {
  const { result, done } = await show('one');
  await done(() => result.current.add('two', [], MODEL, false));
  expect(server.asked).toEqual([
    { session_id: 's', content: 'two', on_conflict: 'queue', ...MODEL },
  ]);
  expect(server.cancelled).toEqual([]);
});

it('stops the answer for a message that is to be sent now, which goes before the others', async () => {
  const { result, done } = await show('one', 'two');
  await done(() => result.current.add('now', [], MODEL, true));
  expect(server.texts()).toEqual(['now', 'one', 'two']);
  expect(server.cancelled.at(-1)).toBe('active');
});

it('moves a message without touching those before it', async () => {
  const { result, item, done } = await show('one', 'two', 'three');
  const [first] = server.ids();
  await done(() => result.current.move(item('three'), -1, MODEL));
  expect(server.texts()).toEqual(['one', 'three', 'two']);
  expect(server.ids()[0]).toBe(first);
});

it('changes the words of a message in its place', async () => {
  const { result, item, done } = await show('one', 'two', 'three');
  await done(() => result.current.edit(item('two'), 'zwei', MODEL));
  expect(server.texts()).toEqual(['one', 'zwei', 'three']);
});

it('takes a message away and leaves the others alone', async () => {
  const { result, item, done } = await show('one', 'two', 'three');
  await done(() => result.current.drop(item('two')));
  expect(server.texts()).toEqual(['one', 'three']);
  expect(server.asked).toEqual([]);
});

it('shows no message any more that was taken away, while the server still lists it', async () => {
  const { result, item, done } = await show('one', 'two');
  server.isSlow = true;
  await done(() => result.current.move(item('one'), 1, MODEL));
  await waitFor(() => expect(result.current.items.map(({ text }) => text)).toEqual(['two', 'one']));
  await done(() => result.current.drop(item('one')));
  expect(result.current.items.map(({ text }) => text)).toEqual(['two']);
});

it('puts a message first and stops the answer for it', async () => {
  const { result, item, done } = await show('one', 'two');
  await done(() => result.current.sendNow(item('two'), MODEL));
  expect(server.texts()).toEqual(['two', 'one']);
  expect(server.cancelled.at(-1)).toBe('active');
});

it('never stops a message that has begun meanwhile, nor sends it twice', async () => {
  const { result, item, done } = await show('one', 'two');
  const one = item('one');
  server.begun.add(one.id);
  await done(() => result.current.move(one, 1, MODEL));
  expect(server.cancelled).not.toContain(one.id);
  expect(server.texts()).toEqual(['two']);
});

it('loses nothing when the server has no room', async () => {
  const { result, item, done } = await show('one', 'two');
  server.room = 2;
  await done(() => result.current.move(item('two'), -1, MODEL));
  expect(server.texts()).toEqual(['one', 'two']);
  expect(server.cancelled).toEqual([]);
});

it('shows no message any more that this page has seen begin', async () => {
  const { result, rerender, item } = await show('one', 'two');
  const { id } = item('one');
  beginRun('s', id);
  rerender();
  expect(result.current.items).toHaveLength(2);
  const event = { seq: 2, run_id: id, session_id: 's', ts: '' };
  foldEvents('s', id, [{ ...event, type: 'run_started', user_message_id: 'm' }]);
  rerender();
  expect(result.current.items.map(({ text }) => text)).toEqual(['two']);
});
