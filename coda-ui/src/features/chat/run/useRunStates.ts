import { useShallow } from 'zustand/react/shallow';
import { waitingBlocks } from './approval';
import { isActive } from './chat-reducer';
import { useRunStore } from './run-store';

export type Activity = 'running' | 'asking';

/** What the chats do that this page follows, by session; those that do nothing are absent. */
export function useRunStates(): Readonly<Record<string, Activity>> {
  return useRunStore(
    useShallow(({ runs }) =>
      Object.fromEntries(
        Object.entries(runs).flatMap(([session, followed]) => {
          const last = followed.at(-1);
          if (last === undefined || !isActive(last.view) || last.connection === 'interrupted') {
            return [];
          }
          const isAsking = waitingBlocks(last.view.answer).length > 0;
          return [[session, isAsking ? 'asking' : 'running'] satisfies [string, Activity]];
        }),
      ),
    ),
  );
}
