import type { Envelope } from '@/api/event-stream';
import { cancelRun, queueRun, readRun } from '@/api/runs';
import type { Attachment, ChatRequest } from '@/api/schema';
import { randomId } from '@/shared/random-id';
import { attachmentsOf, blocksOf } from '../run/blocks';
import type { RunEvent } from '../run/events';
import { messageOf } from '../run/sent-message';

/** A message that the server sends when its turn has come; `id` is that of its run. */
export type QueuedMessage = { id: string; text: string; files: readonly Attachment[] };

/** What a run that waits was asked, from its first event. */
export function queuedMessage(id: string, event: Envelope): QueuedMessage {
  const { type, ...fields } = event as RunEvent;
  const content =
    type === 'run_queued' && 'request' in fields ? (fields.request?.content ?? []) : [];
  const blocks = blocksOf(id, content);
  const texts = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
  return { id, text: texts.join('\n\n'), files: attachmentsOf(blocks) };
}

/** A message as it should wait: one that waits already keeps its id when its words are changed. */
export type Wanted = Omit<QueuedMessage, 'id'> & { id?: string };

/**
 * Brings the queue into an order, with other words where they were changed. The server has one way in,
 * at the end: from the first message that is not where it should be, each is added again, and only
 * then taken away where it was, so that none is lost on the way. `onTaken` learns what was taken away.
 */
export async function arrange(
  queued: readonly QueuedMessage[],
  wanted: readonly Wanted[],
  request: ChatRequest,
  onTaken: (id: string) => void,
): Promise<void> {
  const takeBack = async (id: string) => {
    const isTaken = await cancelWaiting(id);
    if (isTaken) onTaken(id);
    return isTaken;
  };
  for (const { id, text, files } of wanted.slice(inPlace(queued, wanted))) {
    const copy = await queueRun({ ...request, ...messageOf(text, files) }, randomId());
    if (id !== undefined && !(await takeBack(id))) await cancelRun(copy);
  }
  const gone = queued.filter((message) => !wanted.some(({ id }) => id === message.id));
  for (const { id } of gone) await takeBack(id);
}

/** How many of the wanted messages, from the first, already wait in this order. */
function inPlace(queued: readonly QueuedMessage[], wanted: readonly Wanted[]): number {
  let at = -1;
  const firstOut = wanted.findIndex((message) => {
    const next = queued.findIndex((known, index) => index > at && known === message);
    if (next >= 0) at = next;
    return next < 0;
  });
  return firstOut < 0 ? wanted.length : firstOut;
}

/** Cancels a run that still waits; false where it has begun meanwhile. */
async function cancelWaiting(runId: string): Promise<boolean> {
  if ((await readRun(runId)).status !== 'queued') return false;
  await cancelRun(runId);
  return true;
}
