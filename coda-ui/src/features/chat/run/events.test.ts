import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { RunEvent } from './events';
import { runFixtures } from './run-fixtures';

/** One event of each kind, which the Java tests read and write as well. */
const KINDS = fileURLToPath(
  new URL(
    '../../../../../coda-testkit/src/main/resources/dev/coda/testkit/events/',
    import.meta.url,
  ),
);

type Common = 'type' | 'seq' | 'run_id' | 'session_id' | 'ts';
type KindOf<V> = V extends string
  ? 'string'
  : V extends number
    ? 'number'
    : V extends readonly unknown[]
      ? 'array'
      : 'object';
type Kind<V> = unknown extends V ? 'any' : KindOf<NonNullable<V>>;
type Fields<E> = { [K in Exclude<keyof E, Common>]-?: Kind<E[K]> };

const PLACE = { message_id: 'string', part: 'number' } as const;
const DELTA = { ...PLACE, offset: 'number', delta: 'string' } as const;
const CALL = { call_id: 'string', tool_name: 'string' } as const;

/** The fields that the types name, with the compiler as witness. */
const FIELDS: { [T in RunEvent['type']]: Fields<Extract<RunEvent, { type: T }>> } = {
  run_queued: { position: 'number', request: 'object' },
  run_started: { user_message_id: 'string', parent_id: 'string', content: 'array' },
  run_paused: { interrupts: 'array' },
  run_resumed: { decisions: 'array', reason: 'string' },
  run_finished: {
    status: 'string',
    reason: 'string',
    usage: 'object',
    cost_usd: 'string',
    error: 'object',
  },
  message_start: { message_id: 'string', parent_id: 'string', model: 'string' },
  content_delta: DELTA,
  reasoning_delta: DELTA,
  message_end: {
    message_id: 'string',
    tokens: 'object',
    cost_usd: 'string',
    finish_reason: 'string',
    processing_time_ms: 'number',
  },
  tool_call_delta: { ...DELTA, ...CALL },
  tool_call: { ...PLACE, ...CALL, input: 'any' },
  tool_started: { call_id: 'string' },
  tool_progress: {
    call_id: 'string',
    message: 'string',
    percent: 'number',
    child_run_id: 'string',
    question: 'object',
  },
  tool_result: {
    ...PLACE,
    ...CALL,
    status: 'string',
    output: 'any',
    error: 'string',
    execution_time_ms: 'number',
  },
  approval_required: {
    ...CALL,
    input: 'any',
    expires_at: 'string',
    reason: 'string',
    sign_in: 'object',
  },
  step: {
    message_id: 'string',
    step_number: 'number',
    step_type: 'string',
    content: 'string',
    metadata: 'object',
  },
  attempt_reset: PLACE,
  usage: { provider: 'string', model: 'string', tokens: 'object', cost_usd: 'string' },
  compaction: { tokens_before: 'number', tokens_after: 'number' },
  context: { tokens: 'number', limit: 'number', evicted: 'array' },
};

/** The recorded runs are the first of their sessions. */
const UNRECORDED = new Set(['run_started.parent_id']);

type Recorded = Readonly<Record<string, unknown>> & { type: string };

const recorded: readonly Recorded[] = [
  ...readdirSync(KINDS).map((file) => JSON.parse(readFileSync(KINDS + file, 'utf8')) as Recorded),
  ...runFixtures().flatMap(({ events }) => events as readonly unknown[] as Recorded[]),
];
const ofType = (type: string) => recorded.filter((event) => event.type === type);
const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

it.each(Object.entries(FIELDS))('reads %s as it is written', (type, fields) => {
  const events = ofType(type);
  for (const [field, kind] of Object.entries(fields)) {
    const values = events.map((event) => event[field]).filter((value) => value !== undefined);
    expect(values.length > 0 || UNRECORDED.has(`${type}.${field}`), field).toBe(true);
    const kinds = new Set(values.map(kindOf));
    if (kind !== 'any' && values.length > 0) expect(kinds, field).toEqual(new Set([kind]));
  }
});

it('knows every kind of event, or that it needs nothing of it', () => {
  const kinds = new Set(recorded.map(({ type }) => type));
  const overlooked = ['attempt_started', 'budget', 'memory_recalled'];
  // Kinds that a later server adds.
  const unknown = ['later_kind_of_event', 'weather_report'];
  expect([...kinds].sort()).toEqual([...Object.keys(FIELDS), ...overlooked, ...unknown].sort());
});
