import remend from 'remend';
import { type Cut, cutsOf } from './cuts';
import { continued, continues, type Draft, draftOf, grouped, ROWS_IN_PIECE } from './drafts';
import { LONGEST_FORMULA, type PlainMath, plainMath } from './math';
import { changedLabels, type References, referencesIn, withReferences } from './references';

/**
 * A top-level block of Markdown. Code, tables and lists may be long, so they are in pieces, which
 * show what is the same as before.
 */
export type Block =
  | { kind: 'markdown'; text: string }
  | { kind: 'code'; language: string; pieces: readonly string[] }
  /** Each piece is a table with some of the rows. */
  | { kind: 'table'; pieces: readonly string[] }
  /** Each piece is a list of some of the items. `start`: the first number, of a list with numbers. */
  | { kind: 'list'; pieces: readonly string[]; start: number | undefined }
  /** What the numbers in the text refer to, as a list with numbers. */
  | { kind: 'notes'; pieces: readonly string[] };

/** Some blocks that follow each other. */
export type Part = readonly Block[];

const BLOCKS_IN_PART = 8;

/** The number of blocks at the end of a growing text that may still become others. */
const OPEN_BLOCKS = 3;

/** The number of pieces at the end of a growing block that may still become others. */
const OPEN_PIECES = 2;

/** The beginning of a text, which does not change any more. */
type Finished = {
  source: string;
  drafts: readonly Draft[];
  /** What is shown of each draft. */
  blocks: readonly (Block | undefined)[];
  /** The pieces that are finished of the block after that. */
  begun: Begun | undefined;
  /** With which the blocks were made. */
  references: References;
};

type Begun = { draft: Draft; texts: readonly string[] };

const NOTHING: Finished = {
  source: '',
  drafts: [],
  blocks: [],
  begun: undefined,
  references: new Map(),
};

/**
 * Returns a function that cuts a text into its blocks, and does so again as the text grows. It reads
 * only what was added, the last blocks before that, and of a long block the last pieces. Blocks and
 * parts that have not changed are the same objects as before. Half-written syntax at the end of a
 * growing text gets closed.
 */
export function blockReader(): (text: string, growing: boolean) => readonly Part[] {
  let finished = NOTHING;
  let shown: readonly Block[] = [];
  let parts: readonly Part[] = [];

  const show = (blocks: readonly (Block | undefined)[], notes: readonly Block[]) => {
    const all = [...blocks.filter((block) => block !== undefined), ...notes];
    shown = kept(all, shown, isSame);
    const end = all.length - notes.length;
    const now = end === 0 ? [] : grouped(shown.slice(0, end), BLOCKS_IN_PART);
    parts = kept(notes.length === 0 ? now : [...now, shown.slice(end)], parts, hasSame);
    return parts;
  };

  const read = (text: string, growing: boolean): readonly Part[] => {
    const { begun } = finished;
    // What is left of a block that was begun is read like a block of its own.
    const rest = plainMath((begun?.draft.opening ?? '') + text.slice(finished.source.length));
    const cuts = cutsOf(rest.text);
    const open = cuts.map(draftOf);
    const last = growing ? open.at(-1) : undefined;
    if (begun !== undefined && !continues(begun.draft, open[0])) {
      finished = NOTHING;
      return read(text, growing);
    }
    const { references, notes } = referencesIn([
      ...finished.drafts,
      ...(begun === undefined ? [] : [begun.draft]),
      // A link that is still being written leads nowhere yet.
      ...open.filter((draft) => draft !== last || draft.kind !== 'link'),
    ]);
    finished = remade(finished, references);
    const blocks = open.map((draft, index) =>
      blockOf(draft, references, draft === last, index === 0 ? finished.begun : undefined),
    );
    const noted = notesIn(notes, references, last);
    const all = [...finished.blocks, ...blocks];
    finished = advanced(finished, text, rest, cuts, open);
    return show(all, notes.length === 0 ? [] : [{ kind: 'notes', pieces: noted }]);
  };

  return (given, growing) => {
    const text = given.includes('\r') ? given.replaceAll(/\r\n?/g, '\n') : given;
    if (!text.startsWith(finished.source)) finished = NOTHING;
    return read(text, growing);
  };
}

/** Makes those finished blocks anew that refer to what is defined otherwise than before. */
function remade(finished: Finished, references: References): Finished {
  const changed = changedLabels(finished.references, references);
  if (changed.size === 0) return finished;
  const { drafts, blocks, begun } = finished;
  const isConcerned = ({ pieces }: Draft) =>
    pieces.some(({ labels }) => [...labels].some((label) => changed.has(label)));
  return {
    ...finished,
    blocks: drafts.map((draft, index) =>
      isConcerned(draft) ? blockOf(draft, references, false) : blocks[index],
    ),
    begun:
      begun !== undefined && isConcerned(begun.draft)
        ? { ...begun, texts: textsOf(begun.draft, references, false) }
        : begun,
    references,
  };
}

