import type { Grouping, Usage } from '@/api/analytics';
import { formatCost, formatCount } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import { Select } from '@/shared/ui/Select';
import { type Metric, useAnalyticsView } from '@/store/analyticsStore';
import { ChartSection } from './ChartSection';
import { DecisionChart } from './DecisionChart';
import { formatShare, formatTimeOrNone } from './figures';
import { ToolChart } from './ToolChart';
import { UsageChart } from './UsageChart';
import { useAnalytics } from './useAnalytics';

const PERIODS = [
  { value: '7', label: msg('Last 7 days') },
  { value: '30', label: msg('Last 30 days') },
  { value: '90', label: msg('Last 90 days') },
  { value: '365', label: msg('Last 365 days') },
] as const;

const GROUPINGS: readonly { value: Grouping; label: string }[] = [
  { value: 'day', label: msg('Day') },
  { value: 'model', label: msg('Model') },
  { value: 'provider', label: msg('Provider') },
  { value: 'user', label: msg('User') },
];

const METRICS: readonly { value: Metric; label: string }[] = [
  { value: 'tokens', label: msg('Tokens') },
  { value: 'cost', label: msg('Cost') },
  { value: 'runs', label: msg('Runs') },
];

const inWords = (options: readonly { value: string; label: string }[]) =>
  options.map(({ value, label }) => ({ value, label: t(label) }));

/** What the organization used, how its tools did, and how its runs decided. */
export function AnalyticsDashboard() {
  const { days, groupBy, metric, from, usage, tools, decisions } = useAnalytics();
  const set = useAnalyticsView.setState;
  return (
    <div className="mx-auto max-w-5xl space-y-4 p-4">
      <div className="grid gap-3 sm:grid-cols-3">
        <Select
          label={t('Period')}
          value={String(days)}
          options={inWords(PERIODS)}
          onChange={(value) => set({ days: Number(value) })}
        />
        <Select
          label={t('Show')}
          value={metric}
          options={inWords(METRICS)}
          onChange={(value) => set({ metric: value as Metric })}
        />
        <Select
          label={t('Group by')}
          value={groupBy}
          options={inWords(GROUPINGS)}
          onChange={(value) => set({ groupBy: value as Grouping })}
        />
      </div>
      {usage.data !== undefined && <Totals usage={usage.data} />}
      <ChartSection
        title={t('Usage')}
        dataset="usage"
        from={from}
        fileBy={groupBy === 'day' ? undefined : groupBy}
        query={usage}
        isEmpty={(data) => data.items.length === 0}
        empty={t('Nothing was used in this period.')}
      >
        {(data) => <UsageChart usage={data} metric={metric} />}
      </ChartSection>
      <ChartSection
        title={t('Tools')}
        dataset="tools"
        from={from}
        query={tools}
        isEmpty={(data) => data.length === 0}
        empty={t('No tool was called in this period.')}
      >
        {(data) => <ToolChart tools={data} />}
      </ChartSection>
      <ChartSection
        title={t('Decisions')}
        dataset="decisions"
        from={from}
        query={decisions}
        isEmpty={(data) => data.steps === 0}
        empty={t('No steps were taken in this period.')}
      >
        {(data) => <DecisionChart decisions={data} />}
      </ChartSection>
    </div>
  );
}

function Totals({ usage: { totals } }: { usage: Usage }) {
  const figures = [
    { name: t('Runs'), value: formatCount(totals.runs) },
    { name: t('Tokens'), value: formatCount(totals.tokens.total) },
    { name: t('Cost'), value: formatCost(Number(totals.cost_usd)) },
    { name: t('Failed'), value: formatShare(totals.error_rate) },
    { name: t('95% of runs within'), value: formatTimeOrNone(totals.latency_ms.p95) },
    { name: t('First token, half within'), value: formatTimeOrNone(totals.time_to_first_token_ms) },
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
