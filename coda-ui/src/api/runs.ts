import { queryOptions } from '@tanstack/react-query';
import { request, send } from './client';
import { deliver, type Envelope, openRun } from './event-stream';
import type { ChatRequest, Run } from './schema';

/** What the server knows of a run. */
export const readRun = (runId: string, signal?: AbortSignal) =>
  request<Run>(`/runs/${runId}`, { signal });

/** Asks the server to stop a run; its stream then ends with `run_finished`. Safe to repeat. */
export const cancelRun = (runId: string) =>
  request<void>(`/runs/${runId}/cancel`, { method: 'POST' });

export type Decision = { decision: 'approve' | 'deny'; input?: unknown; remember?: boolean };

/** Answers what a paused run asks about a tool call; the run's stream tells the rest. */
export const decideCall = (runId: string, callId: string, decision: Decision) =>
  request<void>(`/runs/${runId}/approvals/${callId}`, { method: 'POST', body: decision });

/** Asks for a turn after those that are under way or wait; answers its run, without following it. */
export async function queueRun(body: ChatRequest, idempotencyKey: string): Promise<string> {
  const { runId, body: stream } = await openRun({ ...body, on_conflict: 'queue' }, idempotencyKey);
  await stream.cancel();
  return runId;
}

/** The first event of a run, which of one that waits says what it was asked. */
export const firstEventQuery = (runId: string) =>
  queryOptions({
    queryKey: ['first event', runId],
    queryFn: async ({ signal }): Promise<Envelope> => {
      const headers = { Accept: 'text/event-stream' };
      const { body } = await send(`/runs/${runId}/events`, { headers, signal });
      const enough = new AbortController();
      let first: Envelope | undefined;
      if (body !== null) {
        await deliver(
          body,
          (event) => {
            first ??= event;
            enough.abort();
          },
          enough.signal,
        );
      }
      if (first === undefined) throw new TypeError('The event stream is empty');
      return first;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
