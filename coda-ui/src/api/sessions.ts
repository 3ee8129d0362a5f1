import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
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

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: ({ signal }) => request<Session>(`/sessions/${id}`, { signal }).catch(unknownChat),
  });

/** An address that names no chat, whatever it looks like. */
function unknownChat(error: Error): never {
  if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 400)) throw error;
  throw new ApiError(404, { code: 'not_found', detail: 'This chat does not exist (any more).' });
}

export type SessionChange = {
  title?: string;
  model_provider?: string;
  model_name?: string;
  /** Null: none. */
  system_prompt?: string | null;
};

export const changeSession = (id: string, change: SessionChange) =>
  request<Session>(`/sessions/${id}`, { method: 'PATCH', body: change });

export const deleteSession = (id: string) => request<void>(`/sessions/${id}`, { method: 'DELETE' });

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
export async function importSession(file: Blob): Promise<Session> {
  if (file.size === 0) throw new ApiError(400, { detail: 'The file is empty.' });
  return request<Session>('/sessions/import', { method: 'POST', file });
}
