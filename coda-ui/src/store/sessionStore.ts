import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from './browser-storage';

type SessionState = {
  /** The user whose chats these are. */
  owner: string | undefined;
  /** Chats in which something has happened that was not looked at. */
  unread: Readonly<Record<string, true>>;
  /** The active run of each chat that this browser follows, to be joined again after a reload. */
  followed: Readonly<Record<string, string>>;
  /** Chats that are shown no more and will be deleted, unless the user undoes it. */
  doomed: readonly string[];
};

/** What this browser knows about chats besides what the server stores of them. */
export const useSessionStore = create<SessionState>()(
  persist((): SessionState => ({ owner: undefined, unread: {}, followed: {}, doomed: [] }), {
    name: 'coda-sessions',
    version: 1,
    storage: browserStorage,
  }),
);

export function markUnread(session: string): void {
  useSessionStore.setState(({ unread }) => ({ unread: { ...unread, [session]: true } }));
}

export function markRead(session: string): void {
  if (useSessionStore.getState().unread[session] === undefined) return;
  useSessionStore.setState(({ unread: { [session]: _, ...unread } }) => ({ unread }));
}

export function setFollowed(followed: Readonly<Record<string, string>>): void {
  useSessionStore.setState({ followed });
}

/** Hides chats that are about to be deleted. */
export function doom(sessions: readonly string[]): void {
  useSessionStore.setState(({ doomed }) => ({ doomed: [...doomed, ...sessions] }));
}

/** Shows chats again that were about to be deleted, or forgets those that are gone. */
export function spare(sessions: readonly string[]): void {
  useSessionStore.setState(({ doomed }) => ({
    doomed: doomed.filter((session) => !sessions.includes(session)),
  }));
}
