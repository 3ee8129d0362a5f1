import type { Attachment, RunStatus } from '@/api/schema';
import { defined } from '@/shared/defined';
import { blocksOf, placed, settled, spliced, withResult, withTool } from './blocks';
import type { RunEvent } from './events';
import { withNested } from './nested';
import {
  approvalFor,
  type Block,
  blockKey,
  countOf,
  cutOffBy,
  ELICITATION,
  type MessageView,
  sumOf,
  type ToolBlock,
} from './view';

/** One run as far as it is known: the fold of its events. */
export type RunView = {
  runId: string;
  sessionId: string;
  lastSeq: number;
  status: RunStatus;
  /** The message that the run continues from, where this page has asked for one; null for none. */
  after?: string | null;
  user?: MessageView;
  answer?: MessageView;
  context?: { tokens: number; limit?: number };
  error?: { code: string; message: string };
  /** Text went missing on the way: the run must be read again from its start. */
  gap?: true;
};

/** What this page has asked for: a question, and the message to continue from; null for none. */
export type Asked = {
  question?: string;
  files?: readonly Attachment[];
  after?: string | null;
};

/** A run before its first event. The question is shown under an id of its own until the server has named the message. */
export function emptyRun(
  runId: string,
  sessionId: string,
  { question, files = [], after }: Asked = {},
): RunView {
  return {
    runId,
    sessionId,
    lastSeq: 0,
    status: 'running',
    ...defined({ after }),
    ...(question === undefined && files.length === 0
      ? {}
      : { user: questionOf(`${runId}:user`, question, files) }),
  };
}

/** A user's message before the server has stored it. */
export function questionOf(id: string, text = '', files: readonly Attachment[] = []): MessageView {
  return userMessage(id, undefined, [
    { type: 'text', text },
    ...files.map(({ id: file, name, media_type }) => ({
      type: 'media' as const,
      mime_type: media_type,
      uri: `artifact:${file}`,
      name,
    })),
  ]);
}

export const isActive = ({ status }: RunView) =>
  status === 'queued' || status === 'running' || status === 'paused';

/** The only model of a run. Events seen before change nothing; unknown ones only move the sequence on. */
export function chatReducer(state: RunView, event: RunEvent): RunView {
  if (event.seq <= state.lastSeq) return state;
  return { ...applied(state, event), lastSeq: event.seq };
}

function applied(state: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case 'run_queued':
      return { ...state, status: 'queued' };
    case 'run_started':
      return {
        ...state,
        status: 'running',
        ...(event.content === undefined
          ? {}
          : {
              user: {
                ...userMessage(event.user_message_id, event.parent_id, event.content),
                createdAt: Date.parse(event.ts),
              },
            }),
      };
    case 'run_paused':
      return { ...state, status: 'paused' };
    case 'run_resumed':
      return event.reason === 'expired'
        ? expired({ ...state, status: 'running' }, Date.parse(event.ts))
        : (event.decisions ?? []).reduce<RunView>(
            (run, decision) => decided(run, decision, Date.parse(event.ts)),
            { ...state, status: 'running' },
          );
    case 'run_finished':
      return finished(state, event);
    case 'message_start':
      return {
        ...state,
        answer: {
          id: event.message_id,
          role: 'assistant',
          ...defined({ parentId: event.parent_id }),
          status: 'partial',
          blocks: [],
          thoughts: [],
          createdAt: Date.parse(event.ts),
          ...defined({ model: event.model }),
        },
      };
    case 'content_delta':
      return withText(state, 'text', event);
    case 'reasoning_delta':
      return withText(state, 'reasoning', event);
    case 'message_end':
      return inAnswer(state, ({ costUsd: _, ...answer }) => ({
        ...answer,
        tokens: countOf(event.tokens),
        // Absent where a price is unknown, whatever was known on the way.
        ...defined({ costUsd: event.cost_usd }),
        timeMs: event.processing_time_ms,
        ...cutOffBy(event.finish_reason),
      }));
    case 'tool_call_delta':
      return inTool(state, event, (tool) => ({
        ...tool,
        live: {
          ...tool.live,
          inputText: spliced(tool.live?.inputText ?? '', event.offset, event.delta),
        },
      }));
    case 'tool_call':
      return inTool(state, event, ({ live: _, ...tool }) => ({
        ...tool,
        status: 'waiting',
        input: event.input,
      }));
    case 'approval_required':
      return inTool(state, { call_id: event.call_id }, (tool) => ({
        ...tool,
        status: 'asking',
        live: {
          ...(event.reason === ELICITATION ? tool.live : {}),
          inputText: '',
          approval: approvalFor(event),
        },
      }));
    case 'tool_started':
      return inTool(state, event, (tool) => ({
        ...tool,
        status: 'running',
        live: { inputText: '', startedAt: Date.parse(event.ts) },
      }));
    case 'tool_progress':
      return inTool(state, event, (tool) => {
        const moved: ToolBlock = {
          ...tool,
          ...defined({ childRunId: event.child_run_id }),
          live: { inputText: '', ...tool.live, progress: event.message },
        };
        return event.question === undefined ? moved : withNested(moved, event.question, event.seq);
      });
    case 'tool_result':
      return inTool(state, event, (tool) => withResult(tool, event, event.execution_time_ms));
    case 'step':
      return inAnswer(state, (answer) => ({
        ...answer,
        thoughts: [
          ...answer.thoughts,
          {
            step_number: event.step_number,
            step_type: event.step_type,
            content: event.content,
            ...defined({ metadata: event.metadata }),
            created_at: event.ts,
          },
        ],
      }));
    case 'attempt_reset':
      return inAnswer(state, (answer) => ({
        ...answer,
        blocks: answer.blocks.filter((block) => block.part < event.part),
      }));
    case 'usage':
      return inAnswer(state, (answer) => ({
        ...answer,
        model: `${event.provider}/${event.model}`,
        tokens: sumOf(answer.tokens, countOf(event.tokens)),
        ...costSoFar(answer.costUsd, event.cost_usd),
      }));
    case 'compaction':
      return inAnswer(state, (answer) => ({
        ...answer,
        compaction: { tokensBefore: event.tokens_before, tokensAfter: event.tokens_after },
      }));
    case 'context':
      return { ...state, context: { tokens: event.tokens, ...defined({ limit: event.limit }) } };
    default:
      return state;
  }
}

