import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '@/api/client';
import { messagesQuery } from '@/api/messages';
import type { ChatRequest, Message } from '@/api/schema';
import { sessionQuery } from '@/api/sessions';
import { questionOf } from './run/chat-reducer';
import { totalsOf } from './run/metrics';
import { viewOf } from './run/stored-messages';
import { continued, transcript } from './run/transcript';
import type { MessageView } from './run/view';
import { useBranching } from './useBranching';
import { useRefresh } from './useRefresh';
import { useRun } from './useRun';
import { type ShownRequest, useSubmit } from './useSubmit';
import { useWebSocket } from './useWebSocket';

const NO_MESSAGES: readonly MessageView[] = [];

export type Chat = ReturnType<typeof useChat>;

/** One session's conversation: what is stored, what runs now, and what the user can do about it. */
export function useChat(sessionId: string | undefined, onCreated: (sessionId: string) => void) {
  const enabled = sessionId !== undefined;
  const session = useQuery({ ...sessionQuery(sessionId ?? ''), enabled });
  const stored = useQuery({ ...messagesQuery(sessionId ?? ''), enabled, select: viewsOf });
  const refresh = useRefresh();
  useWebSocket(sessionId, refresh);
  const run = useRun(sessionId, session.data?.active_run_id, refresh);
  const { submit, pending, error: sendError } = useSubmit(sessionId, refresh, onCreated);

  const messages = useMemo(() => {
    const known = run.runs.reduce<readonly MessageView[]>(
      (sofar, { view, endedAt }) =>
        transcript(sofar, view, endedAt !== undefined && stored.dataUpdatedAt > endedAt),
      stored.data ?? NO_MESSAGES,
    );
    if (pending === undefined) return known;
    return continued(known, pending.shown.after, asked(pending));
  }, [stored.data, stored.dataUpdatedAt, run.runs, pending]);
  const branching = useBranching({ sessionId, messages, submit });

  const { current, isRunning, connection } = run;
  const isSending = pending !== undefined;
  const isIdle = session.data !== undefined && session.data.active_run_id === undefined;
  return {
    sessionId,
    session: session.data,
    messages,
    totals: useMemo(() => totalsOf(messages), [messages]),
    context: current?.context,
    isLoading: enabled && stored.isPending && run.runs.length === 0,
    loadError: session.error ?? stored.error ?? undefined,
    /** The session was deleted, or never was. */
    isGone: session.error instanceof ApiError && session.error.status === 404,
    reload: () => sessionId !== undefined && refresh(sessionId),
    isSending,
    sendError,
    isStreaming: isSending || (isRunning && connection !== 'interrupted'),
    /** The last message is a question that nothing answers. */
    isUnanswered: !isRunning && !isSending && isIdle && messages.at(-1)?.role === 'user',
    runError: !isRunning && current?.answer === undefined ? current?.error : undefined,
    connection,
    send: submit,
    rejoin: run.rejoin,
    stop: run.stop,
    /** The run that is under way. */
    activeRunId: isRunning ? current?.runId : undefined,
    isStopping: run.isStopping,
    stopError: run.stopError,
    ...branching,
  };
}

/** What is said in a session, as it is shown; what did not change keeps its identity. */
const viewsOf = (messages: readonly Message[]): readonly MessageView[] =>
  messages.filter(({ role }) => role === 'user' || role === 'assistant').map(viewOf);

function asked({ request, shown }: { request: ChatRequest; shown: ShownRequest }) {
  const { files = [] } = shown;
  return request.content === undefined && files.length === 0
    ? []
    : [questionOf('sending', request.content, files)];
}
