import { formatInline } from '@/shared/format';

/** A step's findings: scores, names and numbers, as the server measured them. */
export function ToolEvaluation({ metadata }: { metadata: Record<string, unknown> }) {
  const findings = findingsOf(metadata);
  if (findings.length === 0) return null;
  return (
    <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 rounded-lg bg-sunken px-2.5 py-1.5 text-xs">
      {findings.map(([name, value]) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-soft">{name.replaceAll('_', ' ')}</dt>
          <dd className="break-words font-mono tabular-nums">{formatInline(value, 160)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Sorted, since the store keeps no order of names; what is in an object stands beside the rest. */
function findingsOf(metadata: Record<string, unknown>): [string, unknown][] {
  return Object.entries(metadata)
    .flatMap(([name, value]): [string, unknown][] => {
      const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
      return nested ? Object.entries(value) : [[name, value]];
    })
    .filter(([, value]) => value !== '' && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
