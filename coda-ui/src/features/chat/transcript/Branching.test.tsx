// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { questionOf } from '../run/chat-reducer';
import type { MessageView } from '../run/view';
import { AnswerFooter } from './AnswerFooter';
import { type MessageActions, MessageActionsContext } from './message-actions';
import { Question } from './Question';
import { SiblingSwitch } from './SiblingSwitch';

const actions = {
  isBusy: false,
  showThoughts: vi.fn(),
  showCallSteps: vi.fn(),
  retry: vi.fn(),
  edit: vi.fn(async () => {}),
  regenerate: vi.fn(),
  resume: vi.fn(),
  select: vi.fn(),
  fork: vi.fn(),
  share: vi.fn(),
} satisfies Partial<MessageActions>;

const message = { ...questionOf('b', 'what is 12*7'), siblingIds: ['a', 'b', 'c'] };

function Actions({ changed, children }: { changed: Partial<MessageActions>; children: ReactNode }) {
  const [editing, setEditing] = useState<string>();
  return (
    <MessageActionsContext value={{ ...actions, editing, setEditing, ...changed }}>
      {children}
    </MessageActionsContext>
  );
}

const show = (node: ReactNode, changed: Partial<MessageActions> = {}) =>
  render(<Actions changed={changed}>{node}</Actions>);

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => vi.clearAllMocks());
afterEach(cleanup);

it('goes to the messages in the same place', () => {
  show(<SiblingSwitch message={message} />);
  expect(screen.getByText('2 / 3')).toBeDefined();
  press('Previous question');
  press('Next question');
  expect(actions.select.mock.calls).toEqual([['a'], ['c']]);
});

it('ends at the first and at the last', () => {
  show(<SiblingSwitch message={{ ...message, id: 'a' }} />);
  expect(screen.getByRole('button', { name: 'Previous question' })).toHaveProperty(
    'disabled',
    true,
  );
  cleanup();
  show(<SiblingSwitch message={{ ...message, siblingIds: ['b'] }} />);
  expect(screen.queryByRole('button')).toBeNull();
});

it('branches nothing while an answer is being written', () => {
  show(<Question message={message} />, { isBusy: true });
  for (const name of ['Previous question', 'Edit message']) {
    expect(screen.getByRole('button', { name })).toHaveProperty('disabled', true);
  }
});

it('sends an edited question on Enter and closes the form', async () => {
  show(<Question message={message} />);
  press('Edit message');
  const box = screen.getByRole('textbox', { name: 'Edit your message' });
  fireEvent.change(box, { target: { value: ' what is 6*7 ' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(actions.edit).toHaveBeenCalledExactlyOnceWith('b', 'what is 6*7');
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
});

it.each([{ isComposing: true }, { keyCode: 229 }])(
  'does not send an edit on the Enter that ends a composition: %o',
  (how) => {
    show(<Question message={message} />);
    press('Edit message');
    const box = screen.getByRole('textbox');
    fireEvent.change(box, { target: { value: 'にほん' } });
    fireEvent.keyDown(box, { key: 'Enter', ...how });
    expect(actions.edit).not.toHaveBeenCalled();
  },
);

it('gives the focus back to the pencil when an edit is given up', () => {
  show(<Question message={message} />);
  press('Edit message');
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit message' }));
});

it('folds a long question', () => {
  show(<Question message={questionOf('b', 'line\n'.repeat(40))} />);
  press('Show more');
  expect(screen.getByRole('button', { name: 'Show less' })).toBeTruthy();
});

it('keeps an edit that could not be sent, and says why', async () => {
  show(<Question message={message} />, {
    edit: () => Promise.reject(new Error('A run is active.')),
  });
  press('Edit message');
  const box = screen.getByRole('textbox');
  fireEvent.change(box, { target: { value: 'again' } });
  press('Send');
  expect((await screen.findByRole('alert')).textContent).toBe('A run is active.');
  expect(box).toHaveProperty('value', 'again');
});

it('gives up on Escape or without a change', () => {
  show(<Question message={message} />);
  press('Edit message');
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  expect(screen.queryByRole('textbox')).toBeNull();
  press('Edit message');
  press('Send');
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(actions.edit).not.toHaveBeenCalled();
});

it('offers nothing for a message that is not stored yet', () => {
  show(<Question message={questionOf('sending', 'hello')} />);
  expect(screen.queryByRole('button')).toBeNull();
});

it('says that an answer was cut off and offers to continue it', () => {
  const answer: MessageView = {
    ...message,
    role: 'assistant',
    status: 'complete',
    cutOff: 'length',
  };
  show(<AnswerFooter message={answer} isLast />);
  expect(screen.getByText(/Cut off at the model/)).toBeTruthy();
  press('Continue');
  expect(actions.resume).toHaveBeenCalledOnce();
});
