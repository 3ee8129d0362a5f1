import { useQuery } from '@tanstack/react-query';
import { Bot, ChevronRight } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { type Envelope, followRun } from '@/api/event-stream';
import { readRun } from '@/api/runs';
import type { Run, RunStatus } from '@/api/schema';
import { formatCost, formatCount } from '@/shared/format';
import { frameBatch } from '@/shared/frame-batch';
import { msg, t } from '@/shared/i18n/translate';
import { cx } from '@/shared/ui/cx';
import { setExpanded, useChatStore } from '@/store/chatStore';
import { chatReducer, emptyRun, isActive, type RunView } from '../run/chat-reducer';
import type { RunEvent } from '../run/events';
import { failureText } from '../run/failures';
import { StreamingMessage } from '../transcript/StreamingMessage';

const POLL_MS = 2_000;

const STATUSES: Record<RunStatus, string> = {
  queued: msg('Waiting'),
  running: msg('Running'),
  paused: msg('Waiting for you'),
  completed: msg('Done'),
  failed: msg('Failed'),
  cancelled: msg('Stopped'),
};

const isOver = ({ status }: Run) => !['queued', 'running', 'paused'].includes(status);

/** The run of another agent that does a tool's work: its state and cost, and on demand its answer. */
export function SubagentRun({ runId, name }: { runId: string; name: string }) {
  const key = `run:${runId}`;
  const open = useChatStore((state) => state.expanded[key] ?? false);
  const bodyId = useId();
  const { data: run } = useQuery({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => readRun(runId, signal),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isOver(state.data) ? false : POLL_MS,
  });
  return (
    <section aria-label={t('Subagent {name}', { name })} className="border-line border-t">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={() => setExpanded(key, !open)}
        className="flex min-h-9 w-full items-center gap-2 px-3 text-start text-xs hover:bg-sunken pointer-coarse:min-h-11"
      >
        <Bot size={14} aria-hidden className="shrink-0 text-accent" />
        <span className="min-w-0 flex-1 truncate">{t('Subagent')}</span>
        <span className="shrink-0 text-soft tabular-nums">{run && factsOf(run)}</span>
        <ChevronRight
          size={14}
          aria-hidden
          className={cx('shrink-0 text-soft transition-transform', open && 'rotate-90')}
        />
      </button>
      <div id={bodyId} hidden={!open} className="border-line border-s-2 ms-4 py-2 ps-3 pe-2">
        {open && <SubagentAnswer runId={runId} />}
      </div>
    </section>
  );
}

function factsOf({ status, usage, cost_usd: cost }: Run): string {
  const tokens = usage === undefined ? undefined : formatCount(usage.input + usage.output);
  return [
    t(STATUSES[status]),
    tokens && t('{n} tokens', { n: tokens }),
    cost === undefined ? '–' : formatCost(Number(cost)),
  ]
    .filter(Boolean)
    .join(' · ');
}

function withoutAnswer(view: RunView): string {
  if (isActive(view)) return t('Nothing is written yet.');
  return view.error === undefined ? t('No answer.') : failureText(view.error);
}

function SubagentAnswer({ runId }: { runId: string }) {
  const view = useFold(runId);
  if (view.answer === undefined) {
    return <p className="text-soft text-xs">{withoutAnswer(view)}</p>;
  }
  // An answer shows calls, which show the answers of subagents.
  return <StreamingMessage message={view.answer} />;
}

/** Follows a run for as long as it is shown. */
function useFold(runId: string) {
  const [view, setView] = useState(() => emptyRun(runId, ''));
  useEffect(() => {
    const controller = new AbortController();
    let folded = emptyRun(runId, '');
    const batch = frameBatch<Envelope>((events) => {
      folded = (events as RunEvent[]).reduce(chatReducer, folded);
      setView(folded);
    });
    const lastSeq = () => {
      batch.flush();
      return folded.lastSeq;
    };
    void followRun(runId, {
      lastSeq,
      onEvent: batch.add,
      onConnection: () => {},
      signal: controller.signal,
    }).then(batch.flush);
    return () => controller.abort();
  }, [runId]);
  return view;
}
