import { create } from 'zustand';
import { nextInOrder } from '@/shared/order';
import { type Asked, chatReducer, emptyRun, isActive, type RunView } from './chat-reducer';
import type { RunEvent } from './events';

export type Connection = 'live' | 'reconnecting' | 'interrupted';

/** A run that this page has followed. `endedAt`: when it learned of the run's end, by `nextInOrder`. */
export type FollowedRun = { view: RunView; connection: Connection; endedAt?: number };

type RunState = { runs: Readonly<Record<string, readonly FollowedRun[]>> };

/** The runs that this page has followed, by session, oldest first. They outlive the chat screen. */
export const useRunStore = create<RunState>(() => ({ runs: {} }));

export const followedRuns = (sessionId: string) => useRunStore.getState().runs[sessionId] ?? [];

export function findRun(sessionId: string, runId: string): FollowedRun | undefined {
  return followedRuns(sessionId).find(({ view }) => view.runId === runId);
}

/** The run that is under way, then the one that waits for its turn, then the last one. */
export const currentRun = (followed: readonly FollowedRun[]): FollowedRun | undefined =>
  followed.findLast(({ view }) => isActive(view) && view.status !== 'queued') ??
  followed.findLast(({ view }) => isActive(view)) ??
  followed.at(-1);

/** Makes room for a run, or empties it again to be read from its start. */
export function beginRun(sessionId: string, runId: string, asked?: Asked): void {
  const others = followedRuns(sessionId).filter(({ view }) => view.runId !== runId);
  const view = emptyRun(runId, sessionId, asked);
  put(sessionId, [...others, { view, connection: 'live' }]);
}

export function foldEvents(sessionId: string, runId: string, events: readonly RunEvent[]): void {
  change(sessionId, runId, (run) => {
    const view = events.reduce(chatReducer, run.view);
    return { ...run, view, ...(isActive(view) ? {} : { endedAt: run.endedAt ?? nextInOrder() }) };
  });
}

export function setConnection(sessionId: string, runId: string, connection: Connection): void {
  change(sessionId, runId, (run) => ({ ...run, connection }));
}

export function forgetRuns(): void {
  useRunStore.setState({ runs: {} });
}

function change(sessionId: string, runId: string, with_: (run: FollowedRun) => FollowedRun): void {
  put(
    sessionId,
    followedRuns(sessionId).map((run) => (run.view.runId === runId ? with_(run) : run)),
  );
}

function put(sessionId: string, followed: readonly FollowedRun[]): void {
  useRunStore.setState(({ runs }) => ({ runs: { ...runs, [sessionId]: followed } }));
}
