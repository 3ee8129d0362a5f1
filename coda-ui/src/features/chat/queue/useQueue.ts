import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { cancelRun, firstEventQuery, queueRun } from '@/api/runs';
import type { Attachment, ChatRequest, Session } from '@/api/schema';
import { defined } from '@/shared/defined';
import { showToast } from '@/shared/ui/toast';
import { confirm, keyOf } from '@/store/chatStore';
import type { FollowedRun } from '../run/run-store';
import { messageOf } from '../run/sent-message';
import { arrange, type QueuedMessage, queuedMessage, type Wanted } from './queued';

type QueueInput = {
  session: Session | undefined;
  runs: readonly FollowedRun[];
  /** The run that is under way. */
  activeRunId: string | undefined;
};

export type Queue = ReturnType<typeof useQueue>;

const NONE: readonly string[] = [];

/** The messages that wait at the server for the answers before them, and what can be done with them. */
export function useQueue({ session, runs, activeRunId }: QueueInput) {
  const client = useQueryClient();
  const { queued_run_ids: ids = NONE } = session ?? {};
  // The server ends a run after it has answered, so the session may still list what was taken away.
  const [taken, setTaken] = useState(NONE);
  const onTaken = useCallback((id: string) => setTaken((others) => [...others, id]), []);
  const waiting = ids.filter((id) => !taken.includes(id) && !hasBegun(id, runs));
  const items = useQueries({
    queries: waiting.map(firstEventQuery),
    combine: (events) =>
      events.flatMap(({ data }, index) =>
        data === undefined ? [] : [queuedMessage(waiting[index] ?? '', data)],
      ),
  });

  const work = useMutation({
    mutationFn: (change: () => Promise<void>) => change(),
    scope: { id: `queue ${session?.id}` },
    onError: ({ message }) => showToast({ tone: 'bad', text: message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['session', session?.id] }),
  });
  const request = (model: ChatRequest): ChatRequest => ({
    ...defined({ session_id: session?.id }),
    ...model,
  });
  const stop = async () => {
    if (activeRunId !== undefined) await cancelRun(activeRunId);
  };
  const put = (wanted: readonly Wanted[], model: ChatRequest) =>
    work.mutate(() => arrange(items, wanted, request(model), onTaken));
  const first = (message: Wanted) => [message, ...items.filter(({ id }) => id !== message.id)];

  return {
    items,
    /** Also while a message is not known yet: who changes the others would lose it. */
    isBusy: work.isPending || items.length < waiting.length,
    /** Adds a message at the end, or before all others, which also stops the answer for it. */
    add: (text: string, files: readonly Attachment[], model: ChatRequest, now: boolean) =>
      work.mutateAsync(async () => {
        if (now && items.length > 0) {
          await arrange(items, first({ text, files }), request(model), onTaken);
        } else {
          const asked = { ...request(model), ...messageOf(text, files) };
          const chat = `${session?.id} queue`;
          await queueRun(asked, keyOf(chat, JSON.stringify(asked)));
          confirm(chat);
        }
        if (now) await stop();
      }),
    edit: ({ id, files }: QueuedMessage, text: string, model: ChatRequest) =>
      put(
        items.map((item) => (item.id === id ? { id, text, files } : item)),
        model,
      ),
    /** Moves a message towards the beginning (-1) or the end (1). */
    move: (message: QueuedMessage, by: -1 | 1, model: ChatRequest) => {
      const from = items.indexOf(message);
      const other = items[from + by];
      if (other !== undefined) put(items.with(from, other).with(from + by, message), model);
    },
    drop: (message: QueuedMessage) =>
      put(
        items.filter((item) => item !== message),
        {},
      ),
    /** Puts a message first and stops the answer for it. */
    sendNow: (message: QueuedMessage, model: ChatRequest) =>
      work.mutate(async () => {
        await arrange(items, first(message), request(model), onTaken);
        await stop();
      }),
  };
}

/** This page has seen that the run waits no more, which the session may not say yet. */
function hasBegun(id: string, runs: readonly FollowedRun[]): boolean {
  const view = runs.find((run) => run.view.runId === id)?.view;
  return view !== undefined && view.lastSeq > 0 && view.status !== 'queued';
}
