import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { cancelRun } from '@/api/runs';
import { compactSession } from '@/api/sessions';
import { isActive } from './run/chat-reducer';
import { joinRun } from './run/run-follower';
import { currentRun, type FollowedRun, findRun, useRunStore } from './run/run-store';

const NO_RUNS: readonly FollowedRun[] = [];

/** The runs of a session that this page follows; joins the one that is under way, or is next. */
export function useRun(
  sessionId: string | undefined,
  activeRunId: string | undefined,
  onEnd: (sessionId: string) => void,
) {
  const runs = useRunStore((state) => state.runs[sessionId ?? '']) ?? NO_RUNS;
  useEffect(() => {
    if (sessionId === undefined || activeRunId === undefined) return;
    const known = runs.find(({ view }) => view.runId === activeRunId);
    if (known === undefined) joinRun(sessionId, activeRunId, onEnd);
  }, [sessionId, activeRunId, runs, onEnd]);

  const current = currentRun(runs);
  const isRunning = current !== undefined && isActive(current.view);
  const stop = useMutation({ mutationFn: cancelRun });
  const isStopped = isRunning && stop.variables === current.view.runId;
  return {
    runs,
    current: current?.view,
    isRunning,
    connection: isRunning ? current.connection : undefined,
    rejoin: () => {
      if (sessionId !== undefined && current !== undefined)
        joinRun(sessionId, current.view.runId, onEnd);
    },
    compact: async () => {
      if (sessionId === undefined) return;
      const { run_id: runId } = await compactSession(sessionId);
      if (findRun(sessionId, runId) === undefined) joinRun(sessionId, runId, onEnd);
    },
    stop: () => current !== undefined && stop.mutate(current.view.runId),
    isStopping: isStopped && !stop.isError,
    stopError: (isStopped && stop.error) || undefined,
  };
}
