import { setDraft, useChatStore } from '@/store/chatStore';
import type { MessageView } from '../run/view';

/**
 * The names that the draft of a branch may be kept under: first that of the branch itself, then
 * those of the branches it grew from, then the session's. Of a chat without a session it is `new`.
 */
export function draftKeysOf(
  sessionId: string | undefined,
  messages: readonly MessageView[],
): readonly string[] {
  if (sessionId === undefined) return ['new'];
  const choices = messages
    .filter(({ siblingIds = [] }) => siblingIds.length > 1)
    .map(({ id }) => `${sessionId}@${id}`);
  return [...choices.reverse(), sessionId];
}

/** The draft that is nearest to a branch. */
export const draftOf = (drafts: Readonly<Record<string, string>>, keys: readonly string[]) =>
  keys.map((key) => drafts[key]).find((text) => text !== undefined) ?? '';

/** Keeps a draft for a branch; one that came from a branch before it moves along. */
export function writeDraft(keys: readonly string[], text: string): void {
  const { drafts } = useChatStore.getState();
  const shown = keys.find((key) => drafts[key] !== undefined);
  if (shown !== undefined) setDraft(shown, '');
  setDraft(keys[0] ?? 'new', text);
}

/** Puts back what could not be sent, before what was typed meanwhile. */
export function restoreDraft(keys: readonly string[], text: string): void {
  const typed = draftOf(useChatStore.getState().drafts, keys);
  writeDraft(keys, typed === '' ? text : `${text}\n\n${typed}`);
}

/** Adds a text as a quotation at the end of the draft. */
export function quote(keys: readonly string[], text: string): void {
  const typed = draftOf(useChatStore.getState().drafts, keys).trimEnd();
  const quoted = text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
  writeDraft(keys, `${typed === '' ? '' : `${typed}\n\n`}${quoted}\n\n`);
}
