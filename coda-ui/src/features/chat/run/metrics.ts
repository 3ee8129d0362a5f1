import type { Model } from '@/api/schema';
import { type Block, type Compaction, type MessageView, onlyCompacts } from './view';

/** What a conversation has used. `costUsd` is absent while no price is known. */
export type Totals = {
  tokens: number;
  input: number;
  output: number;
  /** The part of the input that came from caches, from 0 to 1; absent where no provider tells. */
  cachedShare?: number;
  costUsd?: number;
  /** Some answers have no known price: the cost is a lower bound. */
  costIsPartial: boolean;
  timeMs: number;
};

export function totalsOf(messages: readonly MessageView[]): Totals {
  const answers = messages.filter((message) => message.role === 'assistant');
  const priced = answers.flatMap(({ costUsd }) => (costUsd === undefined ? [] : [Number(costUsd)]));
  const input = sum(answers, ({ tokens }) => tokens?.input);
  const output = sum(answers, ({ tokens }) => tokens?.output);
  const telling = answers.filter(({ tokens }) => tokens?.cacheRead !== undefined);
  const tellingInput = sum(telling, ({ tokens }) => tokens?.input);
  return {
    tokens: input + output,
    input,
    output,
    ...(tellingInput === 0
      ? {}
      : { cachedShare: sum(telling, ({ tokens }) => tokens?.cacheRead) / tellingInput }),
    ...(priced.length === 0 ? {} : { costUsd: priced.reduce((a, b) => a + b, 0) }),
    costIsPartial: priced.length < answers.length,
    timeMs: sum(answers, ({ timeMs }) => timeMs),
  };
}

/** What a conversation consists of, each part from 0 to 1 of its characters: an estimate. */
export type Composition = { questions: number; answers: number; tools: number };

export function compositionOf(messages: readonly MessageView[]): Composition | undefined {
  const sizes = { questions: 0, answers: 0, tools: 0 };
  for (const { role, blocks } of messages) {
    for (const block of blocks) {
      if (block.kind === 'tool') sizes.tools += sizeOf(block);
      else if (role === 'user') sizes.questions += sizeOf(block);
      else sizes.answers += sizeOf(block);
    }
  }
  const whole = sizes.questions + sizes.answers + sizes.tools;
  if (whole === 0) return undefined;
  return {
    questions: sizes.questions / whole,
    answers: sizes.answers / whole,
    tools: sizes.tools / whole,
  };
}

/** What a model's window holds, and how much it can hold, as far as that is known. */
export type Context = { tokens: number; limit?: number };

/** What the window held after the last answer; unknown where several calls have written it. */
export function contextAfter(messages: readonly MessageView[]): Context | undefined {
  const last = messages.findLast(({ role }) => role === 'assistant');
  if (last !== undefined && onlyCompacts(last)) return contextOf(last.compaction);
  if (last?.tokens === undefined || last.blocks.some(({ kind }) => kind === 'tool'))
    return undefined;
  return { tokens: last.tokens.input + last.tokens.output };
}

const contextOf = ({ tokensAfter }: Compaction) =>
  tokensAfter === undefined ? undefined : { tokens: tokensAfter };

/** What it costs in dollars to send a model so much, as far as its price is known. */
export const costOfSending = (tokens: number | undefined, model: Model | undefined) =>
  tokens === undefined || model?.input_price === undefined
    ? undefined
    : (tokens * Number(model.input_price)) / 1_000_000;

function sizeOf(block: Block): number {
  switch (block.kind) {
    case 'text':
      return block.text.length;
    case 'tool':
      return length(block.input) + length(block.output) + (block.error?.length ?? 0);
    // Reasoning is not sent again, and what media weigh differs between models.
    default:
      return 0;
  }
}

const length = (value: unknown) => (value === undefined ? 0 : (JSON.stringify(value)?.length ?? 0));

const sum = (messages: readonly MessageView[], of: (message: MessageView) => number | undefined) =>
  messages.reduce((total, message) => total + (of(message) ?? 0), 0);
