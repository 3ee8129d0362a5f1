import { type ChatSocket, openSocket, type SocketEvent } from '@/api/socket';
import { frameBatch } from '@/shared/frame-batch';
import { isActive } from './chat-reducer';
import type { RunEvent } from './events';
import { beginRun, findRun, foldEvents, followedRuns, setConnection } from './run-store';

/** The open sockets by session. */
const sockets = new Map<string, ChatSocket>();

export const socketOf = (sessionId: string) => sockets.get(sessionId);

const activeRuns = (sessionId: string) =>
  followedRuns(sessionId).filter(({ view }) => isActive(view));

/**
 * Follows the runs of a session over its WebSocket, those that others start too, until stopped.
 * What is still under way then is left to `onLeft`. `onTried` is called when the socket has opened, or has failed to.
 */
export function followSession(
  sessionId: string,
  onEnd: (sessionId: string) => void,
  onLeft: (runId: string) => void,
  onTried: () => void = () => {},
): () => void {
  const batch = frameBatch<SocketEvent>((events) => {
    for (const runId of new Set(events.map(({ run_id }) => run_id)))
      fold(
        runId,
        events.filter(({ run_id }) => run_id === runId),
      );
  });
  const fold = (runId: string, events: readonly SocketEvent[]) => {
    const known = findRun(sessionId, runId);
    if (known !== undefined && !isActive(known.view)) return;
    if (known === undefined) beginRun(sessionId, runId);
    foldEvents(sessionId, runId, events as readonly unknown[] as RunEvent[]);
    const view = findRun(sessionId, runId)?.view;
    if (view?.gap !== undefined) {
      beginRun(sessionId, runId);
      socket.attach(runId, 0);
    } else if (view !== undefined && !isActive(view)) onEnd(sessionId);
  };
  const leave = () => {
    batch.flush();
    sockets.delete(sessionId);
  };
  const socket = openSocket(sessionId, {
    onEvent: batch.add,
    onOpen: (isOpen) => {
      if (isOpen) sockets.set(sessionId, socket);
      else leave();
      for (const { view } of activeRuns(sessionId))
        setConnection(sessionId, view.runId, isOpen ? 'live' : 'reconnecting');
      onTried();
    },
    runs: () =>
      activeRuns(sessionId).map(({ view: { runId, lastSeq } }) => ({ runId, after: lastSeq })),
  });
  return () => {
    socket.close();
    leave();
    for (const { view } of activeRuns(sessionId)) onLeft(view.runId);
  };
}
