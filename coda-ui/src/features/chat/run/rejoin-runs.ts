import { readRun } from '@/api/runs';
import { markUnread } from '@/store/sessionStore';
import { joinRun } from './run-follower';

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