/** What a person changed is what is run, so it is what is shown. */
function decided(
  state: RunView,
  { call_id, decision, input }: { call_id: string; decision: 'approve' | 'deny'; input?: unknown },
  at: number,
): RunView {
  const edited = decision === 'approve' && input !== undefined;
  return inTool(state, { call_id }, ({ live, ...tool }) => {
    const isQuestion = live?.approval?.reason === ELICITATION;
    const how = decision === 'approve' ? ('approved' as const) : ('denied' as const);
    const answered = { ...tool, decision: { how, edited: edited && !isQuestion, at } };
    if (isQuestion) {
      const { approval: _, ...rest } = live;
      return { ...answered, status: 'running', live: rest };
    }
    return { ...answered, status: 'waiting', ...(edited ? { input } : {}) };
  });
}

/** Nobody has answered in time, which counts as a no to all that was asked. */
function expired(state: RunView, at: number): RunView {
  return inAnswer(state, (answer) => ({
    ...answer,
    blocks: answer.blocks.map((block) => {
      if (block.kind !== 'tool' || block.status !== 'asking') return block;
      // What another agent asks has a time of its own.
      if (block.live?.approval === undefined) return block;
      const { live: _, ...tool } = block;
      return { ...tool, status: 'waiting', decision: { how: 'expired', edited: false, at } };
    }),
  }));
}

/** Exact to the ten digits in which the server counts money. */
const costSoFar = (before: string | undefined, more: string | undefined) =>
  more === undefined
    ? {}
    : { costUsd: String(Number((Number(before ?? 0) + Number(more)).toFixed(10))) };

function userMessage(
  id: string,
  parentId: string | undefined,
  content: Parameters<typeof blocksOf>[1],
): MessageView {
  return {
    id,
    role: 'user',
    ...defined({ parentId }),
    status: 'complete',
    blocks: blocksOf(id, content),
    thoughts: [],
  };
}

function finished(state: RunView, event: RunEvent & { type: 'run_finished' }): RunView {
  const error = event.error === undefined ? {} : { error: event.error };
  const done: RunView = { ...state, status: event.status, ...error };
  return inAnswer(done, (answer) => ({
    ...answer,
    ...error,
    status: event.status === 'completed' ? 'complete' : event.status,
    blocks: settled(answer.blocks),
    // A message cut short has no end of its own; the run's totals are used instead.
    ...(answer.timeMs !== undefined || event.usage === undefined
      ? {}
      : { tokens: countOf(event.usage) }),
    ...(answer.timeMs !== undefined || event.cost_usd === undefined
      ? {}
      : { costUsd: event.cost_usd }),
  }));
}

function inAnswer(state: RunView, change: (answer: MessageView) => MessageView): RunView {
  return state.answer === undefined ? state : { ...state, answer: change(state.answer) };
}

function inTool(
  state: RunView,
  event: { call_id: string; part?: number; tool_name?: string },
  change: (tool: ToolBlock) => ToolBlock,
): RunView {
  return inAnswer(state, (answer) => {
    const { call_id, part, tool_name } = event;
    if (part === undefined || tool_name === undefined) {
      const known = answer.blocks.find((b) => b.kind === 'tool' && b.callId === call_id);
      return known?.kind === 'tool'
        ? { ...answer, blocks: placed(answer.blocks, change(known)) }
        : answer;
    }
    return { ...answer, blocks: withTool(answer.blocks, call_id, part, tool_name, change) };
  });
}

function withText(
  state: RunView,
  kind: 'text' | 'reasoning',
  event: { message_id: string; part: number; offset: number; delta: string },
): RunView {
  const key = blockKey(event.message_id, event.part);
  const known = state.answer?.blocks.find((block) => block.key === key);
  const text = known?.kind === kind ? known.text : '';
  const block: Block = {
    kind,
    key,
    part: event.part,
    text: spliced(text, event.offset, event.delta),
  };
  const next = inAnswer(state, (answer) => ({ ...answer, blocks: placed(answer.blocks, block) }));
  return event.offset > text.length ? { ...next, gap: true } : next;
}
