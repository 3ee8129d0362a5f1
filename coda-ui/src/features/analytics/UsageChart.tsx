import type { Usage, UsageItem } from '@/api/analytics';
import { formatCost, formatCount } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import type { Metric } from '@/store/analyticsStore';
import { Bar } from './Bar';
import { ChartTable } from './ChartTable';
import { amountOn, DayColumns } from './DayColumns';
import { daysBetween } from './useAnalytics';

type UsageChartProps = { usage: Usage; metric: Metric };

const NAMES: Readonly<Record<Metric, string>> = {
  tokens: msg('Tokens'),
  cost: msg('Cost'),
  runs: msg('Runs'),
};

const INPUT = 'fill-accent';
const OUTPUT = 'fill-warn';

const amountOf = (item: UsageItem, metric: Metric) =>
  metric === 'tokens' ? item.tokens.total : metric === 'cost' ? Number(item.cost_usd) : item.runs;

const textOf = (item: UsageItem, metric: Metric) =>
  metric === 'cost' ? formatCost(Number(item.cost_usd)) : formatCount(amountOf(item, metric));

/** Tokens have two parts; all else is one. */
const partsOf = (item: UsageItem, metric: Metric) =>
  metric === 'tokens'
    ? [
        { value: item.tokens.input, className: INPUT },
        { value: item.tokens.output, className: OUTPUT },
      ]
    : [{ value: amountOf(item, metric), className: INPUT }];

/** What runs used: a column for each day, or a row for each model, provider or user. */
export function UsageChart({ usage, metric }: UsageChartProps) {
  const highest = Math.max(...usage.items.map((item) => amountOf(item, metric)));
  return (
    <figure>
      {usage.group_by === 'day' ? (
        <Columns usage={usage} metric={metric} highest={highest} />
      ) : (
        <Rows usage={usage} metric={metric} highest={highest} />
      )}
      {metric === 'tokens' && (
        <figcaption className="mt-2 flex gap-4 text-soft text-xs">
          <Legend className={INPUT}>{t('Input')}</Legend>
          <Legend className={OUTPUT}>{t('Output')}</Legend>
        </figcaption>
      )}
    </figure>
  );
}

function Legend({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5">
        <rect width={10} height={10} className={className} />
      </svg>
      {children}
    </span>
  );
}

type GroupProps = UsageChartProps & { highest: number };

function Columns({ usage, metric, highest }: GroupProps) {
  const days = daysBetween(usage.from.slice(0, 10), usage.to.slice(0, 10));
  const byDay = new Map(usage.items.map((item) => [item.key, item]));
  const peak = usage.items.find((item) => amountOf(item, metric) === highest);
  const summary =
    peak === undefined
      ? ''
      : t('The most was {amount} on {day}.', { amount: textOf(peak, metric), day: peak.key ?? '' });
  return (
    <>
      <div className="mb-1 text-soft text-xs tabular-nums">
        {peak === undefined ? '' : textOf(peak, metric)}
      </div>
      <svg
        role="img"
        aria-label={`${t('{name} by day from {first} to {last}.', {
          name: t(NAMES[metric]),
          first: days[0] ?? '',
          last: days.at(-1) ?? '',
        })} ${summary}`.trim()}
        viewBox={`0 0 ${days.length} 100`}
        preserveAspectRatio="none"
        className="block h-40 w-full border-line border-b"
      >
        {days.map((day, index) => {
          const item = byDay.get(day);
          return item === undefined ? null : (
            <Column key={day} x={index} item={item} metric={metric} highest={highest} />
          );
        })}
      </svg>
      <div className="mt-1 flex justify-between text-soft text-xs tabular-nums">
        <span>{days[0]}</span>
        <span>{days.at(-1)}</span>
      </div>
    </>
  );
}

type ColumnProps = { x: number; item: UsageItem; metric: Metric; highest: number };

function Column({ x, item, metric, highest }: ColumnProps) {
  let base = 100;
  return (
    <g>
      <title>{`${item.key ?? ''}: ${textOf(item, metric)}`}</title>
      {partsOf(item, metric).map(({ value, className }) => {
        const height = highest === 0 ? 0 : (value / highest) * 100;
        base -= height;
        return (
          <rect
            key={className}
            x={x + 0.12}
            y={base}
            width={0.76}
            height={height}
            className={className}
          />
        );
      })}
    </g>
  );
}

const HEADS: Readonly<Record<Usage['group_by'], string>> = {
  day: msg('Day'),
  model: msg('Model'),
  provider: msg('Provider'),
  user: msg('User'),
};

function Rows({ usage, metric, highest }: GroupProps) {
  const days = daysBetween(usage.from.slice(0, 10), usage.to.slice(0, 10));
  const busiest = Math.max(
    0,
    ...usage.items.flatMap((item) => (item.days ?? []).map((day) => amountOn(day, metric))),
  );
  return (
    <ChartTable
      rows={usage.items.toSorted((a, b) => amountOf(b, metric) - amountOf(a, metric))}
      head={t(HEADS[usage.group_by])}
      keyOf={({ key = '' }) => key}
      title={({ name, key }) => name ?? key}
      columns={[
        {
          head: t('Share'),
          bar: 'w-2/5',
          cell: (item) => <Bar parts={partsOf(item, metric)} whole={highest} />,
        },
        {
          head: t('By day'),
          bar: 'w-1/4',
          cell: ({ days: used = [] }) => (
            <DayColumns days={days} used={used} metric={metric} highest={busiest} />
          ),
        },
        { head: t(NAMES[metric]), cell: (item) => textOf(item, metric) },
      ]}
    />
  );
}
