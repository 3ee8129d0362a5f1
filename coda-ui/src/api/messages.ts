import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { nextInOrder } from '@/shared/order';
import { request } from './client';
import type { Branch, Message, MessageDetail, Page } from './schema';

/** What is known of the path to a session's head: its last messages, oldest first. */
export type Path = {
  items: readonly Message[];
  /** Where the messages before these can be read; absent at the beginning of the session. */
  earlier?: string;
  /** When its end was asked for, by `nextInOrder`: the server may know more since then. */
  askedAt: number;
};

const keyOf = (sessionId: string) => ['messages', sessionId] as const;

/** The end of the path to the session's head, and what was read of it before. */
export const messagesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: keyOf(sessionId),
    queryFn: async ({ client, signal }): Promise<Path> => {
      const end = await readUpTo(sessionId, undefined, signal);
      return joined(client.getQueryData<Path>(keyOf(sessionId)), end);
    },
  });

/**
 * Reads the messages before those that are known of a path, page by page, until what was read is
 * enough or the path begins.
 */
export async function readEarlier(
  client: QueryClient,
  sessionId: string,
  isEnough: (read: readonly Message[]) => boolean,
): Promise<void> {
  const known = client.getQueryData<Path>(keyOf(sessionId));
  if (known === undefined) return;
  let pages: readonly Message[] = [];
  let { earlier } = known;
  while (earlier !== undefined) {
    const page: Path = await readUpTo(sessionId, earlier);
    pages = [...page.items, ...pages];
    earlier = page.earlier;
    if (isEnough(pages)) break;
  }
  client.setQueryData<Path>(keyOf(sessionId), (path) =>
    // Another branch may be in view by now.
    path !== undefined && path.earlier === known.earlier && path.items[0]?.id === known.items[0]?.id
      ? pathOf([...pages, ...path.items], earlier, path.askedAt)
      : path,
  );
}

async function readUpTo(
  sessionId: string,
  last: string | undefined,
  signal?: AbortSignal,
): Promise<Path> {
  const askedAt = nextInOrder();
  const { items, next_cursor }: Page<Message> = await request(`/sessions/${sessionId}/messages`, {
    query: { from: 'end', limit: 100, cursor: last },
    signal,
  });
  return pathOf(items, next_cursor, askedAt);
}

/** The end of a path as it is now, behind what is still true of what was known of it. */
function joined(known: Path | undefined, end: Path): Path {
  const first = end.items[0];
  if (known === undefined || first === undefined) return end;
  const at = known.items.findIndex(({ id }) => id === first.id);
  const before = at < 0 ? known.items.findIndex(({ id }) => id === first.parent_id) + 1 : at;
  return before === 0
    ? end
    : pathOf([...known.items.slice(0, before), ...end.items], known.earlier, end.askedAt);
}

const pathOf = (items: readonly Message[], earlier: string | undefined, askedAt: number): Path =>
  earlier === undefined ? { items, askedAt } : { items, earlier, askedAt };

/** A finished message with its tool calls and thoughts; these no longer change. */
export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['message', id],
    queryFn: ({ signal }) => request<MessageDetail>(`/messages/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Puts the branch through a message in view. */
export const selectBranch = (id: string) =>
  request<Branch>(`/messages/${id}/select`, { method: 'POST' });
