import type { Draft } from './drafts';

/** What a block may refer to: the text that defines it, by label. */
export type References = ReadonlyMap<string, string>;

/** A label between brackets; that of a note begins with a circumflex. */
const LABEL = /\[((?:\\.|[^[\]\\])+)\]/g;

const NO_LABELS: ReadonlySet<string> = new Set();

/** What a text may refer to, in the order in which it does so. */
export function labelsIn(text: string): ReadonlySet<string> {
  if (!text.includes('[')) return NO_LABELS;
  return new Set(Array.from(text.toLowerCase().matchAll(LABEL), ([, label = '']) => label));
}

/** Adds the definitions that a text refers to. */
export function withReferences(
  text: string,
  labels: ReadonlySet<string>,
  references: References,
): string {
  if (labels.size === 0 || references.size === 0) return text;
  const used = [...labels].flatMap((label) => references.get(label) ?? []);
  return used.length === 0 ? text : `${text}\n\n${used.join('')}`;
}

type Referring = Pick<Draft, 'kind' | 'label' | 'pieces'>;

/**
 * What some blocks define for each other. A note is defined by its number, which follows the order of
 * the references to notes; `notes` are the notes in that order.
 */
export function referencesIn<D extends Referring>(drafts: readonly D[]) {
  const references = new Map<string, string>();
  const notes = new Map<string, D>();
  for (const draft of drafts) {
    const { kind, label, pieces } = draft;
    if (kind === 'note' && !notes.has(label)) notes.set(label, draft);
    if (kind === 'link' && !references.has(label))
      references.set(label, `${pieces[0]?.raw.trimEnd()}\n`);
  }
  const order = notes.size === 0 ? [] : noteLabels(drafts).filter((label) => notes.has(label));
  for (const [index, label] of order.entries())
    references.set(`^${label}`, `[^${label}]: ${index + 1}\n`);
  return { references, notes: order.flatMap((label) => notes.get(label) ?? []) };
}

/** What is referred to as a note, in the order in which that is done; within notes, last. */
function noteLabels(drafts: readonly Referring[]): string[] {
  const labels = new Set<string>();
  const isNote = ({ kind }: Referring) => kind === 'note';
  for (const { pieces } of [...drafts.filter((each) => !isNote(each)), ...drafts.filter(isNote)])
    for (const piece of pieces)
      for (const label of piece.labels) if (label.startsWith('^')) labels.add(label.slice(1));
  return [...labels];
}

/** The labels that two states define otherwise. */
export function changedLabels(before: References, now: References): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [label, text] of now) if (before.get(label) !== text) changed.add(label);
  for (const label of before.keys()) if (!now.has(label)) changed.add(label);
  return changed;
}
