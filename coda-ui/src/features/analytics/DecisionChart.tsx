import type { Decisions } from '@/api/analytics';
import { formatCount } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { Bar } from './Bar';
import { ChartTable } from './ChartTable';
import { formatScore } from './figures';

/** Which steps runs took, which tools they chose, and what people said to that. */
export function DecisionChart({ decisions }: { decisions: Decisions }) {
  const most = Math.max(...decisions.step_types.map(({ count }) => count));
  return (
    <div className="space-y-5">
      <p className="text-sm">
        <span className="font-semibold text-lg tabular-nums">
          {formatCount(decisions.steps_per_run)}
        </span>{' '}
        <span className="text-soft">
          {t('steps per run · {steps} steps in {runs} runs', {
            steps: formatCount(decisions.steps),
            runs: formatCount(decisions.runs),
          })}
        </span>
      </p>
      <ChartTable
        rows={decisions.step_types}
        head={t('Step')}
        keyOf={({ step_type }) => step_type}
        title={({ step_type }) => inWords(step_type)}
        columns={[
          {
            head: t('Share of steps'),
            bar: 'w-2/5',
            cell: ({ count }) => (
              <Bar parts={[{ value: count, className: 'fill-accent' }]} whole={most} />
            ),
          },
          { head: t('Taken'), cell: ({ count }) => formatCount(count) },
          { head: t('Evaluation'), cell: ({ score }) => formatScore(score) },
        ]}
      />
      {decisions.tools.length > 0 && (
        <ChartTable
          rows={decisions.tools}
          head={t('Tool')}
          keyOf={({ tool_name }) => tool_name}
          columns={[
            { head: t('Chosen'), cell: ({ chosen }) => formatCount(chosen) },
            { head: t('Approved'), cell: ({ approved }) => formatCount(approved) },
            { head: t('Denied'), cell: ({ denied }) => formatCount(denied) },
            { head: t('Evaluation'), cell: ({ score }) => formatScore(score) },
          ]}
        />
      )}
    </div>
  );
}

/** "tool_selection" as people read it. */
function inWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
