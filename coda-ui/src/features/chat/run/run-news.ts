import { waitingBlocks } from './approval';
import { isActive, type RunView } from './chat-reducer';
import { currentRun, type FollowedRun } from './run-store';

type Runs = Readonly<Record<string, readonly FollowedRun[]>>;

/** Something about a run that its user wants to know: it waits for them, or it has ended. */
export type RunNews = { kind: 'asking' | 'ended'; run: RunView };

/** What has happened to the runs of all chats from one state to a later one. */
export function newsBetween(before: Runs, after: Runs): RunNews[] {
  return Object.entries(after).flatMap(([session, followed]) => {
    const earlier = before[session] ?? [];
    if (earlier === followed) return [];
    return followed.flatMap(({ view }) => {
      const known = earlier.find((run) => run.view.runId === view.runId)?.view;
      return known === view ? [] : newsOf(known, view);
    });
  });
}

function newsOf(before: RunView | undefined, run: RunView): RunNews[] {
  if (!isActive(run)) {
    const isNew = before === undefined || isActive(before);
    return isNew && run.status !== 'cancelled' ? [{ kind: 'ended', run }] : [];
  }
  const asked = waitingBlocks(run.answer).length;
  return asked > waitingBlocks(before?.answer).length ? [{ kind: 'asking', run }] : [];
}

/** The active run of each chat that has one. */
export function activeRuns(runs: Runs): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(runs).flatMap(([session, followed]) => {
      const current = currentRun(followed)?.view;
      return current !== undefined && isActive(current) ? [[session, current.runId]] : [];
    }),
  );
}
