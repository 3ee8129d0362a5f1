import { formatCost, formatCount, formatDuration } from '@/shared/format';
import type { Totals } from './metrics';

type MetricsBarProps = {
  totals: Totals;
  context: { tokens: number; limit: number } | undefined;
};

/** What the conversation has taken so far. */
export function MetricsBar({ totals, context }: MetricsBarProps) {
  return (
    <dl
      aria-label="Usage of this conversation"
      className="flex flex-wrap justify-center gap-x-4 pt-1.5 text-soft text-xs tabular-nums"
    >
      <Metric name="Tokens" value={totals.tokens === 0 ? '–' : formatCount(totals.tokens)} />
      <Metric name="Cost" value={costOf(totals)} />
      <Metric name="Time" value={totals.timeMs === 0 ? '–' : formatDuration(totals.timeMs)} />
      {context !== undefined && context.limit > 0 && (
        <Metric name="Context" value={`${Math.ceil((100 * context.tokens) / context.limit)} %`} />
      )}
    </dl>
  );
}

function Metric({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt>{name}</dt>
      <dd className="font-medium text-ink">{value}</dd>
    </div>
  );
}

function costOf({ costUsd, costIsPartial }: Totals): string {
  if (costUsd === undefined) return '–';
  return costIsPartial ? `≥ ${formatCost(costUsd)}` : formatCost(costUsd);
}
