import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { t } from '@/shared/i18n/translate';
import { ApiError, request, send } from './client';
import type { Page, Session } from './schema';

/** All sessions, or those that hold the words or say what means the same. */
export const sessionsQuery = (words?: string) =>
  infiniteQueryOptions({
    queryKey: words === undefined ? ['sessions'] : ['sessions', words],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Session>>('/sessions', {
        query: { limit: 100, cursor: pageParam, q: words },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** The chats that stay at the top of the list. */
export const pinnedQuery = queryOptions({
  queryKey: ['sessions', 'pinned', true],
  queryFn: async ({ signal }) =>
    (await request<Page<Session>>('/sessions', { query: { pinned: 'true', limit: 100 }, signal }))
      .items,
});

export const readSession = (id: string, signal?: AbortSignal) =>
  request<Session>(`/sessions/${id}`, { signal }).catch(unknownChat);

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: ({ signal }) => readSession(id, signal),
  });

/** An address that names no chat, whatever it looks like. */
function unknownChat(error: Error): never {
  if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 400)) throw error;
  throw new ApiError(404, { code: 'not_found', detail: t('This chat does not exist (any more).') });
}

/** A title that is the first line of a message may begin with signs of Markdown. */
export const titleOf = (session: { title?: string }) =>
  session.title?.replace(/^[\s#>*_`~-]+/, '') || t('New chat');

export type SessionChange = {
  title?: string;
  model_provider?: string;
  model_name?: string;
  /** Null: none. */
  system_prompt?: string | null;
  /** Merged at every depth; null removes a member. */
  metadata?: Readonly<Record<string, unknown>>;
};

export const createSession = () => request<Session>('/sessions', { method: 'POST', body: {} });

export const changeSession = (id: string, change: SessionChange) =>
  request<Session>(`/sessions/${id}`, { method: 'PATCH', body: change });

export const deleteSession = (id: string) => request<void>(`/sessions/${id}`, { method: 'DELETE' });

/** Begins to put a summary in the place of all turns but the last, as a run of its own. */
export const compactSession = (id: string) =>
  request<{ run_id: string }>(`/sessions/${id}/compact`, { method: 'POST' });

/** Copies the branch up to a message to a new session. */
export const forkSession = (id: string, messageId?: string) =>
  request<Session>(`/sessions/${id}/fork`, {
    method: 'POST',
    body: messageId === undefined ? {} : { message_id: messageId },
  });

export type ExportFormat = 'json' | 'markdown';

/** The whole session as a file. */
export async function exportSession(id: string, format: ExportFormat): Promise<Blob> {
  const response = await send(`/sessions/${id}/export`, { method: 'POST', body: { format } });
  return response.blob();
}

/** Makes a new session of an exported one. */
export const importSession = (file: Blob) =>
  request<Session>('/sessions/import', { method: 'POST', file });
