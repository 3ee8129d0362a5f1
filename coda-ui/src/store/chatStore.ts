import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { randomId } from '@/shared/random-id';
import { browserStorage } from './browser-storage';

type ChatState = {
  /** The user whose drafts these are. */
  owner: string | undefined;
  /** What was sent and is not known to have arrived, by session: it is sent again under its key. */
  unconfirmed: Readonly<Record<string, { request: string; key: string }>>;
  /** Unsent text by session; `new` is the chat that does not exist yet. */
  drafts: Readonly<Record<string, string>>;
  /** Tool cards and reasoning that were opened or closed by hand, by block key. */
  expanded: Readonly<Record<string, boolean>>;
  /** What was written into questions of runs and is not sent yet. */
  inputs: Readonly<Record<string, string>>;
  /** The message whose thoughts are shown, by session; otherwise the last answer's. */
  focused: Readonly<Record<string, string>>;
  /** The call whose steps are shown. */
  markedCall: string | undefined;
  /** The message to bring into view; another object asks again. */
  shown: { messageId: string } | undefined;
};

const initial: ChatState = {
  owner: undefined,
  unconfirmed: {},
  drafts: {},
  expanded: {},
  inputs: {},
  focused: {},
  markedCall: undefined,
  shown: undefined,
};

/** What the user has typed, sent and unfolded. What is unsent or unconfirmed outlives the page. */
export const useChatStore = create<ChatState>()(
  persist(() => initial, {
    name: 'coda-drafts',
    version: 1,
    storage: browserStorage,
    partialize: ({ owner, drafts, unconfirmed }) => ({ owner, drafts, unconfirmed }),
  }),
);

export function setDraft(session: string, text: string): void {
  useChatStore.setState(({ drafts: { [session]: _, ...others } }) => ({
    drafts: text === '' ? others : { ...others, [session]: text },
  }));
}

/** Takes what was typed along to a session that has been created meanwhile. */
export function moveDraft(from: string, to: string): void {
  const text = useChatStore.getState().drafts[from];
  if (text === undefined) return;
  setDraft(from, '');
  setDraft(to, text);
}

/** Returns the key to send a request under: that of the last one, if it is the same, unconfirmed. */
export function keyOf(session: string, request: string): string {
  const last = useChatStore.getState().unconfirmed[session];
  if (last?.request === request) return last.key;
  const key = randomId();
  useChatStore.setState(({ unconfirmed }) => ({
    unconfirmed: { ...unconfirmed, [session]: { request, key } },
  }));
  return key;
}

export function confirm(session: string): void {
  useChatStore.setState(({ unconfirmed: { [session]: _, ...others } }) => ({
    unconfirmed: others,
  }));
}

export function setExpanded(key: string, open: boolean): void {
  useChatStore.setState(({ expanded }) => ({ expanded: { ...expanded, [key]: open } }));
}

export function keepInput(key: string, text: string | undefined): void {
  useChatStore.setState(({ inputs: { [key]: _, ...others } }) => ({
    inputs: text === undefined ? others : { ...others, [key]: text },
  }));
}

export function focusMessage(session: string, messageId: string | undefined): void {
  useChatStore.setState(({ focused: { [session]: _, ...others } }) => ({
    focused: messageId === undefined ? others : { ...others, [session]: messageId },
  }));
}

/** Brings a message of the chat in view into view. */
export function showMessage(messageId: string): void {
  useChatStore.setState({ shown: { messageId } });
}

/** Forgets everything. */
export function clearChatStore(): void {
  useChatStore.setState(initial);
}
