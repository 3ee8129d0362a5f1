import { queryOptions } from '@tanstack/react-query';
import { ApiError, request } from './client';
import type { Branch, Message, MessageDetail, Page } from './schema';

/** This number of messages at the end may have changed since a path was read; earlier ones have not. */
const RECENT = 10;

/** The whole path from the session's first message to its head, oldest first. */
export const messagesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['messages', sessionId],
    queryFn: async ({ client, queryKey, signal }) => {
      const known = (client.getQueryData<Message[]>(queryKey) ?? []).slice(0, -RECENT);
      const last = known.at(-1)?.id;
      if (last === undefined) return messagesAfter(sessionId, undefined, signal);
      try {
        return [...known, ...(await messagesAfter(sessionId, last, signal))];
      } catch (error) {
        // The last known message is not on the branch in view any more.
        if (!(error instanceof ApiError) || error.status !== 400) throw error;
        return messagesAfter(sessionId, undefined, signal);
      }
    },
  });

async function messagesAfter(sessionId: string, after: string | undefined, signal: AbortSignal) {
  const items: Message[] = [];
  let cursor = after;
  do {
    const page: Page<Message> = await request(`/sessions/${sessionId}/messages`, {
      query: { limit: 100, cursor },
      signal,
    });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return items;
}

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
