import { expect, it } from 'vitest';
import { callsOf, countedRepeats, findingsOf } from './steps';

it('counts names that repeat', () => {
  expect(countedRepeats('Selected echo, echo, echo, clock.')).toBe('Selected echo × 3, clock.');
  expect(countedRepeats('Selected echo, clock, echo.')).toBe('Selected echo × 2, clock.');
  expect(countedRepeats('No names here.')).toBe('No names here.');
});

it('puts verdicts in words and keeps the rest as details', () => {
  expect(
    findingsOf({
      valid: true,
      scores: { score: 0.5 },
      evaluator: 'rules',
      call_id: 'c1',
      note: '',
    }),
  ).toEqual({
    verdicts: ['Rated 50 %', 'Valid'],
    details: [
      ['call_id', 'c1'],
      ['evaluator', 'rules'],
    ],
  });
  expect(findingsOf({ succeeded: false }).verdicts).toEqual(['Failed']);
});

it('knows the calls that a step is about', () => {
  expect(callsOf({ call_id: 'a', scores: { call_id: 'a', call_ids: ['b'] }, other: 'c' })).toEqual([
    'a',
    'b',
  ]);
  expect(callsOf(undefined)).toEqual([]);
});
