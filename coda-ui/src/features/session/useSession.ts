import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Session } from '@/api/schema';
import {
  changeSession,
  deleteSession,
  type ExportFormat,
  exportSession,
  sessionsQuery,
  titleOf,
} from '@/api/sessions';
import { useSettled } from '@/shared/hooks/useSettled';
import { saveFile } from '@/shared/save-file';
import { showToast } from '@/shared/ui/toast';
import { forget } from './delete-later';

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
        forget(client, id);
        return refresh();
      },
    }),
    /** Pins or archives it, or takes that back. */
    mark: useMutation({
      mutationFn: (marks: Marks) => changeSession(id, { metadata: metadataOf(marks) }),
      onSuccess: refresh,
    }),
  };
}

type Marks = { pinned?: boolean; archived?: boolean };

/** In a patch, null removes what is not so any more. */
const metadataOf = (marks: Marks) =>
  Object.fromEntries(Object.entries(marks).map(([name, isSo]) => [name, isSo ? true : null]));

/** Archives several chats. */
export function useArchive() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sessions: readonly string[]) =>
      Promise.all(
        sessions.map((id) => changeSession(id, { metadata: { archived: true, pinned: null } })),
      ),
    onError: (error) => showToast({ tone: 'bad', text: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

const fileNameOf = (title: string) =>
  title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'chat';
