import { isActive, type RunView } from './chat-reducer';
import type { MessageView } from './view';

/**
 * The conversation: stored messages, then what the run knows better or what is not stored yet.
 * A finished run only replaces, and adds nothing, once the messages were asked for after its end.
 */
export function transcript(
  stored: readonly MessageView[],
  run: RunView | undefined,
  askedAfterRun: boolean,
): readonly MessageView[] {
  if (run === undefined) return stored;
  const live = [run.user, run.answer].filter((message) => message !== undefined);
  const byId = new Map(live.map((message) => [message.id, message]));
  const kept = stored.map((message) => {
    const known = byId.get(message.id);
    if (known === undefined || message.siblingIds === undefined) return known ?? message;
    return { ...known, siblingIds: message.siblingIds };
  });
  const known = new Set(stored.map((message) => message.id));
  const fresh = live.filter((message) => !known.has(message.id));
  const isDone = askedAfterRun && !isActive(run);
  const isAwaited = isActive(run) && run.answer === undefined && run.after !== undefined;
  if (isDone || (fresh.length === 0 && !isAwaited)) return kept;
  const parent = fresh[0]?.parentId ?? run.after;
  return continued(kept, parent, fresh);
}

/** The messages up to one of them (none for null, all where it is unknown), and then the others. */
export function continued(
  messages: readonly MessageView[],
  after: string | null | undefined,
  others: readonly MessageView[],
): readonly MessageView[] {
  if (after === null) return others;
  const cut = after === undefined ? -1 : messages.findIndex(({ id }) => id === after);
  return [...(cut < 0 ? messages : messages.slice(0, cut + 1)), ...others];
}
