import { ApiError } from '@/api/client';
import { readRun } from '@/api/runs';
import type { RunStatus } from '@/api/schema';
import { readSession } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import {
  dropQueued,
  followOtherWindows,
  holdQueue,
  type QueuedMessage,
  queueOf,
  useQueueStore,
  waitForRun,
} from '@/store/queueStore';
import { isActive } from '../run/chat-reducer';
import { joinRun, startRun } from '../run/run-follower';
import { followedRuns, useRunStore } from '../run/run-store';
import { messageOf } from '../run/sent-message';

const UNREACHABLE_PAUSE_MS = 5_000;

/**
 * Sends the queued messages of every chat, each when the run before it has completed, until stopped.
 * After a run that was stopped or has failed, they wait for the user.
 */
export function runQueues(onEnd: (sessionId: string) => void): () => void {
  const busy = new Set<string>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const advance = async (session: string): Promise<void> => {
    const next = nextIn(session);
    if (next === undefined || busy.has(session)) return;
    busy.add(session);
    const pause = await step(session, next, onEnd).catch((error: Error) =>
      recover(session, error, onEnd),
    );
    const resume = () => {
      busy.delete(session);
      void advance(session);
    };
    if (pause === undefined) resume();
    else {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resume();
      }, pause);
      timers.add(timer);
    }
  };
  const advanceAll = () => {
    for (const session of Object.keys(useQueueStore.getState().queues)) void advance(session);
  };

  const stops = [
    useQueueStore.subscribe(advanceAll),
    useRunStore.subscribe(advanceAll),
    followOtherWindows(),
    () => timers.forEach(clearTimeout),
  ];
  advanceAll();
  return () => {
    for (const stop of stops) stop();
  };
}

/** The message whose turn has come as far as this page knows. */
function nextIn(session: string): QueuedMessage | undefined {
  const queue = queueOf(session);
  const next = queue?.items[0];
  const last = followedRuns(session).at(-1)?.view;
  const isWaiting = last !== undefined && isActive(last);
  const isHeld = queue?.held !== undefined && next?.now !== true;
  return isWaiting || isHeld ? undefined : next;
}

/** Sends the message, joins the run before it, or holds the queue. */
async function step(
  session: string,
  next: QueuedMessage,
  onEnd: (sessionId: string) => void,
): Promise<undefined> {
  const after = queueOf(session)?.after;
  const status = await statusBefore(session, after);
  if (status === 'completed') return sendQueued(session, next, onEnd);
  if (status !== 'failed' && status !== 'cancelled') {
    if (after !== undefined) joinRun(session, after, onEnd);
  } else if (next.now) await sendQueued(session, next, onEnd);
  else
    holdQueue(
      session,
      status === 'failed' ? t('The answer failed.') : t('You stopped the answer.'),
    );
  return undefined;
}

async function statusBefore(session: string, after: string | undefined): Promise<RunStatus> {
  const last = followedRuns(session).at(-1)?.view;
  if (last !== undefined) return last.status;
  return after === undefined ? 'completed' : (await readRun(after)).status;
}

async function sendQueued(
  session: string,
  { id, now: _, files = [], content, ...model }: QueuedMessage,
  onEnd: (sessionId: string) => void,
): Promise<undefined> {
  const request = { session_id: session, ...messageOf(content, files), ...model };
  await startRun(request, id, onEnd, { files });
  const started = followedRuns(session).at(-1)?.view.runId;
  if (started !== undefined) waitForRun(session, started);
  dropQueued(session, id);
}

/** Joins the run that is in the way, waits where that helps, or holds the queue and says why. */
async function recover(
  session: string,
  error: Error,
  onEnd: (sessionId: string) => void,
): Promise<number | undefined> {
  const { status, code, retryAfterSeconds } =
    error instanceof ApiError ? error : new ApiError(400, {});
  if (status === 0) return UNREACHABLE_PAUSE_MS;
  if (code === 'rate_limited' && retryAfterSeconds !== undefined) return retryAfterSeconds * 1000;
  const active = code === 'run_active' ? await activeRunOf(session) : undefined;
  if (active === undefined) holdQueue(session, error.message);
  else {
    waitForRun(session, active);
    joinRun(session, active, onEnd);
  }
  return undefined;
}

const activeRunOf = (session: string) =>
  readSession(session).then(
    ({ active_run_id }) => active_run_id,
    () => undefined,
  );
