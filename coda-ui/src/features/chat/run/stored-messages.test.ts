import { expect, it } from 'vitest';
import { chatReducer, emptyRun } from './chat-reducer';
import { runFixture, storedFixture } from './run-fixtures';
import { viewOf, withDetail } from './stored-messages';
import { transcript } from './transcript';
import type { MessageView } from './view';

const ARTIFACT = '0190a1b2-0000-7000-8000-000000000001';

const live = (name: string) => runFixture(name).reduce(chatReducer, emptyRun('run', 'session'));

/** Only the store knows what else is in a message's place. */
const withoutSiblings = ({ siblingIds: _, ...view }: MessageView) => view;

it.each(['solver', 'reset-then-cancelled'])('a reload of %s shows what was seen live', (name) => {
  const { user, answer } = live(name);
  const stored = storedFixture(name).map((message) => withDetail(viewOf(message), message));
  expect(stored.map(withoutSiblings)).toEqual([user, answer]);
});

it('reads a message without parts as its text', () => {
  const [question] = storedFixture('solver');
  if (question === undefined) throw new Error('The fixture is empty');
  const { parts: _, ...bare } = question;
  expect(viewOf(bare).blocks).toEqual(viewOf(question).blocks);
});

it('appends a run that is not stored yet and replaces one that is', () => {
  const run = live('solver');
  const stored = storedFixture('solver').map(viewOf);
  expect(transcript([], run, false).map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
  const shown = transcript(stored, run, false);
  expect(shown.map(withoutSiblings)).toEqual([run.user, run.answer]);
  expect(shown.map(({ siblingIds }) => siblingIds)).toEqual(
    stored.map(({ siblingIds }) => siblingIds),
  );
});

it('adds nothing of a finished run that newer stored messages do not hold', () => {
  expect(transcript([], live('solver'), true)).toEqual([]);
});

it('puts a new answer to an old question in the place of the old answer', () => {
  const run = live('solver');
  const [question, answer] = storedFixture('solver').map(viewOf);
  if (question === undefined || answer === undefined || run.answer === undefined) throw new Error();
  const { user: _, ...again } = run;
  const shown = transcript([question, { ...answer, id: 'older' }], again, false);
  expect(shown).toEqual([question, run.answer]);
});

it('replaces an answer while a new one has not begun', () => {
  const [question, answer] = storedFixture('solver').map(viewOf);
  if (question === undefined || answer === undefined) throw new Error('The fixture is empty');
  const run = emptyRun('again', 'session', { after: question.id });
  expect(transcript([question, answer], run, false)).toEqual([question]);
});

it('reads from the thoughts of a stored answer that it was cut off', () => {
  const [, answer] = storedFixture('solver');
  if (answer === undefined) throw new Error('The fixture is empty');
  const thought = { step_number: 9, step_type: 'synthesis', content: '' };
  const detail = {
    ...answer,
    chain_of_thought: [{ ...thought, metadata: { finish_reason: 'length' } }],
  };
  expect(withDetail(viewOf(answer), detail).cutOff).toBe('length');
});

it('shows a picture that came with a message or is kept at the server, and no other address', () => {
  const [question] = storedFixture('solver');
  if (question === undefined) throw new Error('The fixture is empty');
  const parts = [
    { type: 'media' as const, mime_type: 'image/png', data: 'AAAA' },
    { type: 'media' as const, mime_type: 'image/png', uri: 'https://example.org/x.png' },
    { type: 'media' as const, mime_type: 'image/svg+xml', data: 'AAAA' },
    { type: 'media' as const, mime_type: 'image/png', uri: `artifact:${ARTIFACT}` },
    { type: 'media' as const, mime_type: 'image/svg+xml', uri: `artifact:${ARTIFACT}` },
    { type: 'media' as const, mime_type: 'image/png', uri: 'artifact:../../auth/me' },
  ];
  expect(
    viewOf({ ...question, parts }).blocks.map((block) => block.kind === 'media' && block.picture),
  ).toEqual([
    'data:image/png;base64,AAAA',
    undefined,
    undefined,
    `/api/v1/artifacts/${ARTIFACT}`,
    undefined,
    undefined,
  ]);
});
