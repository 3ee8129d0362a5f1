import { readRun } from '@/api/runs';
import { readSession } from '@/api/sessions';
import { markUnread } from '@/store/sessionStore';
import { joinRun } from './run-follower';
import { findRun } from './run-store';

/** A browser keeps few connections to one host open; the chat in view needs some of them. */
const MOST = 3;

/** Takes up the runs again that were followed before a reload; those that ended meanwhile are news. */
export async function rejoinRuns(
  followed: Readonly<Record<string, string>>,
  onEnd: (sessionId: string) => void,
): Promise<void> {
  const checks = Object.entries(followed)
    .slice(0, MOST)
    .map(async ([session, runId]) => {
      const { status } = await readRun(runId);
      if (status === 'completed' || status === 'failed') markUnread(session);
      else if (status !== 'cancelled') joinRun(session, runId, onEnd);
    });
  // A run that the server does not know any more is not news.
  await Promise.allSettled(checks);
}

/** Follows the run that comes next in a chat, if one does, so that its end is news as well. */
export async function followNext(
  session: string,
  onEnd: (sessionId: string) => void,
): Promise<void> {
  const { active_run_id: active, queued_run_ids: [queued] = [] } = await readSession(session);
  const next = active ?? queued;
  if (next !== undefined && findRun(session, next) === undefined) joinRun(session, next, onEnd);
}
