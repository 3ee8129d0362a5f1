import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { branchMessage, messagesQuery, selectBranch } from '@/api/messages';
import { cancelRun } from '@/api/runs';
import type { ChatRequest, Message } from '@/api/schema';
import { forkSession, sessionQuery } from '@/api/sessions';
import { confirm, keyOf } from '@/store/chatStore';
import { isActive, questionOf } from './chat-reducer';
import { totalsOf } from './metrics';
import { joinRun, startRun } from './run-follower';
import { type FollowedRun, useRunStore } from './run-store';
import { viewOf } from './stored-messages';
import { transcript } from './transcript';
import type { MessageView } from './view';

const NO_RUNS: readonly FollowedRun[] = [];
const NO_MESSAGES: readonly Message[] = [];

/** A stored message keeps its view, so that what did not change is not rendered again. */
const views = new WeakMap<Message, MessageView>();

function cachedView(message: Message): MessageView {
  const view = views.get(message) ?? viewOf(message);
  views.set(message, view);
  return view;
}

export type Chat = ReturnType<typeof useChat>;

/** One session's conversation: what is stored, what runs now, and what the user can do about it. */
export function useChat(sessionId: string | undefined, onCreated: (sessionId: string) => void) {
  const client = useQueryClient();
  const enabled = sessionId !== undefined;
  const session = useQuery({ ...sessionQuery(sessionId ?? ''), enabled });
  const stored = useQuery({ ...messagesQuery(sessionId ?? ''), enabled });
  const runs = useRunStore((state) => state.runs[sessionId ?? '']) ?? NO_RUNS;
  const current = runs.at(-1);

  const refresh = useCallback(
    (ended: string) => {
      void client.invalidateQueries({ queryKey: ['messages', ended] });
      void client.invalidateQueries({ queryKey: ['session', ended] });
      void client.invalidateQueries({ queryKey: ['sessions'] });
    },
    [client],
  );

  const activeRunId = session.data?.active_run_id;
  useEffect(() => {
    if (sessionId === undefined || activeRunId === undefined) return;
    const known = runs.find(({ view }) => view.runId === activeRunId);
    if (known === undefined) joinRun(sessionId, activeRunId, refresh);
  }, [sessionId, activeRunId, runs, refresh]);

  const start = useMutation({
    mutationFn: ({ request, key }: { request: ChatRequest; key: string }) =>
      startRun(request, key, refresh),
    onSuccess: (started, { request }) => {
      void client.invalidateQueries({ queryKey: ['sessions'] });
      // Whoever went elsewhere meanwhile is not called back.
      if (request.session_id === undefined && sessionId === undefined) onCreated(started);
    },
  });

  // The screen stays when the session changes; what was sent belongs to the session it was sent in.
  const isOurs = start.variables?.request.session_id === sessionId;
  const isSending = start.isPending && isOurs;
  const pending = isSending ? start.variables?.request.content : undefined;
  const messages = useMemo(() => {
    const past = (stored.data ?? NO_MESSAGES).filter(isSpoken).map(cachedView);
    const known = runs.reduce<readonly MessageView[]>(
      (sofar, { view, endedAt }) =>
        transcript(sofar, view, endedAt !== undefined && stored.dataUpdatedAt > endedAt),
      past,
    );
    return pending === undefined ? known : [...known, questionOf('sending', pending)];
  }, [stored.data, stored.dataUpdatedAt, runs, pending]);

  const running = current !== undefined && isActive(current.view);
  const connection = running ? current.connection : undefined;
  // An answer may be lost on its way: sent again, the same request gets the run that it started.
  const begin = async (asked: ChatRequest) => {
    const request = sessionId === undefined ? asked : { ...asked, session_id: sessionId };
    const slot = sessionId ?? 'new';
    const key = keyOf(slot, JSON.stringify(request));
    const started = await start.mutateAsync({ key, request });
    confirm(slot);
    return started;
  };

  const show = () => client.refetchQueries({ queryKey: ['messages', sessionId] });
  // The new branch is on the screen before its answer begins.
  const runBranch = async (messageId: string, model: Partial<ChatRequest>, content?: string) => {
    const { message_id } = await branchMessage(messageId, content);
    await show();
    return begin({ parent_id: message_id, ...model });
  };

  return {
    sessionId,
    session: session.data,
    messages,
    totals: useMemo(() => totalsOf(messages), [messages]),
    context: current?.view.context,
    isLoading: enabled && stored.isPending && runs.length === 0,
    loadError: session.error ?? stored.error ?? undefined,
    reload: () => sessionId !== undefined && refresh(sessionId),
    isSending,
    sendError: (isOurs && start.error) || undefined,
    isStreaming: isSending || (running && connection !== 'interrupted'),
    runError: !running && current?.view.answer === undefined ? current?.view.error : undefined,
    connection,
    send: begin,
    /** Asks again for an answer to a message that stands already. */
    retry: (userMessageId: string, model: Partial<ChatRequest>) =>
      begin({ parent_id: userMessageId, ...model }),
    edit: (userMessageId: string, content: string, model: Partial<ChatRequest>) =>
      runBranch(userMessageId, model, content),
    regenerate: (answerId: string, model: Partial<ChatRequest>) => runBranch(answerId, model),
    /** Shows the branch through another message in the same place. */
    select: (messageId: string) => selectBranch(messageId).then(show),
    /** Copies the conversation up to a message to a new session and names it. */
    fork: async (messageId: string) => {
      const { id } = await forkSession(sessionId ?? '', messageId);
      void client.invalidateQueries({ queryKey: ['sessions'] });
      return id;
    },
    rejoin: () => {
      if (sessionId === undefined || current === undefined) return;
      joinRun(sessionId, current.view.runId, refresh);
    },
    stop: () => (current === undefined ? Promise.resolve() : cancelRun(current.view.runId)),
  };
}

const isSpoken = (message: Message) => message.role === 'user' || message.role === 'assistant';
