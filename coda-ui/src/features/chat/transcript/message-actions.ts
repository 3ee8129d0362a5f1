import { createContext } from 'react';

/** What can be done with a message. What fails says why above the box, or where it was asked for. */
export type MessageActions = {
  /** A stranger reads: nothing leads to what only the owner has. */
  isReadOnly?: boolean;
  /** Nothing can be branched while an answer is being written. */
  isBusy: boolean;
  /** The question whose text is being edited. */
  editing: string | undefined;
  setEditing: (userMessageId: string | undefined) => void;
  showThoughts: (messageId: string) => void;
  /** Shows the steps of the chain of thought that are about a tool call. */
  showCallSteps: (callId: string) => void;
  retry: (userMessageId: string) => void;
  edit: (userMessageId: string, content: string) => Promise<unknown>;
  regenerate: (answerId: string) => void;
  /** Asks the model for the rest of an answer that was cut off. */
  resume: () => void;
  select: (messageId: string) => void;
  fork: (messageId: string) => void;
  /** Shares the chat up to a message. */
  share: (messageId: string) => void;
};

const nothing = () => {};

const NONE: MessageActions = {
  isBusy: false,
  editing: undefined,
  setEditing: nothing,
  showThoughts: nothing,
  showCallSteps: nothing,
  retry: nothing,
  edit: () => Promise.resolve(),
  regenerate: nothing,
  resume: nothing,
  select: nothing,
  fork: nothing,
  share: nothing,
};

/** For people who can only read. */
export const READ_ONLY: MessageActions = { ...NONE, isReadOnly: true };

export const MessageActionsContext = createContext(NONE);
