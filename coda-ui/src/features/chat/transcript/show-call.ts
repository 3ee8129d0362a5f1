import { setExpanded, showMessage } from '@/store/chatStore';
import type { MessageView } from '../run/view';

/** The answer that holds a call. */
export const messageOfCall = (messages: readonly MessageView[], callId: string) =>
  messages.find(({ blocks }) =>
    blocks.some((block) => block.kind === 'tool' && block.callId === callId),
  );

const FRAMES = 30;

/** Brings a call into view and unfolds it. */
export function showCall(messages: readonly MessageView[], callId: string): void {
  const message = messageOfCall(messages, callId);
  if (message === undefined) return;
  for (const block of message.blocks) {
    // The calls before it may be the first of its group.
    if (block.kind === 'tool') setExpanded(`group:${block.key}`, true);
  }
  setExpanded(callId, true);
  showMessage(message.id);
  let left = FRAMES;
  const look = () => {
    const card = document.querySelector<HTMLElement>(`[data-call="${CSS.escape(callId)}"]`);
    if (card === null) {
      if (left-- > 0) requestAnimationFrame(look);
      return;
    }
    card.scrollIntoView({ block: 'center' });
    card.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  };
  requestAnimationFrame(look);
}
