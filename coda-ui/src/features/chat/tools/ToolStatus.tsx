import { Ban, CircleCheck, CircleHelp, CircleX, Hand } from 'lucide-react';
import { formatDuration } from '@/shared/format';
import { useNow } from '@/shared/hooks/useNow';
import { msg, t } from '@/shared/i18n/translate';
import { Spinner } from '@/shared/ui/Spinner';
import type { ToolBlock, ToolBlockStatus } from '../run/view';

const WORDS: Record<ToolBlockStatus, string> = {
  writing: msg('Preparing'),
  asking: msg('Waiting for you'),
  waiting: msg('Waiting'),
  running: msg('Running'),
  success: msg('Done'),
  error: msg('Failed'),
  denied: msg('Denied'),
  unknown: msg('No result'),
};

export function ToolStatusIcon({ status }: { status: ToolBlockStatus }) {
  switch (status) {
    case 'success':
      return <CircleCheck size={16} aria-hidden className="shrink-0 text-good" />;
    case 'error':
      return <CircleX size={16} aria-hidden className="shrink-0 text-bad" />;
    case 'denied':
      return <Ban size={16} aria-hidden className="shrink-0 text-warn" />;
    case 'asking':
      return <Hand size={16} aria-hidden className="shrink-0 text-warn" />;
    case 'unknown':
      return <CircleHelp size={16} aria-hidden className="shrink-0 text-warn" />;
    default:
      return <Spinner className="text-accent" />;
  }
}

/** The state in a word, and how long it took or has taken so far. */
export function ToolStatusText({ tool }: { tool: ToolBlock }) {
  const startedAt = tool.live?.startedAt;
  const now = useNow(startedAt !== undefined, 200);
  const time = tool.executionTimeMs ?? (startedAt === undefined ? undefined : now - startedAt);
  return (
    <span className="shrink-0 text-soft text-xs tabular-nums">
      {t(WORDS[tool.status])}
      {time !== undefined && ` · ${formatDuration(Math.max(0, time))}`}
    </span>
  );
}
