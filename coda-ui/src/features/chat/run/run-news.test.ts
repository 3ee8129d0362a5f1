import { expect, it } from 'vitest';
import { chatReducer, emptyRun, type RunView } from './chat-reducer';
import type { RunEvent } from './events';
import { activeRuns, newsBetween } from './run-news';

const followed = (...views: RunView[]) => ({
  s: views.map((view) => ({ view, connection: 'live' as const })),
});
const event = (seq: number, type: string, fields: object) =>
  ({ seq, type, run_id: 'r', session_id: 's', ts: '2026-01-05T10:00:00Z', ...fields }) as RunEvent;

const running = chatReducer(
  emptyRun('r', 's'),
  event(1, 'message_start', { message_id: 'm', parent_id: 'q' }),
);
const called = chatReducer(
  running,
  event(2, 'tool_call', { message_id: 'm', part: 0, call_id: 'c', tool_name: 'shell', input: {} }),
);
const asking = chatReducer(
  called,
  event(3, 'approval_required', { call_id: 'c', tool_name: 'shell', input: {}, expires_at: '' }),
);
const ended = (status: string) => chatReducer(running, event(4, 'run_finished', { status }));
const kinds = (before: RunView, after: RunView) =>
  newsBetween(followed(before), followed(after)).map(({ kind }) => kind);

it('tells that a run waits for its user, once', () => {
  expect(kinds(called, asking)).toEqual(['asking']);
  expect(kinds(asking, chatReducer(asking, event(5, 'budget', {})))).toEqual([]);
});

it('tells that a run has ended, but not that its user has stopped it', () => {
  expect(kinds(running, ended('completed'))).toEqual(['ended']);
  expect(kinds(running, ended('failed'))).toEqual(['ended']);
  expect(kinds(running, ended('cancelled'))).toEqual([]);
  expect(kinds(ended('completed'), ended('completed'))).toEqual([]);
});

it('tells nothing of a text that grows', () => {
  expect(kinds(running, called)).toEqual([]);
});

it('knows which runs are active', () => {
  expect(activeRuns(followed(running))).toEqual({ s: 'r' });
  expect(activeRuns(followed(ended('completed')))).toEqual({});
});
