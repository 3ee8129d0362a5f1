import { request } from './client';
import type { Run } from './schema';

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
