import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { formatDuration } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { cx } from '@/shared/ui/cx';
import { setExpanded, useChatStore } from '@/store/chatStore';
import { isSettled, type ToolBlock } from '../run/view';
import { ToolCallDisplay } from './ToolCallDisplay';
import { ToolStatusIcon } from './ToolStatus';

/** Calls that follow each other, on one line; those that are under way or ask stay in view. */
export function ToolGroup({ tools }: { tools: readonly ToolBlock[] }) {
  const key = `group:${tools[0]?.key}`;
  const open = useChatStore((state) => state.expanded[key] ?? false);
  const listId = useId();
  const shown = open ? tools : tools.filter((tool) => !isSettled(tool));
  return (
    <div className="space-y-2">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setExpanded(key, !open)}
        className="flex min-h-10 w-full items-center gap-2 rounded-xl border border-line bg-raised px-3 py-1.5 text-start text-sm hover:bg-sunken pointer-coarse:min-h-11"
      >
        <ToolStatusIcon status={statusOf(tools)} />
        <span className="min-w-0 flex-1 truncate">{titleOf(tools)}</span>
        <span className="shrink-0 text-soft text-xs tabular-nums">{resultOf(tools)}</span>
        <ChevronRight
          size={15}
          aria-hidden
          className={cx('shrink-0 text-soft transition-transform', open && 'rotate-90')}
        />
      </button>
      <div id={listId} className="space-y-2 ps-4 empty:hidden">
        {shown.map((tool) => (
          <ToolCallDisplay key={tool.key} tool={tool} />
        ))}
      </div>
    </div>
  );
}

function statusOf(tools: readonly ToolBlock[]): ToolBlock['status'] {
  if (tools.some(({ status }) => status === 'asking')) return 'asking';
  return tools.every(isSettled) ? 'success' : 'running';
}

function titleOf(tools: readonly ToolBlock[]): string {
  const done = tools.filter(isSettled).length;
  if (done < tools.length) return t('{done} of {n} calls done', { done, n: tools.length });
  const names = [...new Set(tools.map(({ toolName }) => toolName))];
  return names.length === 1
    ? t('Used {name} {n} times', { name: names[0] ?? '', n: tools.length })
    : t('Used {n} tools: {names}', { n: names.length, names: names.join(', ') });
}

function resultOf(tools: readonly ToolBlock[]): string {
  const failed = tools.filter(({ status }) => isFailed(status)).length;
  const time = tools.reduce((sum, { executionTimeMs }) => sum + (executionTimeMs ?? 0), 0);
  return [
    failed > 0 ? t('{n} failed', { n: failed }) : undefined,
    time > 0 ? formatDuration(time) : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}

const isFailed = (status: ToolBlock['status']) => status === 'error' || status === 'denied';
