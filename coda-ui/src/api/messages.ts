import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import type { Branch, Message, MessageDetail, Page } from './schema';

/** The whole path from the session's first message to its head, oldest first. */
export const messagesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['messages', sessionId],
    queryFn: async ({ signal }) => {
      const items: Message[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<Message> = await request(`/sessions/${sessionId}/messages`, {
          query: { limit: 100, cursor },
          signal,
        });
        items.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== undefined);
      return items;
    },
  });

/** A finished message with its tool calls and thoughts; these no longer change. */
export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['message', id],
    queryFn: ({ signal }) => request<MessageDetail>(`/messages/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Asks otherwise (with content), or for an answer again; either becomes the head, to be run. */
export const branchMessage = (id: string, content?: string) =>
  request<Branch>(`/messages/${id}/branch`, {
    method: 'POST',
    body: content === undefined ? {} : { content },
  });

/** Puts the branch through a message in view. */
export const selectBranch = (id: string) =>
  request<Branch>(`/messages/${id}/select`, { method: 'POST' });
