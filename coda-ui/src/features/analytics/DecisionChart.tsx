import type { Decisions } from '@/api/analytics';
import { formatCount } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { Bar } from './Bar';
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
      <table className="w-full text-sm">
        <thead className="text-soft text-xs [&_th]:py-1 [&_th]:font-normal">
          <tr>
            <th scope="col" className="text-start">
              {t('Step')}
            </th>
            <th scope="col" className="w-2/5">
              <span className="sr-only">{t('Share of steps')}</span>
            </th>
            <th scope="col" className="ps-3 text-end">
              {t('Taken')}
            </th>
            <th scope="col" className="ps-3 text-end">
              {t('Evaluation')}
            </th>
          </tr>
        </thead>
        <tbody>
          {decisions.step_types.map(({ step_type, count, score }) => (
            <tr key={step_type} className="border-line border-t">
              <th scope="row" className="py-1.5 pe-3 text-start font-medium">
                {inWords(step_type)}
              </th>
              <td>
                <Bar parts={[{ value: count, className: 'fill-accent' }]} whole={most} />
              </td>
              <td className="ps-3 text-end tabular-nums">{formatCount(count)}</td>
              <td className="ps-3 text-end tabular-nums">{formatScore(score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {decisions.tools.length > 0 && (
        <table className="w-full text-sm">
          <thead className="text-soft text-xs [&_th]:py-1 [&_th]:font-normal">
            <tr>
              <th scope="col" className="text-start">
                {t('Tool')}
              </th>
              <th scope="col" className="text-end">
                {t('Chosen')}
              </th>
              <th scope="col" className="text-end">
                {t('Approved')}
              </th>
              <th scope="col" className="text-end">
                {t('Denied')}
              </th>
              <th scope="col" className="text-end">
                {t('Evaluation')}
              </th>
            </tr>
          </thead>
          <tbody className="[&_td]:text-end [&_td]:tabular-nums">
            {decisions.tools.map((tool) => (
              <tr key={tool.tool_name} className="border-line border-t">
                <th scope="row" className="py-1.5 text-start font-medium">
                  {tool.tool_name}
                </th>
                <td>{formatCount(tool.chosen)}</td>
                <td>{formatCount(tool.approved)}</td>
                <td>{formatCount(tool.denied)}</td>
                <td>{formatScore(tool.score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** "tool_selection" as people read it. */
function inWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
