// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearUserData } from '@/store/owner';
import {
  editQueued,
  enqueue,
  moveQueued,
  queueOf,
  sendNow,
  useQueueStore,
} from '@/store/queueStore';
import type { RunEvent } from '../run/events';
import { leaveAllRuns } from '../run/run-follower';
import { beginRun, foldEvents, followedRuns } from '../run/run-store';
import { runQueues } from './queue-runner';

type Sent = { content: string; key: string | null };

/** A server that starts every run it is asked for, unless it is asked to refuse. */
class FakeServer {
  readonly sent: Sent[] = [];
  refusals: Response[] = [];
  runs: Record<string, string> = {};
  activeRun: string | undefined;

  readonly fetch = async (url: string, init: RequestInit = {}) => {
    const path = url.replace('/api/v1', '');
    if (path === '/chat/stream') {
      const { content } = JSON.parse(String(init.body));
      this.sent.push({ content, key: new Headers(init.headers).get('Idempotency-Key') });
      const refusal = this.refusals.shift();
      if (refusal !== undefined) return refusal;
      return new Response(new ReadableStream(), {
        headers: { 'X-Run-Id': `run-${this.sent.length}`, 'X-Session-Id': 's' },
      });
    }
    if (path.endsWith('/events')) return new Response(new ReadableStream());
    const run = /^\/runs\/(.+)$/.exec(path)?.[1];
    if (run !== undefined) return Response.json({ id: run, status: this.runs[run] });
    if (path === '/sessions/s') return Response.json({ id: 's', active_run_id: this.activeRun });
    return Response.json({}, { status: 404 });
  };

  texts = () => this.sent.map(({ content }) => content);
}

let server: FakeServer;
let stop: () => void = () => {};

const finish = (runId: string, status: 'completed' | 'failed' | 'cancelled') =>
  foldEvents('s', runId, [
    { type: 'run_finished', seq: 99, run_id: runId, session_id: 's', ts: '', status } as RunEvent,
  ]);
const start = () => {
  stop = runQueues(() => {});
};
const queue = (...texts: string[]) => {
  for (const content of texts) enqueue('s', { content }, undefined);
};
const joined = (runId: string) =>
  vi.waitFor(() => expect(followedRuns('s').at(-1)?.view.runId).toBe(runId));
const settle = () => vi.waitFor(() => expect(useQueueStore.getState().queues).toEqual({}));

beforeEach(() => {
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  clearUserData();
});

afterEach(() => {
  stop();
  leaveAllRuns();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('sends a message when the answer before it is complete, and not earlier', async () => {
  start();
  beginRun('s', 'first');
  queue('one', 'two');
  await Promise.resolve();
  expect(server.sent).toEqual([]);

  finish('first', 'completed');
  await vi.waitFor(() => expect(server.texts()).toEqual(['one']));
  await vi.waitFor(() =>
    expect(queueOf('s')?.items.map(({ content }) => content)).toEqual(['two']),
  );

  finish('run-1', 'completed');
  await settle();
  expect(server.texts()).toEqual(['one', 'two']);
});

it('sends in the order and with the words that were left', async () => {
  beginRun('s', 'first');
  queue('one', 'two');
  const [one, two] = queueOf('s')?.items ?? [];
  moveQueued('s', two?.id ?? '', -1);
  editQueued('s', one?.id ?? '', 'uno');
  start();
  finish('first', 'completed');
  await vi.waitFor(() => expect(server.texts()).toEqual(['two']));
  await joined('run-1');
  finish('run-1', 'completed');
  await settle();
  expect(server.texts()).toEqual(['two', 'uno']);
  expect(server.sent[1]?.key).not.toBe(one?.id);
});

it.each(['cancelled', 'failed'] as const)(
  'waits for the user after an answer that is %s',
  async (how) => {
    start();
    beginRun('s', 'first');
    queue('one');
    finish('first', how);
    await vi.waitFor(() => expect(queueOf('s')?.held).toBeDefined());
    expect(server.sent).toEqual([]);

    sendNow('s', queueOf('s')?.items[0]?.id ?? '');
    await settle();
    expect(server.texts()).toEqual(['one']);
  },
);

it('sends what was asked for now after the answer that was stopped for it', async () => {
  start();
  beginRun('s', 'first');
  queue('later');
  enqueue('s', { content: 'now', now: true }, 'first');
  finish('first', 'cancelled');
  await vi.waitFor(() => expect(server.texts()).toEqual(['now']));
});

it('asks the server after a reload how the run before ended', async () => {
  server.runs.before = 'completed';
  enqueue('s', { content: 'one' }, 'before');
  start();
  await settle();
  expect(server.texts()).toEqual(['one']);
});

it('joins the run before after a reload while it is active', async () => {
  server.runs.before = 'running';
  enqueue('s', { content: 'one' }, 'before');
  start();
  await joined('before');
  finish('before', 'completed');
  await settle();
  expect(server.texts()).toEqual(['one']);
});

it('holds the messages after a reload when the run before failed meanwhile', async () => {
  server.runs.before = 'failed';
  enqueue('s', { content: 'one' }, 'before');
  start();
  await vi.waitFor(() => expect(queueOf('s')?.held).toBe('The answer failed.'));
});

it('waits for a run that another window has started', async () => {
  server.activeRun = 'other';
  server.refusals = [Response.json({ code: 'run_active' }, { status: 409 })];
  queue('one');
  start();
  await joined('other');
  finish('other', 'completed');
  await settle();
  expect(server.sent.map(({ key }) => key)).toEqual([server.sent[0]?.key, server.sent[0]?.key]);
});

it('sends again under the same key when the server was not reached', async () => {
  vi.useFakeTimers();
  server.refusals = [Response.error()];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const response = await server.fetch(url, init);
    if (response.type === 'error') throw new TypeError('offline');
    return response;
  });
  queue('one');
  start();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(server.texts()).toEqual(['one', 'one']);
  expect(server.sent[1]?.key).toBe(server.sent[0]?.key);
  expect(queueOf('s')).toBeUndefined();
});

it('waits as long as the server asks for', async () => {
  vi.useFakeTimers();
  server.refusals = [
    Response.json({ code: 'rate_limited' }, { status: 429, headers: { 'Retry-After': '30' } }),
  ];
  queue('one');
  start();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(server.sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.sent).toHaveLength(2);
});

it('says why a message was refused and keeps it', async () => {
  server.refusals = [Response.json({ detail: 'Too long.' }, { status: 400 })];
  queue('one');
  start();
  await vi.waitFor(() => expect(queueOf('s')?.held).toBe('Too long.'));
  expect(queueOf('s')?.items).toHaveLength(1);
});
