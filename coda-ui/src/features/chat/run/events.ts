import type { Part, RunFailure, Thought, Tokens, ToolStatus } from '@/api/schema';

type Event<T extends string, Fields> = {
  type: T;
  seq: number;
  run_id: string;
  session_id: string;
  ts: string;
} & Fields;

/** A service that the user must sign in to, and where. */
export type SignIn = { service: string; url: string };

/** What the run that does a tool's work asks, or one further down. */
export type NestedQuestion = {
  run_id: string;
  call_id: string;
  tool_name: string;
  /** Absent where it is long, or the question is closed. */
  input?: unknown;
  expires_at: string;
  reason?: string;
  sign_in?: SignIn;
  path: readonly { tool_name: string }[];
  open: boolean;
};

/** What a run was asked that waits for its turn. */
export type QueuedRequest = { content?: Part[] };

type InMessage = { message_id: string; part: number };

/** The events this client folds. A run may carry others: they only move the sequence on. */
export type RunEvent =
  | Event<'run_queued', { position: number; request?: QueuedRequest }>
  | Event<'run_started', { user_message_id: string; parent_id?: string; content?: Part[] }>
  | Event<'run_paused', { interrupts: { call_id: string; tool_name: string; reason: string }[] }>
  | Event<
      'run_resumed',
      {
        decisions?: {
          call_id: string;
          decision: 'approve' | 'deny';
          input?: unknown;
          remember?: boolean;
        }[];
        reason?: string;
      }
    >
  | Event<
      'run_finished',
      {
        status: 'completed' | 'failed' | 'cancelled';
        reason?: string;
        usage?: Tokens;
        cost_usd?: string;
        error?: RunFailure;
      }
    >
  | Event<'message_start', { message_id: string; parent_id?: string; model?: string }>
  | Event<'content_delta', InMessage & { offset: number; delta: string }>
  | Event<'reasoning_delta', InMessage & { offset: number; delta: string }>
  | Event<
      'message_end',
      {
        message_id: string;
        tokens: Tokens;
        cost_usd?: string;
        finish_reason?: string;
        processing_time_ms: number;
      }
    >
  | Event<
      'tool_call_delta',
      InMessage & { call_id: string; tool_name: string; offset: number; delta: string }
    >
  | Event<'tool_call', InMessage & { call_id: string; tool_name: string; input: unknown }>
  | Event<'tool_started', { call_id: string }>
  | Event<
      'tool_progress',
      {
        call_id: string;
        message: string;
        percent?: number;
        child_run_id?: string;
        question?: NestedQuestion;
      }
    >
  | Event<
      'tool_result',
      InMessage & {
        call_id: string;
        tool_name: string;
        status: ToolStatus;
        output?: unknown;
        error?: string;
        execution_time_ms?: number;
      }
    >
  | Event<
      'approval_required',
      {
        call_id: string;
        tool_name: string;
        input: unknown;
        expires_at: string;
        reason?: string;
        sign_in?: SignIn;
      }
    >
  | Event<'step', { message_id: string } & Omit<Thought, 'created_at'>>
  | Event<'attempt_reset', InMessage>
  | Event<'usage', { provider: string; model: string; tokens: Tokens; cost_usd?: string }>
  | Event<'compaction', { tokens_before: number; tokens_after: number }>
  | Event<'context', { tokens: number; limit?: number; evicted?: string[] }>;
