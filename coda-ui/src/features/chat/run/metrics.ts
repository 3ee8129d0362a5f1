import type { MessageView } from './view';

/** What a conversation has used. `costUsd` is absent while no price is known. */
export type Totals = {
  tokens: number;
  costUsd?: number;
  /** Some answers have no known price: the cost is a lower bound. */
  costIsPartial: boolean;
  timeMs: number;
};

export function totalsOf(messages: readonly MessageView[]): Totals {
  const answers = messages.filter((message) => message.role === 'assistant');
  const priced = answers.flatMap(({ costUsd }) => (costUsd === undefined ? [] : [Number(costUsd)]));
  return {
    tokens: answers.reduce((n, { tokens }) => n + (tokens?.input ?? 0) + (tokens?.output ?? 0), 0),
    ...(priced.length === 0 ? {} : { costUsd: priced.reduce((a, b) => a + b, 0) }),
    costIsPartial: priced.length < answers.length,
    timeMs: answers.reduce((n, { timeMs }) => n + (timeMs ?? 0), 0),
  };
}
