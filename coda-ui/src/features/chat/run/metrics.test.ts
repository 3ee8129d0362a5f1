import { expect, it } from 'vitest';
import { questionOf } from './chat-reducer';
import { compositionOf, contextAfter, totalsOf } from './metrics';
import type { MessageView, ToolBlock } from './view';

const answer = (fields: Partial<MessageView>): MessageView => ({
  ...questionOf('a', 'four'),
  role: 'assistant',
  ...fields,
});

it('adds up tokens, costs and times, and says when a price is unknown', () => {
  const totals = totalsOf([
    questionOf('q', 'hello'),
    answer({ tokens: { input: 100, output: 20, cacheRead: 75 }, costUsd: '0.01', timeMs: 500 }),
    answer({ tokens: { input: 50, output: 5 } }),
  ]);
  expect(totals).toEqual({
    tokens: 175,
    input: 150,
    output: 25,
    cachedShare: 0.75,
    costUsd: 0.01,
    costIsPartial: true,
    timeMs: 500,
  });
});

it('leaves open what nobody has told', () => {
  const totals = totalsOf([answer({ tokens: { input: 50, output: 5 } })]);
  expect(totals.cachedShare).toBeUndefined();
  expect(totals.costUsd).toBeUndefined();
});

it('says what a conversation consists of', () => {
  expect(compositionOf([])).toBeUndefined();
  const call = {
    kind: 'tool' as const,
    key: 'c',
    part: 1,
    callId: 'c',
    toolName: 'echo',
    status: 'success' as const,
    output: 'ab',
  };
  expect(
    compositionOf([questionOf('q', '12345678'), answer({}), answer({ blocks: [call] })]),
  ).toEqual({ questions: 0.5, answers: 0.25, tools: 0.25 });
});

it('knows what the window held after an answer that one call has written', () => {
  const written = answer({ tokens: { input: 900, output: 100 } });
  const tool = { kind: 'tool', key: 'c', part: 1, callId: 'c', toolName: 'x', status: 'success' };
  expect(contextAfter([questionOf('q'), written])).toEqual({ tokens: 1000 });
  expect(contextAfter([{ ...written, blocks: [tool as ToolBlock] }])).toBeUndefined();
  expect(contextAfter([questionOf('q')])).toBeUndefined();
});

it('knows what the window holds after a compaction', () => {
  const compacted = answer({
    blocks: [],
    tokens: { input: 8000, output: 200 },
    compaction: { tokensBefore: 8400, tokensAfter: 900 },
  });
  expect(contextAfter([compacted])).toEqual({ tokens: 900 });
  expect(contextAfter([{ ...compacted, compaction: {} }])).toBeUndefined();
});
