import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
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
export function useSession(id: string) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['sessions'] });
  return {
    rename: useMutation({
      mutationFn: (title: string) => changeSession(id, { title }),
      onSuccess: (session) => {
        client.setQueryData(['session', id], session);
        return refresh();
      },
    }),
    save: useMutation({
      mutationFn: async (format: ExportFormat) => {
        const extension = format === 'json' ? 'json' : 'md';
        saveFile(await exportSession(id, format), `coda-session-${id}.${extension}`);
      },
    }),
    remove: useMutation({
      mutationFn: () => deleteSession(id),
      onSuccess: refresh,
    }),
  };
}

export const titleOf = (session: { title?: string }) => session.title || 'New chat';

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
