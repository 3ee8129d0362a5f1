import { describe, expect, it } from 'vitest';
import { waitingBlocks } from './approval';
import { chatReducer, emptyRun, type RunView } from './chat-reducer';
import type { RunEvent } from './events';
import { runFixture, runFixtures } from './run-fixtures';
import { textOf } from './view';

/** What the wire calls each kind of block. */
const KINDS = { text: 'text', reasoning: 'reasoning', media: 'media', tool: 'tool_call' };

const start = emptyRun('run', 'session');
const fold = (events: readonly RunEvent[], from: RunView = start) =>
  events.reduce(chatReducer, from);

const event = (seq: number, fields: object) =>
  ({
    seq,
    run_id: 'run',
    session_id: 'session',
    ts: '2026-01-01T00:00:00Z',
    ...fields,
  }) as RunEvent;

describe('a tool that asks in the middle of its call', () => {
  const call = { call_id: 'c', message_id: 'm', part: 0 };
  const asking = fold([
    event(1, { type: 'message_start', message_id: 'm' }),
    event(2, { type: 'tool_call', ...call, tool_name: 'book', input: { day: 1 } }),
    event(3, { type: 'tool_started', call_id: 'c' }),
    event(4, {
      type: 'approval_required',
      call_id: 'c',
      tool_name: 'book',
      input: { message: 'Which table?', schema: {} },
      expires_at: '2026-01-01T00:01:00Z',
      reason: 'elicitation',
    }),
  ]);
  const tool = (view: RunView) => view.answer?.blocks[0];

  it('is shown with its question and the input it was called with', () => {
    expect(tool(asking)).toMatchObject({
      status: 'asking',
      input: { day: 1 },
      live: { approval: { seq: 4, question: { message: 'Which table?' } } },
    });
  });

  it('runs on once it is answered', () => {
    const decisions = [{ call_id: 'c', decision: 'approve' as const }];
    const answered = tool(fold([event(5, { type: 'run_resumed', decisions })], asking));
    expect(answered).toMatchObject({ status: 'running', input: { day: 1 } });
    expect(answered).not.toHaveProperty('live.approval');
  });
});

it('tells an answer that was cut off at the limit of its model', () => {
  const cut = runFixture('solver').map((event) =>
    event.type === 'message_end' ? { ...event, finish_reason: 'length' } : event,
  );
  expect(fold(cut).answer?.cutOff).toBe('length');
  expect(fold(runFixture('solver')).answer).not.toHaveProperty('cutOff');
});

describe.each(runFixtures())('the fold of $name', ({ events }) => {
  const whole = fold(events);

  it('reaches the end without a gap', () => {
    expect(whole.status).not.toBe('running');
    expect(whole.gap).toBeUndefined();
  });

  it('equals the fold of any prefix and then the rest', () => {
    for (let cut = 0; cut <= events.length; cut++) {
      expect(fold(events.slice(cut), fold(events.slice(0, cut)))).toEqual(whole);
    }
  });

  it('is the same when every event comes twice', () => {
    expect(fold(events.flatMap((event) => [event, event]))).toEqual(whole);
  });

  it('is the same when a viewer rejoins too early', () => {
    for (let cut = 0; cut <= events.length; cut++) {
      for (const overlap of [1, 3, cut]) {
        const rejoined = [...events.slice(0, cut), ...events.slice(Math.max(0, cut - overlap))];
        expect(fold(rejoined)).toEqual(whole);
      }
    }
  });

  it('is the same when a viewer rejoins a replay that joins deltas of one part', () => {
    const replay = joined(events);
    expect(fold(replay)).toEqual(whole);
    for (let cut = 0; cut <= events.length; cut++) {
      const seen = fold(events.slice(0, cut));
      expect(
        fold(
          replay.filter((event) => event.seq > seen.lastSeq),
          seen,
        ),
      ).toEqual(whole);
    }
  });

  it('leaves a view as it was, so that an old one can be compared with a new one', () => {
    const before = fold(events.slice(0, events.length / 2));
    const copy = structuredClone(before);
    fold(events.slice(events.length / 2), before);
    expect(before).toEqual(copy);
  });
});

describe.each(runFixtures().filter(({ expected }) => expected))('$name', ({ events, expected }) => {
  const { status, answer } = fold(events);

  it('is folded as the Java projection folds it', () => {
    expect(status).toBe(expected?.run_status);
    expect(answer?.status).toBe(expected?.message_status);
    expect(answer === undefined ? '' : textOf(answer)).toBe(expected?.text);
    expect(answer?.blocks.map((block) => KINDS[block.kind])).toEqual(
      expected?.parts.filter((kind) => kind !== 'tool_result'),
    );
    expect(
      answer?.blocks.flatMap((block) =>
        block.kind === 'tool'
          ? [{ tool_name: block.toolName, status: block.status, input: block.input }]
          : [],
      ),
    ).toMatchObject(expected?.tool_calls ?? []);
    expect(answer?.thoughts.map((thought) => thought.step_type)).toEqual(expected?.steps);
  });
});

