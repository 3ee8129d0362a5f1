import { isActive, type RunView } from './chat-reducer';
import type { MessageView } from './view';

/**
 * The conversation: stored messages, then what the run knows better or what is not stored yet.
 * A finished run that the stored messages were read after only replaces; it adds nothing.
 */
export function transcript(
  stored: readonly MessageView[],
  run: RunView | undefined,
  storedAfterRun: boolean,
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
  if (fresh.length === 0 || (storedAfterRun && !isActive(run))) return kept;
  const parent = fresh[0]?.parentId;
  const cut = parent === undefined ? -1 : kept.findIndex((message) => message.id === parent);
  return [...(cut < 0 ? kept : kept.slice(0, cut + 1)), ...fresh];
}
