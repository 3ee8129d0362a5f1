import type { ToolUsage } from '@/api/analytics';
import { formatCount } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { Bar } from './Bar';
import { ChartTable } from './ChartTable';
import { formatScore, formatShare, formatTimeOrNone } from './figures';

/** How often each tool was called, and how it did. */
export function ToolChart({ tools }: { tools: readonly ToolUsage[] }) {
  const most = Math.max(...tools.map((tool) => tool.calls));
  return (
    <ChartTable
      rows={tools}
      head={t('Tool')}
      keyOf={(tool) => tool.tool_name}
      title={(tool) => <Name tool={tool} />}
      columns={[
        {
          head: t('Share of calls'),
          bar: 'w-1/4',
          cell: (tool) => <Bar parts={partsOf(tool)} whole={most} />,
        },
        { head: t('Calls'), cell: (tool) => formatCount(tool.calls) },
        { head: t('Succeeded'), cell: (tool) => formatShare(tool.success_rate) },
        { head: t('Half within'), cell: (tool) => formatTimeOrNone(tool.latency_ms.p50) },
        { head: t('95% within'), cell: (tool) => formatTimeOrNone(tool.latency_ms.p95) },
        { head: t('Evaluation'), cell: (tool) => formatScore(tool.score) },
      ]}
    />
  );
}

function Name({ tool }: { tool: ToolUsage }) {
  return (
    <>
      {tool.tool_name}
      {tool.last_error !== undefined && (
        <p className="font-normal text-bad text-xs">
          {t('Last error: {text}', { text: tool.last_error })}
        </p>
      )}
    </>
  );
}

const partsOf = (tool: ToolUsage) => [
  { value: tool.calls * tool.success_rate, className: 'fill-accent' },
  { value: tool.calls * (1 - tool.success_rate), className: 'fill-bad' },
];
