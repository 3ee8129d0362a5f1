import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Session } from '@/api/schema';
import {
  changeSession,
  deleteSession,
  type ExportFormat,
  exportSession,
  importSession,
  sessionsQuery,
} from '@/api/sessions';
import { useSettled } from '@/shared/hooks/useSettled';
import { saveFile } from '@/shared/save-file';

const SEARCH_DELAY_MS = 200;

/** The user's sessions, newest first, or what a search finds. */
export function useSessions(search: string) {
  const words = useSettled(search.trim(), SEARCH_DELAY_MS);
  const query = useInfiniteQuery(sessionsQuery(words === '' ? undefined : words));
  const sessions = query.data?.pages.flatMap((page) => page.items) ?? [];
  return {
    sessions,
    isSearch: words !== '',
    isLoading: query.isPending,
    error: query.error ?? undefined,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    isLoadingMore: query.isFetchingNextPage,
  };
}

/** What can be done with one session. */
export function useSession(session: Session) {
  const { id } = session;
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['sessions'] });
  return {
    rename: useMutation({
      mutationFn: (title: string) => changeSession(id, { title }),
      onSuccess: () => {
        void client.invalidateQueries({ queryKey: ['session', id] });
        return refresh();
      },
    }),
    save: useMutation({
      mutationFn: async (format: ExportFormat) => {
        const extension = format === 'json' ? 'json' : 'md';
        saveFile(await exportSession(id, format), `${fileNameOf(titleOf(session))}.${extension}`);
      },
    }),
    remove: useMutation({
      mutationFn: () => deleteSession(id),
      onSuccess: () => {
        // The way back leads to what the server says of it, not to what is remembered.
        client.removeQueries({ queryKey: ['messages', id] });
        client.removeQueries({ queryKey: ['session', id] });
        return refresh();
      },
    }),
  };
}

/** A title that is the first line of a message may begin with signs of Markdown. */
export const titleOf = (session: { title?: string }) =>
  session.title?.replace(/^[\s#>*_`~-]+/, '') || 'New chat';

const fileNameOf = (title: string) =>
  title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'chat';

/** Makes a session of an exported file. */
export function useImport(onImported: (sessionId: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: importSession,
    onSuccess: (session) => {
      void client.invalidateQueries({ queryKey: ['sessions'] });
      onImported(session.id);
    },
  });
}
