import type { StoreApi } from 'zustand';
import { useAttachmentStore } from './attachmentStore';
import { useChatStore } from './chatStore';
import { usePromptStore } from './promptStore';
import { useSessionStore } from './sessionStore';

type Owned = { owner: string | undefined };

/** Continues with what this user has left in the browser, and with nothing of another one. */
export function adoptUser(id: string): void {
  adopt(useAttachmentStore, id);
  adopt(useChatStore, id);
  adopt(usePromptStore, id);
  adopt(useSessionStore, id);
}

/** Leaves nothing of one user for the next but what they saved, which waits for them alone. */
export function clearUserData(): void {
  clear(useAttachmentStore);
  clear(useChatStore);
  clear(useSessionStore);
}

/** Leaves nothing of what a user has saved in this browser. */
export const clearPrompts = () => clear(usePromptStore);

function adopt<S extends Owned>(store: StoreApi<S>, id: string): void {
  if (store.getState().owner !== id) store.setState({ ...store.getInitialState(), owner: id });
}

function clear<S extends Owned>(store: StoreApi<S>): void {
  store.setState(store.getInitialState());
}
