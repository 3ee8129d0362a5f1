import { formatInline } from '@/shared/format';
import { findingsOf } from './steps';

/** A step's findings: its verdicts in words; ids, names and numbers on demand. */
export function ToolEvaluation({ metadata }: { metadata: Record<string, unknown> }) {
  const { verdicts, details } = findingsOf(metadata);
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
      {details.length > 0 && (
        <details className="mt-1 text-xs">
          <summary className="w-fit text-soft hover:text-ink">Details</summary>
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 rounded-lg bg-sunken px-2.5 py-1.5">
            {details.map(([name, value]) => (
              <div key={name} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-soft">{name.replaceAll('_', ' ')}</dt>
                <dd className="break-words font-mono tabular-nums">{formatInline(value, 160)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
