import { createParser } from 'eventsource-parser';
import { t } from '@/shared/i18n/translate';
import { ApiError, type RequestOptions, send } from './client';
import type { ChatRequest } from './schema';

/** What every event of a run carries. The rest is read by the folds. */
export type Envelope = { type: string; seq: number };

export type OpenedRun = { runId: string; sessionId: string; body: ReadableStream<Uint8Array> };

/** The server sends a comment every 15 s; three missed ones mean a dead connection. */
const SILENCE_MS = 45_000;

/** About 90 s in all: longer than the server needs to take up a run that lost its replica. */
const BACKOFF_MS = [300, 700, 1500, 3000, 5000, 8000, 12_000, 15_000, 20_000, 25_000];

/** Starts a run. The key makes it safe to send the same request again after a lost answer. */
export async function openRun(
  body: ChatRequest,
  idempotencyKey: string,
  signal?: AbortSignal,
): Promise<OpenedRun> {
  const response = await send('/chat/stream', {
    method: 'POST',
    body,
    signal,
    headers: { Accept: 'text/event-stream', 'Idempotency-Key': idempotencyKey },
  });
  const runId = response.headers.get('X-Run-Id');
  const sessionId = response.headers.get('X-Session-Id');
  if (runId === null || sessionId === null || response.body === null) {
    throw new ApiError(response.status, { detail: t('The server did not open an event stream.') });
  }
  return { runId, sessionId, body: response.body };
}

export type FollowOptions = {
  /** The stream that is already open, if any. */
  body?: ReadableStream<Uint8Array>;
  /** The last sequence number seen; asked anew before each attachment. */
  lastSeq: () => number;
  onEvent: (event: Envelope) => void;
  onConnection: (state: 'live' | 'reconnecting') => void;
  signal: AbortSignal;
};

/**
 * Delivers a run's events until `run_finished`, re-attaching after the last one seen whenever the
 * stream breaks. Answers false when the run's end could not be reached: it is then interrupted.
 */
export async function followRun(runId: string, options: FollowOptions): Promise<boolean> {
  const { lastSeq, onEvent, onConnection, signal } = options;
  let body = options.body;
  let failures = 0;
  while (!signal.aborted) {
    const before = lastSeq();
    try {
      body ??= await attach(runId, before, signal);
      onConnection('live');
      if (await deliver(body, onEvent, signal)) return true;
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
        if (error.status !== 429) return false;
      }
    }
    body = undefined;
    if (lastSeq() > before) failures = 0;
    const delay = BACKOFF_MS[failures++];
    if (delay === undefined || signal.aborted) return false;
    onConnection('reconnecting');
    await pause(delay, signal);
  }
  return false;
}

async function attach(runId: string, after: number, signal: AbortSignal) {
  const headers: RequestOptions['headers'] = { Accept: 'text/event-stream' };
  if (after > 0) headers['Last-Event-ID'] = String(after);
  const response = await send(`/runs/${runId}/events`, { headers, signal });
  if (response.body === null) throw new TypeError('The event stream has no body');
  return response.body;
}

/** Reads one connection to its end; true if that was the end of the run as well. */
export async function deliver(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: Envelope) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let finished = false;
  const parser = createParser({
    onEvent: ({ data }) => {
      const event = readEnvelope(data);
      if (event === undefined) return;
      finished ||= event.type === 'run_finished';
      onEvent(event);
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  try {
    while (!finished) {
      const watchdog = setTimeout(cancel, SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(watchdog));
      if (done) break;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
  return finished;
}

function readEnvelope(data: string): Envelope | undefined {
  const value: unknown = JSON.parse(data);
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, seq } = value as Partial<Envelope>;
  return typeof type === 'string' && typeof seq === 'number' ? (value as Envelope) : undefined;
}

/** Waits; shorter when the browser says that the network is back. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    globalThis.addEventListener?.('online', done);
    signal.addEventListener('abort', done);
  });
}
