/**
 * The part of the server's contract that this client reads. Only what a screen uses is named:
 * the server may send more.
 */

export type Page<T> = { items: T[]; next_cursor?: string };

export type Problem = {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  errors?: { field: string; message: string }[];
};

/** Who shares a quota, and what they have used of it in this month; money is a decimal text. */
export type Organization = {
  quota_tokens: number;
  quota_requests: number;
  quota_cost_usd?: string;
  used_tokens: number;
  used_requests: number;
  used_cost_usd: string;
  resets_at: string;
};

export type User = { id: string; email: string; name?: string; organization: Organization };

export type Session = {
  id: string;
  title?: string;
  model_provider?: string;
  model_name?: string;
  /** Not in lists. */
  system_prompt?: string;
  message_count?: number;
  /** The run to rejoin; not in lists. */
  active_run_id?: string;
  /** Why a search has found it; in lists only. */
  snippet?: string;
  /** In lists only. */
  pinned?: boolean;
  archived?: boolean;
  created_at: string;
  updated_at: string;
};

export type Tokens = {
  input: number;
  output: number;
  cache_read?: number;
  cache_write?: number;
  reasoning?: number;
};

export type ToolStatus = 'success' | 'error' | 'denied' | 'unknown';

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

export type RunFailure = { code: string; message: string };

export type RunStatus = 'queued' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';

export type Run = {
  id: string;
  session_id: string;
  status: RunStatus;
  usage?: Tokens;
  cost_usd?: string;
  error?: RunFailure;
};

export type Message = {
  id: string;
  session_id: string;
  parent_id?: string;
  run_id?: string;
  role: 'user' | 'assistant' | 'system';
  content?: string;
  parts?: Part[];
  model_provider?: string;
  model_name?: string;
  tokens?: Tokens;
  cost_usd?: string;
  processing_time_ms?: number;
  /** `partial`: its run is still active, or was cut off. */
  status?: 'complete' | 'partial' | 'cancelled' | 'failed';
  error?: RunFailure;
  sibling_ids?: string[];
  created_at: string;
};

export type Branch = { message_id: string; session_id: string; head_message_id: string };

export type ToolCallRecord = {
  call_id: string;
  execution_time_ms?: number;
};

export type Thought = {
  step_number: number;
  step_type: string;
  content: string;
  metadata?: Record<string, unknown>;
  /** When the step was taken. */
  created_at?: string;
};

export type MessageDetail = Message & {
  tool_calls?: ToolCallRecord[];
  chain_of_thought?: Thought[];
};

export type Model = {
  provider: string;
  name: string;
  context_window?: number;
  capabilities?: string[];
  available: boolean;
};

export type Tool = { name: string; description?: string; source?: string };

/** A file that a user has uploaded to a session. */
export type Attachment = { id: string; name: string; media_type: string; size: number };

export type ChatRequest = {
  session_id?: string;
  content?: string;
  /** The ids of files that go with the content. */
  attachments?: readonly string[];
  parent_id?: string;
  /** The question that `content` is asked instead of. */
  edit_of?: string;
  /** The answer beside which another one is to be given. */
  answer_again?: string;
  model_provider?: string;
  model_name?: string;
};

export type ToolPermission = 'allow' | 'ask' | 'deny';

/** A user's own key for a provider; the key itself never comes back. */
export type ApiKey = { provider: string; last4: string; created_at: string };

export type Settings = {
  preferences: {
    tool_permissions: Record<string, ToolPermission>;
    /** A decimal text. */
    monthly_budget_usd?: string;
  };
  api_keys: ApiKey[];
};

export type TokenScope = 'read' | 'chat' | 'tools';

export type Token = {
  id: string;
  name: string;
  scopes: TokenScope[];
  last4: string;
  /** In the answer to its creation alone. */
  token?: string;
  created_at: string;
  last_used_at?: string;
  expires_at?: string;
};
