import { createContext } from 'react';

/** What can be done with a message. Each ends when it has happened, and fails with the reason. */
export type MessageActions = {
  /** Nothing can be branched while an answer is being written. */
  isBusy: boolean;
  showThoughts: (messageId: string) => void;
  retry: (userMessageId: string) => void;
  edit: (userMessageId: string, content: string) => Promise<unknown>;
  regenerate: (answerId: string) => void;
  select: (messageId: string) => void;
  fork: (messageId: string) => void;
};

const nothing = () => {};

export const MessageActionsContext = createContext<MessageActions>({
  isBusy: false,
  showThoughts: nothing,
  retry: nothing,
  edit: () => Promise.resolve(),
  regenerate: nothing,
  select: nothing,
  fork: nothing,
});
