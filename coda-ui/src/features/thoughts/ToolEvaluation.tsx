import type { Thought } from '@/api/schema';
import { formatInline, formatJson } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { findingsOf } from './steps';

/** A step's findings: its verdicts in words; ids, names, numbers and the raw record on demand. */
export function ToolEvaluation({ thought }: { thought: Thought }) {
  const { verdicts, details } = findingsOf(thought.metadata ?? {});
  return (
    <>
      {verdicts.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-1.5 text-xs">
          {verdicts.map((verdict) => (
            <span key={verdict} className="rounded-md bg-hover px-1.5 py-0.5">
              {verdict}
            </span>
          ))}
        </p>
      )}
      <details className="mt-1 text-xs">
        <summary className="w-fit text-soft hover:text-ink">{t('Details')}</summary>
        {details.length > 0 && (
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 rounded-lg bg-sunken px-2.5 py-1.5">
            {details.map(([name, value]) => (
              <div key={name} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-soft">{name.replaceAll('_', ' ')}</dt>
                <dd className="break-words font-mono tabular-nums">{formatInline(value, 160)}</dd>
              </div>
            ))}
          </dl>
        )}
        <details className="mt-1">
          <summary className="w-fit text-soft hover:text-ink">{t('Raw JSON')}</summary>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            dir="ltr"
            className="mt-1 max-h-60 overflow-auto whitespace-pre-wrap break-words rounded-lg bg-sunken p-2 font-mono"
          >
            {formatJson(thought)}
          </pre>
        </details>
      </details>
    </>
  );
}
