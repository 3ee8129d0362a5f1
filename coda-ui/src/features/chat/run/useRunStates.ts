import { useShallow } from 'zustand/react/shallow';
import { waitingBlocks } from './approval';
import { isActive } from './chat-reducer';
import { currentRun, useRunStore } from './run-store';

export type Activity = 'running' | 'asking';

/** What the chats do that this page follows, by session; those that do nothing are absent. */
export function useRunStates(): Readonly<Record<string, Activity>> {
  return useRunStore(
    useShallow(({ runs }) =>
      Object.fromEntries(
        Object.entries(runs).flatMap(([session, followed]) => {
          const current = currentRun(followed);
          if (
            current === undefined ||
            !isActive(current.view) ||
            current.connection === 'interrupted'
          ) {
            return [];
          }
          const isAsking = waitingBlocks(current.view.answer).length > 0;
          return [[session, isAsking ? 'asking' : 'running'] satisfies [string, Activity]];
        }),
      ),
    ),
  );
}
