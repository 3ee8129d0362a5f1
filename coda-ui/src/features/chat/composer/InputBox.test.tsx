// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearChatStore, useChatStore } from '@/store/chatStore';
import { savePrompt, usePromptStore } from '@/store/promptStore';
import { InputBox } from './InputBox';
// Loaded already, so that no test waits for it.
import './VariablesForm';
import type { Attachments } from './useAttachments';

const editLast = vi.fn();
const managePrompts = vi.fn();
const send = vi.fn(async (_content: string): Promise<void> => {});
const add = vi.fn();

const uploaded = { id: 'f', name: 'a.csv', media_type: 'text/csv', size: 3 };
const file = { key: 'k', name: 'a.csv', type: 'text/csv', size: 3 };
const putBack = vi.fn();
const attached = (changed: Partial<Attachments> = {}): Attachments => ({
  files: [],
  problem: undefined,
  isReady: true,
  add,
  remove: vi.fn(),
  take: () => ({ uploaded: [], putBack, forget: vi.fn() }),
  ...changed,
});

const queue = vi.fn(async () => {});

function showBox(isStreaming = false, onQueue?: typeof queue, attachments = attached()) {
  render(
    <InputBox
      draftKeys={['session']}
      isStreaming={isStreaming}
      isSending={false}
      isStopping={false}
      attachments={attachments}
      onSend={send}
      onQueue={onQueue}
      onStop={() => {}}
      onEditLast={editLast}
      onManagePrompts={managePrompts}
      tools={null}
    />,
  );
  return screen.getByRole('textbox');
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  send.mockReset().mockResolvedValue();
  queue.mockReset();
  add.mockReset();
  putBack.mockReset();
  managePrompts.mockReset();
  usePromptStore.setState({ prompts: [] });
  clearChatStore();
});

afterEach(cleanup);

