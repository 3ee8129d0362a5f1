import { t } from '@/shared/i18n/translate';

/** The tool calls that a step is about. */
export function callsOf(metadata: Record<string, unknown> = {}): readonly string[] {
  const found = Object.entries(metadata).flatMap(([name, value]) => {
    if (name === 'call_id' && typeof value === 'string') return [value];
    if (name === 'call_ids' && Array.isArray(value)) return value.map(String);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? callsOf(value as Record<string, unknown>) : [];
  });
  return [...new Set(found)];
}

export type Findings = {
  /** What a step found, in words. */
  verdicts: readonly string[];
  /** Everything else, by name. */
  details: readonly (readonly [name: string, value: unknown])[];
};

const VERDICTS: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  score: (value) =>
    typeof value === 'number' ? t('Rated {n} %', { n: Math.round(value * 100) }) : undefined,
  succeeded: (value) => (value === true ? t('Succeeded') : t('Failed')),
  valid: (value) => (value === true ? t('Valid') : t('Not valid')),
};

/** Sorted, since the store keeps no order of names; what is in an object accompanies the rest. */
export function findingsOf(metadata: Record<string, unknown>): Findings {
  const verdicts: string[] = [];
  const details: [string, unknown][] = [];
  for (const [name, value] of flattened(metadata)) {
    const verdict = VERDICTS[name]?.(value);
    if (verdict === undefined) details.push([name, value]);
    else verdicts.push(verdict);
  }
  return { verdicts, details };
}

const flattened = (metadata: Record<string, unknown>): [string, unknown][] =>
  Object.entries(metadata)
    .flatMap(([name, value]): [string, unknown][] => {
      const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
      return nested ? Object.entries(value) : [[name, value]];
    })
    .filter(([, value]) => value !== '' && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** A list of names in which one repeats, such as `Selected a, a, b.`, with counts instead. */
export function countedRepeats(text: string): string {
  return text.replace(/[\w.-]+(?:, [\w.-]*\w)+/g, (list) => {
    const counts = new Map<string, number>();
    for (const name of list.split(', ')) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].map(([name, n]) => (n === 1 ? name : `${name} × ${n}`)).join(', ');
  });
}
