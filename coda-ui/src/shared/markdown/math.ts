/**
 * Code, which holds no formulas; then formulas in each of the four ways that models write them. A
 * single dollar counts where no blank follows it, none precedes its partner, and no digit follows
 * that one: then it is not a price.
 */
const CODE_OR_MATH = new RegExp(
  [
    /(?<fence>(?<=^|\n)[ \t>]*(?<ticks>`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?\n[ \t>]*\k<ticks>[^\n]*(?=\n|$)|[\s\S]*$))/,
    /(?<code>(?<!`)(?<mark>`+)(?!`)[\s\S]*?(?<!`)\k<mark>(?!`))/,
    /\\\[(?<display>[\s\S]+?)\\\]/,
    /\\\((?<inline>[\s\S]+?)\\\)/,
    /\$\$(?<dollars>[\s\S]+?)\$\$/,
    /\\[\s\S]/,
    /\$(?![\s$])(?<dollar>(?:\\.|[^$\n\\`])+?)(?<!\s)\$(?![\d$])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** Writes every formula between two dollars, which is the one way that the parser reads. */
export function withPlainMath(text: string): string {
  if (!text.includes('$') && !text.includes('\\(') && !text.includes('\\[')) return text;
  return text.replace(CODE_OR_MATH, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    const offset = rest.at(-3) as number;
    const inline = groups.inline ?? groups.dollar;
    if (inline !== undefined) return `$$${inline.trim()}$$`;
    const display = groups.display ?? groups.dollars;
    return display === undefined ? match : displayed(text, offset, match, display);
  });
}

/** A formula that has its lines for itself becomes a block. */
function displayed(text: string, offset: number, match: string, formula: string): string {
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, offset))?.[1];
  const isLast = /^[ \t]*(?:\n|$)/.test(text.slice(offset + match.length));
  if (indent === undefined || !isLast) return `$$${formula.trim()}$$`;
  return `$$\n${indent}${formula.trim()}\n${indent}$$`;
}
