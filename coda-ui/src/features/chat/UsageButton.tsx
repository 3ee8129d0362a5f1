import { Gauge } from 'lucide-react';
import { Popover } from 'radix-ui';
import { formatCost, formatCount, formatDuration } from '@/shared/format';
import { popoverClass } from '@/shared/ui/menu';
import type { Totals } from './run/metrics';

type UsageButtonProps = {
  totals: Totals;
  context: { tokens: number; limit: number } | undefined;
};

/** What the conversation has taken so far: its tokens on the button, the rest on a click. */
export function UsageButton({ totals, context }: UsageButtonProps) {
  if (totals.tokens === 0) return null;
  const tokens = formatCount(totals.tokens);
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`Usage of this conversation: ${tokens} tokens`}
        className="touch-target flex h-8 items-center gap-1.5 rounded-lg px-2 text-soft text-xs tabular-nums hover:bg-hover hover:text-ink"
      >
        <Gauge size={15} aria-hidden />
        <span className="max-sm:hidden">{tokens} tokens</span>
      </Popover.Trigger>
      <Popover.Content align="end" sideOffset={6} className={popoverClass}>
        <h2 className="mb-2 font-medium">Usage of this conversation</h2>
        <dl className="space-y-1 text-xs tabular-nums">
          <Metric name="Tokens" value={tokens} />
          <Metric name="Cost" value={costOf(totals)} />
          <Metric name="Model time" value={formatDuration(totals.timeMs)} />
          {context !== undefined && context.limit > 0 && (
            <Metric
              name="Context"
              value={`${Math.ceil((100 * context.tokens) / context.limit)} % of ${formatCount(context.limit)}`}
            />
          )}
        </dl>
      </Popover.Content>
    </Popover.Root>
  );
}

function Metric({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-6">
      <dt className="text-soft">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}

function costOf({ costUsd, costIsPartial }: Totals): string {
  if (costUsd === undefined) return 'unknown';
  return costIsPartial ? `at least ${formatCost(costUsd)}` : formatCost(costUsd);
}
