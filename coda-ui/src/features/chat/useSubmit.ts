import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '@/api/client';
import type { ChatRequest } from '@/api/schema';
import { confirm, focusMessage, keyOf, moveDraft } from '@/store/chatStore';
import { startRun } from './run/run-follower';

/** How a request is shown while it is on its way. */
export type ShownRequest = {
  /** The message that it continues from; null at the beginning, absent at the end. */
  after?: string | null | undefined;
  /** Whether a form says itself why it could not be sent. */
  isEdit?: boolean;
};

type Start = { request: ChatRequest; key: string; shown: ShownRequest };

/** Sends what starts a run. A failure is kept until the next attempt, or until the network is back. */
export function useSubmit(
  sessionId: string | undefined,
  onEnd: (sessionId: string) => void,
  onCreated: (sessionId: string) => void,
) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: ({ request, key, shown }: Start) => startRun(request, key, onEnd, shown.after),
    onSuccess: (started, { request }) => {
      void client.invalidateQueries({ queryKey: ['sessions'] });
      focusMessage(started, undefined);
      // Whoever went elsewhere meanwhile is not called back.
      if (request.session_id !== undefined || sessionId !== undefined) return;
      moveDraft('new', started);
      onCreated(started);
    },
    onError: (error, { request }) => {
      const isBusy = error instanceof ApiError && error.code === 'run_active';
      // The run that is in the way is joined and shown.
      if (isBusy) void client.invalidateQueries({ queryKey: ['session', request.session_id] });
    },
  });

  const { isError: hasFailed, reset } = start;
  useEffect(() => {
    if (!hasFailed) return;
    const forget = () => reset();
    addEventListener('online', forget);
    return () => removeEventListener('online', forget);
  }, [hasFailed, reset]);

  // An answer may be lost on its way: sent again, the same request gets the run that it started.
  const submit = async (asked: ChatRequest, shown: ShownRequest = {}) => {
    const request = sessionId === undefined ? asked : { ...asked, session_id: sessionId };
    const slot = sessionId ?? 'new';
    const key = keyOf(slot, JSON.stringify(request));
    const started = await start.mutateAsync({ key, request, shown });
    confirm(slot);
    return started;
  };

  // The screen stays when the session changes; what was sent belongs to the session it was sent in.
  const isOurs = start.variables?.request.session_id === sessionId;
  return {
    submit,
    /** What is on its way to the server. */
    pending: start.isPending && isOurs ? start.variables : undefined,
    /** Why the last message could not be sent; the form of an edit says that itself. */
    error: (isOurs && !start.variables?.shown.isEdit && start.error) || undefined,
  };
}