it('sends on Enter and is empty again', () => {
  const box = showBox();
  fireEvent.change(box, { target: { value: ' hello ' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(send).toHaveBeenCalledExactlyOnceWith('hello', []);
  expect(box).toHaveProperty('value', '');
});

it('edits the last question on the arrow up in an empty box', () => {
  const box = showBox();
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  expect(editLast).toHaveBeenCalledOnce();
  fireEvent.change(box, { target: { value: 'text' } });
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  expect(editLast).toHaveBeenCalledOnce();
});

it.each([
  ['ends a composition', { isComposing: true }],
  ['ends a composition in Safari', { keyCode: 229 }],
  ['breaks the line', { shiftKey: true }],
])('does not send on an Enter that %s', (_, how) => {
  const box = showBox();
  fireEvent.change(box, { target: { value: 'にほん' } });
  fireEvent.keyDown(box, { key: 'Enter', ...how });
  expect(send).not.toHaveBeenCalled();
});

it('sends neither nothing nor during an answer', () => {
  const box = showBox(true);
  fireEvent.keyDown(box, { key: 'Enter' });
  fireEvent.change(box, { target: { value: 'wait' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(send).not.toHaveBeenCalled();
});

it.each([
  ['Enter', {}, false],
  ['Ctrl+Enter', { ctrlKey: true }, true],
  ['Cmd+Enter', { metaKey: true }, true],
])('keeps a message for later during an answer on %s', (_, how, now) => {
  const box = showBox(true, queue);
  fireEvent.change(box, { target: { value: ' next ' } });
  fireEvent.keyDown(box, { key: 'Enter', ...how });
  expect(queue).toHaveBeenCalledExactlyOnceWith('next', [], now);
  expect(box).toHaveProperty('value', '');
  expect(send).not.toHaveBeenCalled();
});

it('offers to stop the answer, to queue and to do both while it is written', () => {
  const box = showBox(true, queue);
  expect(screen.queryByRole('button', { name: 'Stop and send' })).toBeNull();
  fireEvent.change(box, { target: { value: 'next' } });
  expect(screen.getByRole('button', { name: 'Stop (Esc)' })).toBeTruthy();
  expect(screen.getByRole('button', { name: /Send when this answer is complete/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Stop and send' }));
  expect(queue).toHaveBeenCalledExactlyOnceWith('next', [], true);
});

it('gives back what could not be sent', async () => {
  send.mockRejectedValue(new Error('offline'));
  const box = showBox();
  fireEvent.change(box, { target: { value: 'keep me' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  await vi.waitFor(() => expect(useChatStore.getState().drafts).toEqual({ session: 'keep me' }));
});

it('gives it back before what was typed meanwhile', async () => {
  let fail = (_: Error) => {};
  send.mockReturnValue(new Promise((_, reject) => (fail = reject)));
  const box = showBox();
  fireEvent.change(box, { target: { value: 'first' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  fireEvent.change(box, { target: { value: 'second' } });
  fail(new Error('offline'));
  await vi.waitFor(() => expect(box).toHaveProperty('value', 'first\n\nsecond'));
});

const type = (box: HTMLElement, value: string) => fireEvent.change(box, { target: { value } });
const press = (box: HTMLElement, key: string) => fireEvent.keyDown(box, { key });

it('lists saved prompts at a slash, and inserts the one that is chosen', () => {
  savePrompt({ name: 'Proofread', text: 'Correct my text.' });
  savePrompt({ name: 'Summarise', text: 'Sum it up.' });
  const box = showBox();
  type(box, '/');
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'ProofreadCorrect my text.',
    'SummariseSum it up.',
    'Manage prompts…',
  ]);
  press(box, 'ArrowDown');
  const chosen = screen.getByRole('option', { selected: true });
  expect(box.getAttribute('aria-activedescendant')).toBe(chosen.id);
  press(box, 'Enter');
  expect(box).toHaveProperty('value', 'Sum it up.');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(send).not.toHaveBeenCalled();
});

it('finds a prompt by its name and asks for what it leaves open', async () => {
  savePrompt({ name: 'Proofread', text: 'Correct my text.' });
  savePrompt({ name: 'Translate', text: 'Translate {{text}} to {{ language }}.' });
  const box = showBox();
  type(box, '/trans');
  press(box, 'Tab');
  type(await screen.findByLabelText('text'), 'Hallo');
  type(screen.getByLabelText('language'), 'English');
  fireEvent.submit(screen.getByLabelText('language'));
  expect(box).toHaveProperty('value', 'Translate Hallo to English.');
});

it('leaves a slash alone once the list was closed, and sends it', () => {
  const box = showBox();
  type(box, '/etc');
  press(box, 'Escape');
  expect(screen.queryByRole('listbox')).toBeNull();
  press(box, 'Enter');
  expect(send).toHaveBeenCalledExactlyOnceWith('/etc', []);
});

it('leads to the saved prompts', () => {
  const box = showBox();
  type(box, '/');
  press(box, 'Enter');
  expect(managePrompts).toHaveBeenCalledOnce();
  expect(box).toHaveProperty('value', '');
});

it('sends files without words, once they are uploaded', () => {
  const take = () => ({ uploaded: [uploaded], putBack, forget: vi.fn() });
  const waiting = { files: [{ ...file, progress: 0.4 }], isReady: false, take };
  press(showBox(false, undefined, attached(waiting)), 'Enter');
  expect(send).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', true);
  expect(screen.getByRole('progressbar', { name: 'Uploading a.csv' })).toBeTruthy();
  cleanup();
  press(showBox(false, undefined, attached({ files: [{ ...file, uploaded }], take })), 'Enter');
  expect(send).toHaveBeenCalledExactlyOnceWith('', [uploaded]);
});

it('gives files back that could not be sent', async () => {
  send.mockRejectedValue(new Error('offline'));
  press(showBox(false, undefined, attached({ files: [{ ...file, uploaded }] })), 'Enter');
  await vi.waitFor(() => expect(putBack).toHaveBeenCalledOnce());
});

it('says which file cannot be sent and what to do, and removes it', () => {
  const remove = vi.fn();
  const problem = 'demo does not take images. Choose another model, or remove the image.';
  showBox(false, undefined, attached({ files: [{ ...file, error: 'Empty.' }], problem, remove }));
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'Empty.',
    problem,
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Remove a.csv' }));
  expect(remove).toHaveBeenCalledExactlyOnceWith('k');
});

const clipboard = (files: File[], text: string) => ({
  clipboardData: { files, getData: () => text },
});

it('attaches a picture that is pasted, but not the picture of a text', () => {
  const picture = new File(['x'], 'image.png', { type: 'image/png' });
  const box = showBox();
  fireEvent.paste(box, clipboard([picture], 'the same as text'));
  expect(add).not.toHaveBeenCalled();
  fireEvent.paste(box, clipboard([picture], ''));
  expect(add).toHaveBeenCalledExactlyOnceWith([picture]);
});

it('attaches files that are chosen', () => {
  showBox();
  const chosen = new File(['x'], 'a.txt', { type: 'text/plain' });
  fireEvent.change(screen.getByLabelText('Files to attach'), { target: { files: [chosen] } });
  expect(add).toHaveBeenCalledExactlyOnceWith([chosen]);
});
