/** A formula is not longer than this, in characters: a sign that nothing closes begins none. */
export const LONGEST_FORMULA = 5_000;

const ANY = `[\\s\\S]{1,${LONGEST_FORMULA}}?`;

/** What stays within a paragraph. */
const WITHIN = '(?:(?!\\n[ \\t]*\\n)[\\s\\S])+?';

/**
 * Code, which holds no formulas; then formulas in each of the four ways that models write them. A
 * single dollar counts where no blank follows it, none precedes its partner, and no digit follows
 * that one: then it is not a price.
 */
const CODE_OR_MATH = new RegExp(
  [
    /(?<fence>(?<=^|\n)[ \t>]*(?<ticks>`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?\n[ \t>]*\k<ticks>[^\n]*(?=\n|$)|[\s\S]*$))/
      .source,
    `(?<code>(?<!\`)(?<mark>\`+)(?!\`)${WITHIN}(?<!\`)\\k<mark>(?!\`))`,
    `\\\\\\[(?<display>${ANY})\\\\\\]`,
    `\\\\\\((?<inline>${WITHIN})\\\\\\)`,
    `\\$\\$(?<dollars>${ANY})\\$\\$`,
    /\\[\s\S]/.source,
    /\$(?![\s$])(?<dollar>(?:\\.|[^$\n\\`])+?)(?<!\s)\$(?![\d$])/.source,
  ].join('|'),
  'g',
);

/** A text whose formulas are all written in the one way that the parser reads. */
export type PlainMath = {
  text: string;
  /** Where in the source a place of the text is; undefined within a formula. */
  sourceOf: (place: number) => number | undefined;
};

/** A formula that is written otherwise: its place in the text, and where it ends in both. */
type Edit = { begin: number; end: number; sourceEnd: number };

/** Writes every formula between two dollars. */
export function plainMath(source: string): PlainMath {
  if (!source.includes('$') && !source.includes('\\(') && !source.includes('\\['))
    return { text: source, sourceOf: (place) => place };
  const edits: Edit[] = [];
  let longer = 0;
  const text = source.replace(CODE_OR_MATH, (match: string, ...rest: unknown[]) => {
    const written = formulaIn(rest.at(-1) as Groups, source, rest.at(-3) as number, match);
    if (written === undefined || written === match) return match;
    const begin = (rest.at(-3) as number) + longer;
    longer += written.length - match.length;
    const end = begin + written.length;
    edits.push({ begin, end, sourceEnd: end - longer });
    return written;
  });
  return {
    text,
    sourceOf: (place) => {
      const last = edits.findLast(({ begin }) => begin < place);
      if (last === undefined) return place;
      return place < last.end ? undefined : place - last.end + last.sourceEnd;
    },
  };
}

type Groups = Readonly<Record<string, string | undefined>>;

function formulaIn(groups: Groups, source: string, at: number, match: string): string | undefined {
  const inline = groups.inline ?? groups.dollar;
  if (inline !== undefined) return `$$${inline.trim()}$$`;
  const display = groups.display ?? groups.dollars;
  return display === undefined ? undefined : displayed(source, at, match, display);
}

/** A formula that has its lines for itself becomes a block. */
function displayed(source: string, at: number, match: string, formula: string): string {
  const indent = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  const isLast = /^[ \t]*(?:\n|$)/.test(source.slice(at + match.length));
  if (indent.trim() !== '' || !isLast) return `$$${formula.trim()}$$`;
  return `$$\n${indent}${formula.trim()}\n${indent}$$`;
}
