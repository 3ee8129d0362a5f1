// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChainOfThoughtPanel } from './ChainOfThoughtPanel';

const showCall = vi.fn();
const showAnswer = vi.fn();

const THOUGHTS = [
  {
    step_number: 1,
    step_type: 'tool_selection',
    content: 'The message names the solver.',
    created_at: '2026-01-05T10:00:01.500Z',
    metadata: { call_id: 'c1', evaluator: 'rules' },
  },
  { step_number: 2, step_type: 'synthesis', content: 'Answered.' },
];

function show(changed: Partial<Parameters<typeof ChainOfThoughtPanel>[0]> = {}) {
  render(
    <ChainOfThoughtPanel
      thoughts={THOUGHTS}
      isLive={false}
      isAsking={false}
      question="What is best?"
      onShowLatest={undefined}
      isLoading={false}
      error={undefined}
      begun={Date.parse('2026-01-05T10:00:00Z')}
      timeMs={2500}
      costUsd={undefined}
      markedCall={undefined}
      onShowCall={showCall}
      onShowAnswer={showAnswer}
      onClose={() => {}}
      {...changed}
    />,
  );
}

beforeEach(() => {
  vi.clearAllMocks();
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(cleanup);

it('says when each step was taken and what all took; an unknown price is a dash', () => {
  show();
  expect(screen.getByText('+1.5 s')).toBeTruthy();
  expect(screen.getByText('2.5 s · –')).toBeTruthy();
});

it('leads to the call and to the answer that a step is about', () => {
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Show the call' }));
  expect(showCall).toHaveBeenCalledExactlyOnceWith('c1');
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(showAnswer).toHaveBeenCalledOnce();
});

it('brings the steps of a call into view', () => {
  show({ markedCall: 'c1' });
  expect(Element.prototype.scrollIntoView).toHaveBeenCalledOnce();
});

it('shows the raw record of a step on demand', () => {
  show();
  expect(screen.getAllByText('Raw JSON')).toHaveLength(2);
  expect(screen.getAllByText(/"step_type": "tool_selection"/)).toHaveLength(1);
});
