import { afterEach, expect, it, vi } from 'vitest';
import { type Envelope, followRun } from './event-stream';

const frame = (event: Envelope) =>
  `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const ENDED: Envelope = { type: 'run_finished', seq: 4 };
const EVENTS: Envelope[] = [1, 2, 3].map((seq) => ({ type: 'é🧮', seq }));

/** A stream that hands out the given pieces and then ends, or breaks. */
function streamOf(pieces: Uint8Array[], breaks = false): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(piece);
      else if (breaks) controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);

async function follow(body: ReadableStream<Uint8Array> | undefined) {
  const seen: Envelope[] = [];
  const states: string[] = [];
  const ended = await followRun('run', {
    ...(body === undefined ? {} : { body }),
    lastSeq: () => seen.at(-1)?.seq ?? 0,
    onEvent: (event) => seen.push(event),
    onConnection: (state) => states.push(state),
    signal: new AbortController().signal,
  });
  return { ended, seen: seen.map(({ seq }) => seq), types: seen.map(({ type }) => type), states };
}

/** Answers each attachment in turn with a body, or with a status. */
function serve(...answers: (ReadableStream<Uint8Array> | number)[]) {
  vi.useFakeTimers();
  vi.setTimerTickMode('nextTimerAsync');
  vi.stubGlobal('document', { cookie: '' });
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => {
    const answer = answers.shift() ?? 503;
    return typeof answer === 'number'
      ? new Response('{}', { status: answer })
      : new Response(answer);
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('reads events however the bytes are cut', async () => {
  const whole = bytes([...EVENTS, ENDED].map(frame).join(': heartbeat\n\n'));
  for (let cut = 0; cut <= whole.length; cut++) {
    const { ended, types } = await follow(streamOf([whole.slice(0, cut), whole.slice(cut)]));
    expect(ended).toBe(true);
    expect(types).toEqual(['é🧮', 'é🧮', 'é🧮', 'run_finished']);
  }
});

it.each([true, false])('re-attaches after the last event seen (breaks: %s)', async (breaks) => {
  const fetch = serve(503, streamOf([bytes(frame(ENDED))]));
  const { ended, seen, states } = await follow(streamOf(EVENTS.map(frame).map(bytes), breaks));
  expect(ended).toBe(true);
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(states).toEqual(['live', 'reconnecting', 'reconnecting', 'live']);
  expect(fetch.mock.calls.map(([url]) => url)).toEqual(Array(2).fill('/api/v1/runs/run/events'));
  expect(new Headers(fetch.mock.calls[0]?.[1].headers).get('Last-Event-ID')).toBe('3');
});

it('says that a run is interrupted when its end cannot be reached', async () => {
  const fetch = serve();
  expect(await follow(streamOf([bytes(frame(EVENTS[0] ?? ENDED))]))).toMatchObject({
    ended: false,
  });
  expect(fetch.mock.calls.length).toBeGreaterThan(5);
});

it('does not insist on a run that the server does not know', async () => {
  const fetch = serve(404);
  expect(await follow(undefined)).toMatchObject({ ended: false, seen: [] });
  expect(fetch).toHaveBeenCalledTimes(1);
});
