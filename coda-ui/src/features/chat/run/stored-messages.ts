import type { Message, MessageDetail } from '@/api/schema';
import { defined } from '@/shared/defined';
import { blocksOf, settled } from './blocks';
import { type Block, type Compaction, countOf, cutOffBy, type MessageView } from './view';

/** A stored message as the live fold would have left it. */
export function viewOf(message: Message): MessageView {
  const parts = message.parts ?? [{ type: 'text', text: message.content ?? '' }];
  const model = [message.model_provider, message.model_name].filter(Boolean).join('/');
  const status = message.status ?? 'complete';
  const blocks = blocksOf(message.id, parts);
  const assistant = message.role === 'assistant';
  return {
    id: message.id,
    role: assistant ? 'assistant' : 'user',
    ...defined({ parentId: message.parent_id, siblingIds: message.sibling_ids }),
    status,
    blocks: status === 'partial' ? blocks : settled(blocks),
    thoughts: [],
    createdAt: Date.parse(message.created_at),
    ...(assistant && model !== '' ? { model } : {}),
    ...(assistant && message.tokens !== undefined ? { tokens: countOf(message.tokens) } : {}),
    ...defined({ costUsd: message.cost_usd }),
    ...(assistant && message.processing_time_ms !== undefined
      ? { timeMs: message.processing_time_ms }
      : {}),
    ...defined({ error: message.error, compaction: compactionIn(message.metadata) }),
  };
}

/** Metadata may come from an import, so that it may be anything. */
function compactionIn(metadata: unknown): Compaction | undefined {
  const { compaction } = (metadata ?? {}) as { compaction?: unknown };
  if (typeof compaction !== 'object' || compaction === null) return undefined;
  const { tokens_before: before, tokens_after: after } = compaction as Record<string, unknown>;
  return typeof before === 'number' && typeof after === 'number'
    ? { tokensBefore: before, tokensAfter: after }
    : {};
}

/** Adds what only the message's own page holds: how long its tools took, its thoughts, how it ended. */
export function withDetail(view: MessageView, detail: MessageDetail): MessageView {
  const times = new Map(detail.tool_calls?.map((call) => [call.call_id, call.execution_time_ms]));
  const timed = (block: Block): Block => {
    if (block.kind !== 'tool' || block.executionTimeMs !== undefined) return block;
    const time = times.get(block.callId);
    return time === undefined ? block : { ...block, executionTimeMs: time };
  };
  return {
    ...view,
    blocks: view.blocks.map(timed),
    thoughts: view.thoughts.length > 0 ? view.thoughts : (detail.chain_of_thought ?? []),
    ...(view.status === 'complete'
      ? cutOffBy(detail.chain_of_thought?.at(-1)?.metadata?.finish_reason)
      : {}),
  };
}
