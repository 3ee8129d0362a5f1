import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '@/api/client';
import { messagesQuery, type Path } from '@/api/messages';
import type { ChatRequest, Session } from '@/api/schema';
import { sessionQuery } from '@/api/sessions';
import { useQueue } from './queue/useQueue';
import { questionOf } from './run/chat-reducer';
import { contextAfter, totalsOf } from './run/metrics';
import { viewOf } from './run/stored-messages';
import { continued, transcript } from './run/transcript';
import type { MessageView } from './run/view';
import { useBranching } from './useBranching';
import { useEarlier } from './useEarlier';
import { useRefresh } from './useRefresh';
import { useRun } from './useRun';
import { type ShownRequest, useSubmit } from './useSubmit';
import { useWebSocket } from './useWebSocket';

const NO_MESSAGES: readonly MessageView[] = [];
const QUEUE_REFETCH_MS = 5_000;

export type Chat = ReturnType<typeof useChat>;

/** One session's conversation: what is stored, what runs now, and what the user can do about it. */
export function useChat(sessionId: string | undefined, onCreated: (sessionId: string) => void) {
  const enabled = sessionId !== undefined;
  const session = useQuery({
    ...sessionQuery(sessionId ?? ''),
    enabled,
    // Another window, or another device, may change what waits.
    refetchInterval: ({ state }) => (isAtWork(state.data) ? QUEUE_REFETCH_MS : false),
  });
  const stored = useQuery({ ...messagesQuery(sessionId ?? ''), enabled, select: viewsOf });
  const refresh = useRefresh();
  useWebSocket(sessionId, refresh);
  const { active_run_id: active, queued_run_ids: [next] = [] } = session.data ?? {};
  const run = useRun(sessionId, active ?? next, refresh);
  const { submit, pending, error: sendError } = useSubmit(sessionId, refresh, onCreated);

  const askedAt = stored.data?.askedAt ?? 0;
  const messages = useMemo(() => {
    const known = run.runs.reduce<readonly MessageView[]>(
      (sofar, { view, endedAt }) =>
        transcript(sofar, view, endedAt !== undefined && askedAt > endedAt),
      stored.data?.messages ?? NO_MESSAGES,
    );
    if (pending === undefined) return known;
    return continued(known, pending.shown.after, asked(pending));
  }, [stored.data, askedAt, run.runs, pending]);
  const branching = useBranching({ sessionId, messages, submit });
  const earlier = useEarlier(sessionId, stored.data?.hasEarlier ?? false);

  const { current, isRunning, connection } = run;
  const activeRunId = isRunning ? current?.runId : undefined;
  const queue = useQueue({ session: session.data, runs: run.runs, activeRunId });
  const isSending = pending !== undefined;
  const isIdle = session.data !== undefined && session.data.active_run_id === undefined;
  return {
    sessionId,
    session: session.data,
    messages,
    earlier,
    totals: useMemo(() => totalsOf(messages), [messages]),
    context: current?.context ?? contextAfter(messages),
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
    /** Has all turns but the last summarised for the model. */
    compact: run.compact,
    /** The run that is under way. */
    activeRunId,
    queue,
    isStopping: run.isStopping,
    stopError: run.stopError,
    ...branching,
  };
}

const isAtWork = (session: Session | undefined) =>
  session?.active_run_id !== undefined || (session?.queued_run_ids?.length ?? 0) > 0;

/** What is said in a session, as it is shown; what did not change keeps its identity. */
const viewsOf = ({ items, earlier, askedAt }: Path) => ({
  messages: items
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .map(viewOf) satisfies readonly MessageView[],
  hasEarlier: earlier !== undefined,
  askedAt,
});

function asked({ request, shown }: { request: ChatRequest; shown: ShownRequest }) {
  const { files = [] } = shown;
  return request.content === undefined && files.length === 0
    ? []
    : [questionOf('sending', request.content, files)];
}