describe('chatReducer', () => {
  it('shows text, reasoning and one block for a call and its result, in order', () => {
    const { answer } = fold(runFixture('solver'));
    expect(answer?.blocks.map((block) => block.kind)).toEqual([
      'reasoning',
      'text',
      'tool',
      'text',
    ]);
    expect(answer?.blocks[2]).toMatchObject({
      toolName: 'solver_optimize',
      status: 'success',
      output: { objective_value: 12 },
      executionTimeMs: 38,
    });
    expect(answer?.thoughts).toHaveLength(4);
    expect(answer?.tokens).toEqual({ input: 100, output: 21 });
  });

  it('shows a call while it is written, waits and runs', () => {
    const events = runFixture('solver');
    const until = (type: string) => {
      const last = events.findLastIndex((event) => event.type === type);
      return fold(events.slice(0, last + 1)).answer?.blocks.find((b) => b.kind === 'tool');
    };
    expect(until('tool_call_delta')).toMatchObject({
      status: 'writing',
      live: { inputText: '{"sense":"maximize"}' },
    });
    expect(until('tool_call')).toMatchObject({ status: 'waiting', input: { sense: 'maximize' } });
    expect(until('tool_started')).toMatchObject({ status: 'running' });
    expect(until('tool_progress')).toMatchObject({ live: { progress: 'Solving' } });
  });

  it('takes back what an attempt wrote that was given up', () => {
    const { answer } = fold(runFixture('reset-then-cancelled'));
    expect(answer?.blocks[0]).toMatchObject({ kind: 'text', text: 'A second start stays, ' });
  });

  it('leaves no tool running after the end', () => {
    const { answer, status } = fold(runFixture('reset-then-cancelled'));
    expect(status).toBe('cancelled');
    expect(answer?.blocks[1]).toMatchObject({ kind: 'tool', status: 'unknown' });
  });

  it('says when text went missing on the way', () => {
    const events = runFixture('solver').filter((event) => event.seq !== 8);
    expect(fold(events).gap).toBe(true);
  });

  it('shows the question before the server has named it, and only once', () => {
    const waiting = emptyRun('run', 'session', {
      question: 'use solver_optimize to maximize 3x + 2y',
    });
    expect(waiting.user?.blocks).toMatchObject([{ text: expect.stringContaining('solver') }]);
    const started = fold(runFixture('solver').slice(0, 1), waiting);
    expect(started.user?.id).toBe('0198f000-0000-7000-8000-0000000000c1');
  });
});

/** The stored replay: neighbouring deltas of a part are one, with the last's seq and the first's offset. */
function joined(events: readonly RunEvent[]): RunEvent[] {
  const replay: RunEvent[] = [];
  for (const event of events) {
    const last = replay.at(-1);
    const same =
      (event.type === 'content_delta' || event.type === 'reasoning_delta') &&
      last?.type === event.type &&
      last.part === event.part;
    if (same)
      replay[replay.length - 1] = { ...last, seq: event.seq, delta: last.delta + event.delta };
    else replay.push(event);
  }
  return replay;
}

describe('what another agent asks', () => {
  const question = {
    run_id: 'inner',
    call_id: 'i',
    tool_name: 'send_mail',
    input: { to: 'ada' },
    expires_at: '2030-01-01T00:00:00Z',
    path: [{ tool_name: 'ask_reader' }, { tool_name: 'ask_writer' }],
    open: true,
  };
  const asks = (seq: number, more: object = {}) =>
    event(seq, {
      type: 'tool_progress',
      call_id: 'c',
      message: 'waits',
      question: { ...question, ...more },
    });
  const begun = fold([
    event(1, { type: 'message_start', message_id: 'm' }),
    event(2, {
      type: 'tool_call',
      message_id: 'm',
      part: 0,
      call_id: 'c',
      tool_name: 'ask_reader',
      input: {},
    }),
    event(3, { type: 'tool_started', call_id: 'c' }),
  ]);

  it('waits at the call that leads to it, for the run that asks', () => {
    const [waiting, ...others] = waitingBlocks(fold([asks(4)], begun).answer);
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({
      tool: { callId: 'i', toolName: 'send_mail', input: { to: 'ada' } },
      approval: { runId: 'inner', reason: 'approval' },
      path: ['ask_reader', 'ask_writer'],
    });
  });

  it('is replaced by a later question of the same call, and ends once it is closed', () => {
    const twice = fold([asks(4), asks(5, { input: { to: 'bob' } })], begun);
    expect(waitingBlocks(twice.answer).map(({ tool }) => tool.input)).toEqual([{ to: 'bob' }]);
    const closed = fold([asks(6, { open: false })], twice);
    expect(waitingBlocks(closed.answer)).toEqual([]);
    expect(closed.answer?.blocks[0]).toMatchObject({ status: 'running' });
  });

  it('may be a question of a tool', () => {
    const input = { message: 'Which table?', schema: {} };
    const asked = fold([asks(4, { reason: 'elicitation', input })], begun);
    expect(waitingBlocks(asked.answer)[0]?.approval.question).toEqual(input);
  });

  it('does not expire with what the run itself asks', () => {
    const other = fold([asks(4), event(5, { type: 'run_resumed', reason: 'expired' })], begun);
    expect(waitingBlocks(other.answer)).toHaveLength(1);
  });
});

it('keeps what a compaction has saved, as the stored message has it', () => {
  const view = fold([
    event(1, { type: 'message_start', message_id: 'm' }),
    event(2, { type: 'compaction', tokens_before: 8400, tokens_after: 900 }),
    event(3, { type: 'context', tokens: 900, limit: 100_000 }),
    event(4, { type: 'run_finished', status: 'completed' }),
  ]);
  expect(view.answer?.compaction).toEqual({ tokensBefore: 8400, tokensAfter: 900 });
  expect(view.context).toEqual({ tokens: 900, limit: 100_000 });
});
