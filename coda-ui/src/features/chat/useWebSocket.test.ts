// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearUserData } from '@/store/owner';
import { useSettings } from '@/store/settingsStore';
import { startFirstRun, takeOver } from './run/first-run';
import { joinRun, leaveAllRuns, startRun } from './run/run-follower';
import { findRun } from './run/run-store';
import { useWebSocket } from './useWebSocket';

class FakeSocket {
  static all: FakeSocket[] = [];
  sent: { type: string; [field: string]: unknown }[] = [];
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose: ((event: { code: number }) => void) | null = null;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close = vi.fn();
}

const socket = () => {
  const last = FakeSocket.all.at(-1);
  if (last === undefined) throw new Error('No socket was opened');
  return last;
};
const ts = '2026-01-01T00:00:00Z';
const receive = (frame: object) =>
  act(() => {
    socket().onmessage({ data: JSON.stringify({ ts, session_id: 's', ...frame }) });
    vi.advanceTimersByTime(200);
  });
const run = (id = 'r') => findRun('s', id)?.view;
const fetched = vi.fn<typeof fetch>(async () => Response.json({}));
const onEnd = vi.fn();

const show = () => renderHook(() => useWebSocket('s', onEnd));
const open = () => {
  const shown = show();
  act(() => socket().onopen());
  return shown;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', fetched);
  FakeSocket.all = [];
  fetched.mockClear();
  onEnd.mockReset();
  leaveAllRuns();
  clearUserData();
  useSettings.setState({ transport: 'websocket' });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  useSettings.setState(useSettings.getInitialState());
});

it('opens no socket unless the settings say so', () => {
  useSettings.setState({ transport: 'events' });
  show();
  expect(FakeSocket.all).toEqual([]);
});

it('sends a message and shows its answer over the socket of the chat', async () => {
  open();
  expect(socket().url).toMatch(/^ws:.*\/api\/v1\/ws\/chat\/s$/);
  const started = startRun({ session_id: 's', content: 'Hello' }, 'key', onEnd);
  expect(socket().sent).toEqual([
    { type: 'message', request_id: 'key', session_id: 's', content: 'Hello' },
  ]);
  receive({ type: 'ack', request_id: 'key', run_id: 'r' });
  expect(await started).toBe('s');
  receive({ type: 'message_start', seq: 1, run_id: 'r', message_id: 'm' });
  receive({
    type: 'content_delta',
    seq: 2,
    run_id: 'r',
    message_id: 'm',
    part: 0,
    offset: 0,
    delta: 'Hi',
  });
  expect(run()?.answer?.blocks).toMatchObject([{ kind: 'text', text: 'Hi' }]);
  receive({ type: 'run_finished', seq: 3, run_id: 'r', status: 'completed' });
  expect(onEnd).toHaveBeenCalledExactlyOnceWith('s');
  expect(fetched).not.toHaveBeenCalled();
});

it('says why a message was refused', async () => {
  open();
  const started = startRun({ session_id: 's', content: 'Hello' }, 'key', onEnd);
  receive({
    type: 'error',
    request_id: 'key',
    code: 'rate_limited',
    message: 'Slow.',
    retry_after: 7,
  });
  await expect(started).rejects.toMatchObject({
    code: 'rate_limited',
    message: 'There were too many requests. Please wait a moment.',
    retryAfterSeconds: 7,
  });
});

it('shows runs that others start', () => {
  open();
  receive({ type: 'message_start', seq: 1, run_id: 'theirs', message_id: 'm' });
  expect(run('theirs')?.answer?.id).toBe('m');
});

it('connects again and continues behind the last event', async () => {
  open();
  receive({ type: 'message_start', seq: 1, run_id: 'r', message_id: 'm' });
  const lost = startRun({ session_id: 's', content: 'Hello' }, 'key', onEnd);
  act(() => socket().onclose?.({ code: 1006 }));
  await expect(lost).rejects.toMatchObject({ code: 'unreachable' });
  expect(findRun('s', 'r')?.connection).toBe('reconnecting');
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(FakeSocket.all).toHaveLength(2);
  act(() => socket().onopen());
  expect(socket().sent).toEqual([{ type: 'attach', run_id: 'r', after: 1 }]);
  expect(findRun('s', 'r')?.connection).toBe('live');
});

it('renews an access token that has ended, and leaves a chat alone that is gone', async () => {
  open();
  act(() => socket().onclose?.({ code: 4401 }));
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(fetched.mock.calls.map(([url]) => url)).toContain('/api/v1/auth/me');
  expect(FakeSocket.all).toHaveLength(2);
  act(() => socket().onclose?.({ code: 4404 }));
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(FakeSocket.all).toHaveLength(2);
});

it('joins a run over the open socket, and leaves it to an event stream with the chat', async () => {
  const { unmount } = open();
  joinRun('s', 'r', onEnd);
  expect(socket().sent).toEqual([{ type: 'attach', run_id: 'r', after: 0 }]);
  expect(fetched).not.toHaveBeenCalled();
  unmount();
  expect(socket().close).toHaveBeenCalledOnce();
  await vi.waitFor(() =>
    expect(fetched.mock.calls.map(([url]) => url)).toContain('/api/v1/runs/r/events'),
  );
});

describe('the first message of a chat', () => {
  it('goes over a socket of its new session, which the screen takes over', async () => {
    fetched.mockImplementation(async () => Response.json({ id: 's' }));
    const started = startFirstRun({ content: 'Hello' }, 'key', onEnd);
    await vi.waitFor(() => expect(FakeSocket.all).toHaveLength(1));
    act(() => socket().onopen());
    await vi.waitFor(() =>
      expect(socket().sent).toEqual([
        { type: 'message', request_id: 'key', session_id: 's', content: 'Hello' },
      ]),
    );
    receive({ type: 'ack', request_id: 'key', run_id: 'r' });
    expect(await started).toBe('s');
    expect(fetched.mock.calls.map(([url]) => url)).toEqual(['/api/v1/sessions']);

    const { unmount } = show();
    expect(FakeSocket.all).toHaveLength(1);
    unmount();
    expect(socket().close).toHaveBeenCalledOnce();
  });

  it('goes by HTTP where no socket can be opened', async () => {
    const headers = { 'X-Run-Id': 'r', 'X-Session-Id': 's' };
    fetched.mockImplementation(async (url) =>
      String(url).endsWith('/sessions')
        ? Response.json({ id: 's' })
        : new Response(new ReadableStream(), { headers }),
    );
    const started = startFirstRun({ content: 'Hello' }, 'key', onEnd);
    await vi.waitFor(() => expect(FakeSocket.all).toHaveLength(1));
    act(() => socket().onclose?.({ code: 1006 }));
    expect(await started).toBe('s');
    expect(fetched.mock.calls.map(([url]) => url)).toContain('/api/v1/chat/stream');
    takeOver('s')?.();
  });
});
