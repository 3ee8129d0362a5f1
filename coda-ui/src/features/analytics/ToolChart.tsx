import type { ToolUsage } from '@/api/analytics';
import { formatCount, formatDuration } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { Bar } from './Bar';
import { formatScore, formatShare } from './figures';

/** How often each tool was called, and how it did. */
export function ToolChart({ tools }: { tools: readonly ToolUsage[] }) {
  const most = Math.max(...tools.map((tool) => tool.calls));
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="text-soft text-xs [&_th]:py-1 [&_th]:font-normal">
          <tr>
            <th scope="col" className="text-start">
              {t('Tool')}
            </th>
            <th scope="col" className="w-1/4">
              <span className="sr-only">{t('Share of calls')}</span>
            </th>
            <th scope="col" className="ps-3 text-end">
              {t('Calls')}
            </th>
            <th scope="col" className="ps-3 text-end">
              {t('Succeeded')}
            </th>
            <th scope="col" className="ps-3 text-end">
              {t('Half within')}
            </th>
            <th scope="col" className="ps-3 text-end">
              {t('95% within')}
            </th>
            <th scope="col" className="ps-3 text-end">
              {t('Evaluation')}
            </th>
          </tr>
        </thead>
        <tbody className="[&_td]:ps-3 [&_td]:text-end [&_td]:tabular-nums">
          {tools.map((tool) => (
            <tr key={tool.tool_name} className="border-line border-t align-top">
              <th scope="row" className="max-w-64 py-1.5 text-start font-medium">
                {tool.tool_name}
                {tool.last_error !== undefined && (
                  <p className="font-normal text-bad text-xs">
                    {t('Last error: {text}', { text: tool.last_error })}
                  </p>
                )}
              </th>
              <td className="pt-2.5">
                <Bar parts={partsOf(tool)} whole={most} />
              </td>
              <td className="py-1.5">{formatCount(tool.calls)}</td>
              <td className="py-1.5">{formatShare(tool.success_rate)}</td>
              <td className="py-1.5">{duration(tool.latency_ms.p50)}</td>
              <td className="py-1.5">{duration(tool.latency_ms.p95)}</td>
              <td className="py-1.5">{formatScore(tool.score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const partsOf = (tool: ToolUsage) => [
  { value: tool.calls * tool.success_rate, className: 'fill-accent' },
  { value: tool.calls * (1 - tool.success_rate), className: 'fill-bad' },
];

const duration = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '–' : formatDuration(milliseconds);