/** Takes to what is finished those blocks and pieces that nothing will change any more. */
function advanced(
  finished: Finished,
  text: string,
  rest: PlainMath,
  cuts: readonly Cut[],
  open: readonly Draft[],
): Finished {
  const { source, begun, references } = finished;
  const skipped = source.length - (begun?.draft.opening.length ?? 0);
  const isLong = (open.at(-1)?.pieces.length ?? 0) > OPEN_PIECES;
  const [count, place] = lastPlace(
    cuts.map(({ begin }) => begin),
    cuts.slice(0, isLong ? -1 : -OPEN_BLOCKS).map((cut) => mayBeFormula(cut)),
    rest,
  );
  const whole: Finished =
    count === 0
      ? finished
      : {
          source: text.slice(0, skipped + place),
          drafts: [
            ...finished.drafts,
            ...open
              .slice(0, count)
              .map((draft, index) => (index === 0 ? continued(begun?.draft, draft) : draft)),
          ],
          blocks: [
            ...finished.blocks,
            ...open
              .slice(0, count)
              .map((draft, index) =>
                blockOf(draft, references, false, index === 0 ? begun : undefined),
              ),
          ],
          begun: undefined,
          references,
        };
  const last = open.at(-1);
  const cut = cuts.at(-1);
  if (last === undefined || cut === undefined || count < open.length - 1) return whole;
  const [pieces, end] = lastPlace(
    [cut.begin, ...last.places.map((each) => cut.begin + each)],
    last.pieces.slice(0, -OPEN_PIECES).map(({ raw }) => last.kind !== 'code' && mayBeSpan(raw)),
    rest,
  );
  if (pieces === 0) return whole;
  const added = { ...last, pieces: last.pieces.slice(0, pieces) };
  return {
    ...whole,
    source: text.slice(0, skipped + end),
    begun: {
      draft: continued(whole.begun?.draft, added),
      texts: [...(whole.begun?.texts ?? []), ...textsOf(added, references, false)],
    },
  };
}

/**
 * How many of some things are finished, and where in the source the one after them begins. `open`
 * says of each that may be finished whether it may be the beginning of something that is not closed.
 */
function lastPlace(
  begins: readonly number[],
  open: readonly boolean[],
  { text, sourceOf }: PlainMath,
): readonly [count: number, place: number] {
  const isOpen = (unclosed: boolean, index: number) =>
    unclosed && text.length - (begins[index] ?? 0) < 2 * LONGEST_FORMULA;
  const first = open.findIndex(isOpen);
  for (let count = first < 0 ? open.length : first; count > 0; count--) {
    const place = sourceOf(begins[count] ?? text.length);
    if (place !== undefined) return [count, place];
  }
  return [0, 0];
}

/** Whether a formula begins here that may yet be closed. */
const mayBeFormula = ({ raw, token }: Pick<Cut, 'raw' | 'token'>) =>
  token?.type !== 'code' && (raw.includes('\\[') || (raw.match(/\$\$/g)?.length ?? 0) % 2 === 1);

/** Whether a formula, or code within a line, begins here that may be closed in the next item. */
const mayBeSpan = (raw: string) =>
  mayBeFormula({ raw }) || raw.includes('\\(') || (raw.match(/`/g)?.length ?? 0) % 2 === 1;

/** What is shown of a block; of a definition, nothing. */
function blockOf(
  draft: Draft,
  references: References,
  growing: boolean,
  begun?: Begun,
): Block | undefined {
  const { kind, language } = draft;
  if (kind === 'link' || kind === 'note') return undefined;
  const pieces = [...(begun?.texts ?? []), ...textsOf(draft, references, growing)];
  if (kind === 'markdown') return { kind, text: pieces[0] ?? '' };
  if (kind === 'code') return { kind, language, pieces };
  return kind === 'table'
    ? { kind, pieces }
    : { kind, pieces, start: (begun?.draft ?? draft).start };
}

/** The source of what is shown, piece by piece. */
const textsOf = ({ kind, pieces }: Draft, references: References, growing: boolean) =>
  pieces.map(({ raw, labels }, index) => {
    const isGrowing = growing && index === pieces.length - 1;
    if (kind === 'code') return isGrowing ? raw.replace(/(?:^|\n) {0,3}[`~]{1,2}$/, '') : raw;
    const text = withReferences(raw, labels, references);
    return isGrowing ? closed(text) : text;
  });

/** The items of a list with numbers, in pieces. */
const notesIn = (notes: readonly Draft[], references: References, growing: Draft | undefined) =>
  grouped(notes, ROWS_IN_PIECE).map((group, index) => {
    const items = group.map((note, place) => {
      const number = `${1 + index * ROWS_IN_PIECE + place}. `;
      const text = note.pieces[0]?.raw ?? '';
      const indented = text.replaceAll(/\n(?=.)/g, `\n${' '.repeat(number.length)}`);
      return number + (note === growing ? closed(indented) : indented);
    });
    const labels = new Set(group.flatMap(({ pieces }) => [...(pieces[0]?.labels ?? [])]));
    return withReferences(items.join('\n'), labels, references);
  });

/** Closes half-written syntax. */
const closed = (text: string) => remend(text, { linkMode: 'text-only' });

/** The same objects as before, where nothing has changed. */
const kept = <T>(
  now: readonly T[],
  before: readonly T[],
  same: (a: T, b: T) => boolean,
): readonly T[] =>
  now.map((each, index) => {
    const old = before[index];
    return old !== undefined && same(each, old) ? old : each;
  });

const hasSame = <T>(some: readonly T[], others: readonly T[]) =>
  some.length === others.length && some.every((each, index) => each === others[index]);

function isSame(block: Block, other: Block): boolean {
  if (block === other) return true;
  if (block.kind === 'markdown') return other.kind === 'markdown' && block.text === other.text;
  if (other.kind === 'markdown' || block.kind !== other.kind) return false;
  const hasSameSettings =
    block.kind === 'code'
      ? other.kind === 'code' && block.language === other.language
      : block.kind !== 'list' || (other.kind === 'list' && block.start === other.start);
  return hasSameSettings && hasSame(block.pieces, other.pieces);
}
