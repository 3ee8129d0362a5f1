import type { Grouping, Usage } from '@/api/analytics';
import { formatCost, formatCount, formatDuration } from '@/shared/format';
import { Select } from '@/shared/ui/Select';
import { type Metric, useAnalyticsView } from '@/store/analyticsStore';
import { ChartSection } from './ChartSection';
import { DecisionChart } from './DecisionChart';
import { formatShare } from './figures';
import { ToolChart } from './ToolChart';
import { UsageChart } from './UsageChart';
import { useAnalytics } from './useAnalytics';

const PERIODS = [
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: '365', label: 'Last 365 days' },
] as const;

const GROUPINGS: readonly { value: Grouping; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'model', label: 'Model' },
  { value: 'provider', label: 'Provider' },
  { value: 'user', label: 'User' },
];

const METRICS: readonly { value: Metric; label: string }[] = [
  { value: 'tokens', label: 'Tokens' },
  { value: 'cost', label: 'Cost' },
  { value: 'runs', label: 'Runs' },
];

/** What the organization used, how its tools did, and how its runs decided. */
export function AnalyticsDashboard() {
  const { days, groupBy, metric, from, usage, tools, decisions } = useAnalytics();
  const set = useAnalyticsView.setState;
  return (
    <div className="mx-auto max-w-5xl space-y-4 p-4">
      <div className="grid gap-3 sm:grid-cols-3">
        <Select
          label="Period"
          value={String(days)}
          options={PERIODS}
          onChange={(value) => set({ days: Number(value) })}
        />
        <Select
          label="Show"
          value={metric}
          options={METRICS}
          onChange={(value) => set({ metric: value as Metric })}
        />
        <Select
          label="Group by"
          value={groupBy}
          options={GROUPINGS}
          onChange={(value) => set({ groupBy: value as Grouping })}
        />
      </div>
      {usage.data !== undefined && <Totals usage={usage.data} />}
      <ChartSection
        title="Usage"
        dataset="usage"
        from={from}
        query={usage}
        isEmpty={(data) => data.items.length === 0}
        empty="Nothing was used in this period."
      >
        {(data) => <UsageChart usage={data} metric={metric} />}
      </ChartSection>
      <ChartSection
        title="Tools"
        dataset="tools"
        from={from}
        query={tools}
        isEmpty={(data) => data.length === 0}
        empty="No tool was called in this period."
      >
        {(data) => <ToolChart tools={data} />}
      </ChartSection>
      <ChartSection
        title="Decisions"
        dataset="decisions"
        from={from}
        query={decisions}
        isEmpty={(data) => data.steps === 0}
        empty="No steps were taken in this period."
      >
        {(data) => <DecisionChart decisions={data} />}
      </ChartSection>
    </div>
  );
}

function Totals({ usage: { totals } }: { usage: Usage }) {
  const figures = [
    { name: 'Runs', value: formatCount(totals.runs) },
    { name: 'Tokens', value: formatCount(totals.tokens.total) },
    { name: 'Cost', value: formatCost(Number(totals.cost_usd)) },
    { name: 'Failed', value: formatShare(totals.error_rate) },
    { name: '95% of runs within', value: duration(totals.latency_ms.p95) },
    { name: 'First token, half within', value: duration(totals.time_to_first_token_ms) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
      {figures.map(({ name, value }) => (
        <div key={name} className="rounded-xl border border-line bg-raised p-3">
          <dt className="text-soft text-xs">{name}</dt>
          <dd className="font-semibold text-lg tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const duration = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '–' : formatDuration(milliseconds);
