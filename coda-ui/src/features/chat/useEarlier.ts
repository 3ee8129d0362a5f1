import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { messagesQuery, readEarlier, selectBranch } from '@/api/messages';
import type { Message } from '@/api/schema';

export type Earlier = ReturnType<typeof useEarlier>;

/** The messages of a chat before those that were read so far, from its end. */
export function useEarlier(sessionId: string | undefined, hasMore: boolean) {
  const client = useQueryClient();
  const { mutate, mutateAsync, isPending, isError } = useMutation({
    mutationFn: (isEnough: (read: readonly Message[]) => boolean) =>
      readEarlier(client, sessionId ?? '', isEnough),
    // Two at once would read the same pages.
    scope: { id: `earlier ${sessionId}` },
  });

  const reads = useMemo(() => {
    const query = messagesQuery(sessionId ?? '');
    const isKnown = (id: string) =>
      client.getQueryData(query.queryKey)?.items.some((message) => message.id === id) ?? false;
    const readTo = async (id: string): Promise<boolean> => {
      await client.ensureQueryData(query);
      if (isKnown(id)) return true;
      await mutateAsync((read) => read.some((message) => message.id === id));
      return isKnown(id);
    };
    return {
      readPage: () => mutate(() => true),
      readAll: () => mutate(() => false),
      /** Reads back to a message, and puts its branch in view if it is on another one. */
      find: async (id: string): Promise<void> => {
        if (await readTo(id)) return;
        await selectBranch(id);
        await client.refetchQueries({ queryKey: query.queryKey });
        await readTo(id);
      },
    };
  }, [client, sessionId, mutate, mutateAsync]);
  return { hasMore, isReading: isPending, hasFailed: isError, ...reads };
}

/** Reads all of a chat once something needs it whole. */
export function useWholeChat({ hasMore, readAll }: Earlier, isNeeded: boolean): void {
  useEffect(() => {
    if (isNeeded && hasMore) readAll();
  }, [isNeeded, hasMore, readAll]);
}
