import { type Envelope, followRun, openRun } from '@/api/event-stream';
import type { ChatRequest } from '@/api/schema';
import { defined } from '@/shared/defined';
import { frameBatch } from '@/shared/frame-batch';
import type { Asked } from './chat-reducer';
import type { RunEvent } from './events';
import { socketOf } from './run-socket';
import { beginRun, findRun, foldEvents, forgetRuns, setConnection } from './run-store';

const following = new Map<string, AbortController>();

/**
 * Starts a run and follows it in the background; answers as soon as the server has accepted it.
 * The run is shown with its files and after a message: null for the beginning, undefined for the end.
 */
export async function startRun(
  request: ChatRequest,
  idempotencyKey: string,
  onEnd: (sessionId: string) => void,
  shown: Omit<Asked, 'question'> = {},
): Promise<string> {
  const asked = { ...shown, ...defined({ question: request.content }) };
  const session = request.session_id ?? '';
  const socket = socketOf(session);
  if (socket !== undefined) {
    const started = await socket.start(request, idempotencyKey);
    if (findRun(session, started) === undefined) beginRun(session, started, asked);
    return session;
  }
  const { runId, sessionId, body } = await openRun(request, idempotencyKey);
  beginRun(sessionId, runId, asked);
  void follow(sessionId, runId, onEnd, body);
  return sessionId;
}

/** Joins a run that continues at the server, from where this page has seen it. */
export function joinRun(
  sessionId: string,
  runId: string,
  onEnd: (sessionId: string) => void,
): void {
  if (following.has(runId)) return;
  if (findRun(sessionId, runId) === undefined) beginRun(sessionId, runId);
  const socket = socketOf(sessionId);
  if (socket === undefined) void follow(sessionId, runId, onEnd);
  else socket.attach(runId, findRun(sessionId, runId)?.view.lastSeq ?? 0);
}

/** Detaches from every run, for example at sign-out. The runs themselves continue at the server. */
export function leaveAllRuns(): void {
  for (const controller of following.values()) controller.abort();
  following.clear();
  forgetRuns();
}

async function follow(
  sessionId: string,
  runId: string,
  onEnd: (sessionId: string) => void,
  body?: ReadableStream<Uint8Array>,
  rereading = false,
): Promise<void> {
  const controller = new AbortController();
  following.set(runId, controller);
  const batch = frameBatch<Envelope>((events) => {
    if (controller.signal.aborted) return;
    foldEvents(sessionId, runId, events as RunEvent[]);
    if (rereading || findRun(sessionId, runId)?.view.gap === undefined) return;
    controller.abort();
    beginRun(sessionId, runId);
    void follow(sessionId, runId, onEnd, undefined, true);
  });
  const lastSeq = () => {
    batch.flush();
    return findRun(sessionId, runId)?.view.lastSeq ?? 0;
  };
  const ended = await followRun(runId, {
    ...defined({ body }),
    lastSeq,
    onEvent: batch.add,
    onConnection: (state) => setConnection(sessionId, runId, state),
    signal: controller.signal,
  });
  batch.flush();
  if (following.get(runId) === controller) following.delete(runId);
  if (controller.signal.aborted) return;
  if (!ended) setConnection(sessionId, runId, 'interrupted');
  onEnd(sessionId);
}
