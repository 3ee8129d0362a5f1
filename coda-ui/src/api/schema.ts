/**
 * The part of the server's contract that this client reads. Only what a screen uses is named: the
 * server may send more. The names and their types are those of the server's own document.
 */
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type Page<T> = { items: T[]; next_cursor?: string };

/** What the server, or the way to it, says of a failure; the way to it has codes of its own. */
export type Problem = Partial<Omit<Schemas['Problem'], 'code'>> & { code?: string };

/** A code that the server's document names. */
export type ProblemCode = Schemas['Problem']['code'];

/** Who shares a quota, and what they have used of it in this month; money is a decimal text. */
export type Organization = Schemas['Account.Quota'];

export type User = Schemas['Account'];

/** A session, or one of a list: what a whole one alone has, and why a search has found it. */
export type Session = Omit<Schemas['SessionSummaryView'], 'message_count'> &
  Partial<Pick<Schemas['SessionView'], 'system_prompt' | 'active_run_id' | 'queued_run_ids'>>;

export type Tokens = Schemas['TokenCounts'];

/** How a call has ended. */
export type ToolStatus = Exclude<Schemas['ToolStatus'], 'pending' | 'running'>;

/** The document leaves them open: a kind of part that is unknown here is overlooked. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'tool_call'; call_id: string; tool_name: string; input: unknown }
  | {
      type: 'tool_result';
      call_id: string;
      tool_name: string;
      status: ToolStatus;
      output?: unknown;
      error?: string;
    }
  | { type: 'media'; mime_type: string; uri?: string; data?: string; name?: string };

export type RunFailure = Schemas['ErrorInfo'];

export type RunStatus = Schemas['RunStatus'];

export type Run = Schemas['RunView'];

type MessageFields = Schemas['MessageView'];

export type Message = Pick<MessageFields, 'id' | 'session_id' | 'role' | 'created_at'> &
  Partial<
    Omit<MessageFields, 'parts' | 'metadata' | 'tool_calls' | 'chain_of_thought'> & {
      parts: Part[];
      metadata: unknown;
    }
  >;

export type Branch = Schemas['BranchView'];

export type ToolCallRecord = Pick<Schemas['ToolCallView'], 'call_id' | 'execution_time_ms'>;

type ThoughtFields = Schemas['ThoughtView'];

/** A step of a chain of thought; `created_at` is when it was taken. */
export type Thought = Pick<ThoughtFields, 'step_number' | 'step_type' | 'content'> &
  Partial<Pick<ThoughtFields, 'created_at'>> & { metadata?: Record<string, unknown> };

export type MessageDetail = Message & {
  tool_calls?: ToolCallRecord[];
  chain_of_thought?: Thought[];
};

/** A model; a later server may name capabilities that are unknown here. */
export type Model = Omit<Schemas['ModelView'], 'capabilities'> & { capabilities?: string[] };

export type Tool = Pick<Schemas['ToolView'], 'name'> &
  Partial<Pick<Schemas['ToolView'], 'description' | 'source' | 'permission'>>;

/** A file that a user has uploaded to a session. */
export type Attachment = Pick<Schemas['AttachmentView'], 'id' | 'name' | 'media_type' | 'size'>;

export type ChatRequest = Pick<
  Schemas['ChatRequest'],
  | 'session_id'
  | 'content'
  | 'parent_id'
  | 'edit_of'
  | 'answer_again'
  | 'model_provider'
  | 'model_name'
  | 'on_conflict'
> & { attachments?: readonly string[] };

export type ToolPermission = Schemas['ToolPermission'];

/** A user's own key for a provider; the key itself never comes back. */
export type ApiKey = Schemas['ApiKeyView'];

export type Settings = Schemas['SettingsView'];

/** A link to a session; its token comes once. */
export type Share = Schemas['ShareView'];

export type SharedMessage = Schemas['SharedMessage'];

/** What a link shows to everyone. */
export type SharedPage = Schemas['SharedView'];

export type TokenScope = Schemas['Scope'];

export type Token = Schemas['TokenView'];
