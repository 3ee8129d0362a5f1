import type { RunFailure, Thought, Tokens, ToolStatus } from '@/api/schema';
import { defined } from '@/shared/defined';
import type { SignIn } from './events';

/*
 * What the screen shows. Both the live fold (chat-reducer.ts) and the stored messages
 * (stored-messages.ts) arrive here, with the same keys, so that a reload changes nothing.
 */

export type TextBlock = { kind: 'text'; key: string; part: number; text: string };

export type ReasoningBlock = { kind: 'reasoning'; key: string; part: number; text: string };

export type MediaBlock = {
  kind: 'media';
  key: string;
  part: number;
  mimeType: string;
  name?: string;
  /** A picture as a data URL, or where the server has it. */
  picture?: string;
  /** The file at the server, if it is kept there for itself. */
  artifactId?: string;
};

/** What the tool itself asks in the middle of a call; the words are another service's. */
export type ToolQuestion = { message: string; schema: unknown };

/** What a person is asked about a call, mostly before it runs. */
export type Approval = {
  /** Distinguishes one question of a call from the next. */
  seq: number;
  runId: string;
  expiresAt: string;
  reason: string;
  question?: ToolQuestion;
  /** The call waits for the user to sign in. */
  signIn?: SignIn;
};

export type { SignIn } from './events';

/** The tool is active and asks something itself. */
export const ELICITATION = 'elicitation';

type Asked = {
  seq: number;
  run_id: string;
  expires_at: string;
  reason?: string;
  input?: unknown;
  sign_in?: SignIn;
};

/** What a person is asked, from the words of the log. */
export const approvalFor = ({
  seq,
  run_id,
  expires_at,
  reason,
  input,
  sign_in,
}: Asked): Approval => ({
  seq,
  runId: run_id,
  expiresAt: expires_at,
  reason: reason ?? 'approval',
  ...(reason === ELICITATION ? { question: input as ToolQuestion } : {}),
  ...defined({ signIn: sign_in }),
});

/**
 * `writing`: the model is still typing the input; `asking`: a person must decide first; `waiting`:
 * called, but not running yet.
 */
export type ToolBlockStatus = 'writing' | 'asking' | 'waiting' | 'running' | ToolStatus;

export type ToolBlock = {
  kind: 'tool';
  key: string;
  part: number;
  callId: string;
  toolName: string;
  status: ToolBlockStatus;
  input?: unknown;
  output?: unknown;
  error?: string;
  executionTimeMs?: number;
  /** What a person said to it, or that nobody did in time; known of runs that were seen live. */
  decision?: { how: 'approved' | 'denied' | 'expired'; edited: boolean; at: number };
  /** The run that does its work. */
  childRunId?: string;
  /** Only until the result is there. */
  live?: {
    inputText: string;
    startedAt?: number;
    progress?: string;
    approval?: Approval;
    /** What runs further down ask. */
    nested?: readonly NestedApproval[];
  };
};

/** A call of another agent that waits for a person, and the tools that lead to it. */
export type NestedApproval = { tool: ToolBlock; approval: Approval; path: readonly string[] };

export type Block = TextBlock | ReasoningBlock | MediaBlock | ToolBlock;

export type MessageStatus = 'partial' | 'complete' | 'failed' | 'cancelled';

/** `cacheRead` is the part of the input that the provider had in its cache; absent if unknown. */
export type TokenCount = { input: number; output: number; cacheRead?: number };

/** A summary took the place of earlier messages; the tokens are absent of older answers. */
export type Compaction = { tokensBefore?: number; tokensAfter?: number };

export type MessageView = {
  id: string;
  role: 'user' | 'assistant';
  parentId?: string;
  /** This message and the others in its place, oldest first; known of stored messages alone. */
  siblingIds?: readonly string[];
  status: MessageStatus;
  blocks: readonly Block[];
  thoughts: readonly Thought[];
  model?: string;
  tokens?: TokenCount;
  costUsd?: string;
  timeMs?: number;
  error?: RunFailure;
  /** What was done before the model was asked, or instead of that. */
  compaction?: Compaction;
  /** Why a complete answer is not whole: `length`, `content_filter` … */
  cutOff?: string;
  /** In milliseconds since 1970; unknown of a message that has not been sent yet. */
  createdAt?: number;
};

/** Ends of an answer that leave nothing out. */
const WHOLE: readonly unknown[] = [undefined, 'stop', 'tool_calls', 'cancelled'];

export const cutOffBy = (finishReason: unknown): { cutOff?: string } =>
  WHOLE.includes(finishReason) ? {} : { cutOff: String(finishReason) };

export const blockKey = (messageId: string, part: number) => `${messageId}:${part}`;

/** The call has its result, or will not get one any more. */
export const isSettled = ({ status }: ToolBlock) =>
  !['writing', 'asking', 'waiting', 'running'].includes(status);

export const countOf = ({ input, output, cache_read }: Tokens): TokenCount => ({
  input,
  output,
  ...defined({ cacheRead: cache_read }),
});

export const sumOf = (a: TokenCount | undefined, b: TokenCount): TokenCount => ({
  input: (a?.input ?? 0) + b.input,
  output: (a?.output ?? 0) + b.output,
  ...(a?.cacheRead === undefined && b.cacheRead === undefined
    ? {}
    : { cacheRead: (a?.cacheRead ?? 0) + (b.cacheRead ?? 0) }),
});

/** The answer's Markdown, as it is copied. */
export function textOf(message: MessageView): string {
  return message.blocks
    .flatMap((block) => (block.kind === 'text' ? [block.text] : []))
    .join('\n\n')
    .trim();
}

/** Nothing was asked or answered: the message only carries a summary. */
export const onlyCompacts = (
  message: MessageView,
): message is MessageView & { compaction: Compaction } =>
  message.compaction !== undefined && message.blocks.length === 0 && message.status === 'complete';
