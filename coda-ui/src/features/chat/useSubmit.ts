import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '@/api/client';
import type { Attachment, ChatRequest } from '@/api/schema';
import { defined } from '@/shared/defined';
import { moveFiles } from '@/store/attachmentStore';
import { confirm, focusMessage, keyOf, moveDraft } from '@/store/chatStore';
import { startFirstRun, takeOver } from './run/first-run';
import { startRun } from './run/run-follower';

/** How a request is shown while it is on its way. */
export type ShownRequest = {
  /** The message that it continues from; null at the beginning, absent at the end. */
  after?: string | null | undefined;
  /** The files that go with it. */
  files?: readonly Attachment[];
  /** Whether a form says itself why it could not be sent. */
  isEdit?: boolean;
};

/** `chat`: the session that it was sent in, or `new`. */
type Start = { chat: string; request: ChatRequest; key: string; shown: ShownRequest };

const NEW = 'new';

/** Sends what starts a run. A failure is kept until the next attempt, or until the network is back. */
export function useSubmit(
  sessionId: string | undefined,
  onEnd: (sessionId: string) => void,
  onCreated: (sessionId: string) => void,
) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: ({ chat, request, key, shown: { after, files } }: Start) =>
      (chat === NEW ? startFirstRun : startRun)(request, key, onEnd, defined({ after, files })),
    onSuccess: (started, { chat }) => {
      void client.invalidateQueries({ queryKey: ['sessions'] });
      focusMessage(started, undefined);
      if (chat !== NEW) return;
      moveDraft(NEW, started);
      moveFiles(NEW, started);
      // A user who has left this chat meanwhile is not called back.
      if (sessionId === undefined) onCreated(started);
      else takeOver(started)?.();
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
    const chat = sessionId ?? NEW;
    const key = keyOf(chat, JSON.stringify(request));
    const started = await start.mutateAsync({ chat, key, request, shown });
    confirm(chat);
    return started;
  };

  // The screen stays when the session changes; what was sent belongs to the session it was sent in.
  const isOurs = start.variables?.chat === (sessionId ?? NEW);
  return {
    submit,
    /** What is on its way to the server. */
    pending: start.isPending && isOurs ? start.variables : undefined,
    /** Why the last message could not be sent; the form of an edit says that itself. */
    error: (isOurs && !start.variables?.shown.isEdit && start.error) || undefined,
  };
}
