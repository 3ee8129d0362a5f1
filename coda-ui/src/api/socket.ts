import { ApiError, request, unreachable } from './client';
import type { Envelope } from './event-stream';
import { inOwnWords } from './problems';
import type { ChatRequest, Problem } from './schema';

/** An event of one of the session's runs. */
export type SocketEvent = Envelope & { run_id: string };

type Ack = { type: 'ack'; request_id: string; run_id: string };
type Failed = { type: 'error'; request_id?: string; message: string; retry_after?: number } & Pick<
  Problem,
  'code' | 'errors'
>;

export type SocketOptions = {
  onEvent: (event: SocketEvent) => void;
  /** Whether the socket is open; it is tried again until it is closed permanently. */
  onOpen: (isOpen: boolean) => void;
  /** The runs to continue after a break, each with the last sequence number seen. */
  runs: () => readonly { runId: string; after: number }[];
};

export type ChatSocket = {
  /** Starts a turn and answers the id of its run; the key makes it safe to send it again. */
  start: (message: ChatRequest, key: string) => Promise<string>;
  /** Shows a run behind an event. */
  attach: (runId: string, after: number) => void;
  close: () => void;
};

/** The access token has ended; the session is gone or not open to this sign-in. */
const SIGNED_OUT = 4401;
const FOR_GOOD = new Set([4403, 4404]);

const BACKOFF_MS = [300, 1000, 3000, 8000, 15_000];

/** Connects to a session, and again whenever the connection breaks. */
export function openSocket(sessionId: string, options: SocketOptions): ChatSocket {
  const { onEvent, onOpen, runs } = options;
  const waiting = new Map<string, { done: (runId: string) => void; fail: (e: Error) => void }>();
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;

  const send = (frame: object) => socket.send(JSON.stringify(frame));
  const attach = (runId: string, after: number) => send({ type: 'attach', run_id: runId, after });
  const settle = (frame: Ack | Failed) => {
    const { request_id: id = '' } = frame;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (frame.type === 'ack') return asked?.done(frame.run_id);
    const { code, message: detail, errors = [] } = frame;
    const problem = inOwnWords({ ...(code && { code }), detail, errors });
    asked?.fail(new ApiError(400, problem, frame.retry_after));
  };

  /** Sent again under its key, a message that has arrived gets the run that it started. */
  const giveUp = () => {
    for (const { fail } of waiting.values()) fail(unreachable());
    waiting.clear();
  };

  const connect = () => {
    socket = new WebSocket(addressOf(sessionId));
    socket.onopen = () => {
      failures = 0;
      for (const { runId, after } of runs()) attach(runId, after);
      onOpen(true);
    };
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as SocketEvent | Ack | Failed;
      if ('seq' in frame) onEvent(frame);
      else if (frame.type === 'ack' || frame.type === 'error') settle(frame);
    };
    socket.onclose = ({ code }) => {
      giveUp();
      onOpen(false);
      if (FOR_GOOD.has(code)) return;
      const delay = BACKOFF_MS[Math.min(failures++, BACKOFF_MS.length - 1)];
      timer = setTimeout(() => void reconnect(code), delay);
    };
  };
  const reconnect = async (code: number) => {
    // Any request renews an access token that has ended.
    if (code === SIGNED_OUT) await request('/auth/me').catch(() => {});
    if (!isClosed) connect();
  };

  connect();
  return {
    start: (message, key) =>
      new Promise((done, fail) => {
        waiting.set(key, { done, fail });
        send({ type: 'message', request_id: key, ...message });
      }),
    attach,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      socket.onclose = null;
      giveUp();
      socket.close();
    },
  };
}

function addressOf(sessionId: string): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/ws/chat/${sessionId}`;
}
