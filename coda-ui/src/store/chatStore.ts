import { create } from 'zustand';
import { persist } from 'zustand/middleware';

type ChatState = {
  /** Unsent text by session; `new` is the chat that does not exist yet. */
  drafts: Readonly<Record<string, string>>;
  /** Tool cards and reasoning that were opened or closed by hand, by block key. */
  expanded: Readonly<Record<string, boolean>>;
  /** The message whose thoughts are shown, by session; otherwise the last answer's. */
  focused: Readonly<Record<string, string>>;
};

const initial: ChatState = { drafts: {}, expanded: {}, focused: {} };

/** What the user has typed and unfolded. Only the drafts outlive the page. */
export const useChatStore = create<ChatState>()(
  persist(() => initial, {
    name: 'coda-drafts',
    version: 1,
    partialize: ({ drafts }) => ({ drafts }),
  }),
);

export function setDraft(session: string, text: string): void {
  useChatStore.setState(({ drafts: { [session]: _, ...others } }) => ({
    drafts: text === '' ? others : { ...others, [session]: text },
  }));
}

export function setExpanded(key: string, open: boolean): void {
  useChatStore.setState(({ expanded }) => ({ expanded: { ...expanded, [key]: open } }));
}

export function focusMessage(session: string, messageId: string | undefined): void {
  useChatStore.setState(({ focused: { [session]: _, ...others } }) => ({
    focused: messageId === undefined ? others : { ...others, [session]: messageId },
  }));
}

/** Leaves nothing of one user for the next. */
export function clearChatStore(): void {
  useChatStore.setState(initial);
}
