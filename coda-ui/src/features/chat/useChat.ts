import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { ApiError } from '@/api/client';
import { branchMessage, messagesQuery, selectBranch } from '@/api/messages';
import { cancelRun } from '@/api/runs';
import type { ChatRequest, Message } from '@/api/schema';
import { changeSession, forkSession, sessionQuery } from '@/api/sessions';
import { confirm, focusMessage, keyOf, moveDraft } from '@/store/chatStore';
import { isActive, questionOf } from './run/chat-reducer';
import { totalsOf } from './run/metrics';
import { joinRun, startRun } from './run/run-follower';
import { type FollowedRun, useRunStore } from './run/run-store';
import { viewOf } from './run/stored-messages';
import { continued, transcript } from './run/transcript';
import type { MessageView } from './run/view';

const NO_RUNS: readonly FollowedRun[] = [];
const NO_MESSAGES: readonly Message[] = [];

/** A stored message keeps its view, so that what did not change is not rendered again. */
const views = new WeakMap<Message, MessageView>();

function cachedView(message: Message): MessageView {
  const view = views.get(message) ?? viewOf(message);
  views.set(message, view);
  return view;
}

export type ModelChoice = Pick<ChatRequest, 'model_provider' | 'model_name'>;

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
    mutationFn: ({ request, key }: Start) => startRun(request, key, refresh),
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

  const { isError: hasFailed, reset: forgetFailure } = start;
  useEffect(() => {
    if (!hasFailed) return;
    const forget = () => forgetFailure();
    addEventListener('online', forget);
    return () => removeEventListener('online', forget);
  }, [hasFailed, forgetFailure]);

  // The screen stays when the session changes; what was sent belongs to the session it was sent in.
  const isOurs = start.variables?.request.session_id === sessionId;
  const isSending = start.isPending && isOurs;
  const pending = isSending ? start.variables?.request : undefined;
  const messages = useMemo(() => {
    const past = (stored.data ?? NO_MESSAGES).filter(isSpoken).map(cachedView);
    const known = runs.reduce<readonly MessageView[]>(
      (sofar, { view, endedAt }) =>
        transcript(sofar, view, endedAt !== undefined && stored.dataUpdatedAt > endedAt),
      past,
    );
    return pending === undefined ? known : continued(known, pending.parent_id, asked(pending));
  }, [stored.data, stored.dataUpdatedAt, runs, pending]);

  const running = current !== undefined && isActive(current.view);
  const connection = running ? current.connection : undefined;
  // An answer may be lost on its way: sent again, the same request gets the run that it started.
  const begin = async (asking: ChatRequest, isEdit = false) => {
    const request = sessionId === undefined ? asking : { ...asking, session_id: sessionId };
    const slot = sessionId ?? 'new';
    const key = keyOf(slot, JSON.stringify(request));
    const started = await start.mutateAsync({ key, request, isEdit });
    confirm(slot);
    return started;
  };

  const stop = useMutation({ mutationFn: cancelRun });
  const isStopped = running && stop.variables === current.view.runId;

  const show = () => client.refetchQueries({ queryKey: ['messages', sessionId] });
  /** Only a branch of its own can hold another first question; without an answer it is left again. */
  const editFirst = async (id: string, content: string, model: ModelChoice) => {
    const shown = messages.at(-1)?.id ?? id;
    const { message_id } = await branchMessage(id, content);
    try {
      const started = await begin({ parent_id: message_id, ...model }, true);
      await show();
      return started;
    } catch (error) {
      await selectBranch(shown).catch(() => {});
      throw error;
    }
  };
  const parentOf = (id: string) => messages.find((message) => message.id === id)?.parentId;

  return {
    sessionId,
    session: session.data,
    messages,
    totals: useMemo(() => totalsOf(messages), [messages]),
    context: current?.view.context,
    isLoading: enabled && stored.isPending && runs.length === 0,
    loadError: session.error ?? stored.error ?? undefined,
    /** The session was deleted, or never was. */
    isGone: session.error instanceof ApiError && session.error.status === 404,
    reload: () => sessionId !== undefined && refresh(sessionId),
    isSending,
    /** Why the last message could not be sent; the form of an edit says that itself. */
    sendError: (isOurs && !start.variables?.isEdit && start.error) || undefined,
    isStreaming: isSending || (running && connection !== 'interrupted'),
    /** The last message is a question that nothing answers. */
    isUnanswered:
      !running && !isSending && isIdle(session.data) && messages.at(-1)?.role === 'user',
    runError: !running && current?.view.answer === undefined ? current?.view.error : undefined,
    connection,
    send: begin,
    /** Asks again for an answer to a message that stands already. */
    retry: (userMessageId: string, model: ModelChoice) =>
      begin({ parent_id: userMessageId, ...model }),
    edit: (id: string, content: string, model: ModelChoice) => {
      const parent = parentOf(id);
      return parent === undefined
        ? editFirst(id, content, model)
        : begin({ content, parent_id: parent, ...model }, true);
    },
    /** Asks for another answer; the old one stays in its place until the new one has begun. */
    regenerate: (answerId: string, model: ModelChoice) => {
      const question = parentOf(answerId);
      return begin({ ...(question === undefined ? {} : { parent_id: question }), ...model });
    },
    /** Shows the branch through another message in the same place. */
    select: (messageId: string) => selectBranch(messageId).then(show),
    /** Copies the conversation up to a message to a new session and names it. */
    fork: async (messageId: string) => {
      const { id, title } = await forkSession(sessionId ?? '', messageId);
      // Two chats of one name could not be told apart; the copy is there in any case.
      await changeSession(id, { title: `${title ?? 'New chat'} (fork)`.slice(-200) }).catch(
        () => {},
      );
      void client.invalidateQueries({ queryKey: ['sessions'] });
      return id;
    },
    rejoin: () => {
      if (sessionId === undefined || current === undefined) return;
      joinRun(sessionId, current.view.runId, refresh);
    },
    stop: () => current !== undefined && stop.mutate(current.view.runId),
    isStopping: isStopped && !stop.isError,
    stopError: (isStopped && stop.error) || undefined,
  };
}

type Start = { request: ChatRequest; key: string; isEdit: boolean };

const isSpoken = (message: Message) => message.role === 'user' || message.role === 'assistant';

const isIdle = (session: { active_run_id?: string } | undefined) =>
  session !== undefined && session.active_run_id === undefined;

const asked = ({ content }: ChatRequest) =>
  content === undefined ? [] : [questionOf('sending', content)];
