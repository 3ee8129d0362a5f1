import type { UsageDay } from '@/api/analytics';
import { formatCost, formatCount } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import type { Metric } from '@/store/analyticsStore';

export const amountOn = (day: UsageDay, metric: Metric) =>
  metric === 'cost' ? Number(day.cost_usd) : day[metric];

type DayColumnsProps = {
  /** Every day in view. */
  days: readonly string[];
  used: readonly UsageDay[];
  metric: Metric;
  /** Of all rows, so that they can be compared. */
  highest: number;
};

/** The days of one row, small. */
export function DayColumns({ days, used, metric, highest }: DayColumnsProps) {
  const byDay = new Map(used.map((day) => [day.day, amountOn(day, metric)]));
  const [peak] = used.toSorted((a, b) => amountOn(b, metric) - amountOn(a, metric));
  if (peak === undefined) return null;
  const most = amountOn(peak, metric);
  return (
    <svg
      role="img"
      aria-label={t('The most was {amount} on {day}.', {
        amount: metric === 'cost' ? formatCost(most) : formatCount(most),
        day: peak.day,
      })}
      viewBox={`0 0 ${days.length} 20`}
      preserveAspectRatio="none"
      className="block h-5 w-full min-w-16"
    >
      {days.map((day, x) => {
        const height = highest === 0 ? 0 : ((byDay.get(day) ?? 0) / highest) * 20;
        return height === 0 ? null : (
          <rect
            key={day}
            x={x + 0.1}
            y={20 - height}
            width={0.8}
            height={height}
            className="fill-accent"
          />
        );
      })}
    </svg>
  );
}
