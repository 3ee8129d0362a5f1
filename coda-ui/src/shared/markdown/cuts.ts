import { Lexer, Marked, type Token, type TokenizerAndRendererExtension } from 'marked';
import { LONGEST_FORMULA } from './math';

/** A top-level block as it is cut out of a text. A block that is part of a formula has no token. */
export type Cut = { raw: string; begin: number; token?: Token };

/** A note at the foot of an answer. `text` is what it says, without what marks it as a note. */
export type Note = { type: 'note'; raw: string; label: string; text: string };

/** What follows on the next lines, as long as no other block begins there. */
const NEXT_LINE = String.raw`(?! {0,3}(?:\[\^[^\]\s]+\]:|#{1,6}[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t]|\`{3}|~{3}))[^\n]*\S[^\n]*`;
const NOTE = new RegExp(
  String.raw`^ {0,3}\[\^([^\]\s]+)\]:[ \t]*([^\n]*(?:\n(?:(?: {4}|\t)[^\n]*|${NEXT_LINE})|(?:\n[ \t]*)+\n(?: {4}|\t)[^\n]*\S[^\n]*)*)(?=\n|$)`,
);
const NOTE_IN_PARAGRAPH = /\n {0,3}\[\^[^\]\s]+\]:/;

const NOTES: TokenizerAndRendererExtension = {
  name: 'note',
  level: 'block',
  // A paragraph is no longer than to the next empty line.
  start: (text) => {
    const found = text
      .slice(0, (text.indexOf('\n\n') + 1 || text.length + 1) - 1)
      .search(NOTE_IN_PARAGRAPH);
    return found < 0 ? undefined : found + 1;
  },
  tokenizer: (text) => {
    const [raw, label, words] = NOTE.exec(text) ?? [];
    if (raw === undefined || label === undefined || words === undefined) return undefined;
    const note: Note = { type: 'note', raw, label: label.toLowerCase(), text: dedented(words) };
    return note;
  },
};

const dedented = (text: string) => text.replaceAll(/\n(?: {1,4}|\t)/g, '\n');

const { defaults: OPTIONS } = new Marked({ gfm: true, extensions: [NOTES] });

/** Cuts a text into its blocks. What looks like a list or a heading within a formula is part of it. */
export function cutsOf(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  let begin = 0;
  let isInFormula = false;
  for (const token of new Lexer(OPTIONS).blockTokens(text, [])) {
    const { type, raw } = token;
    const formula = isInFormula ? cuts.at(-1) : undefined;
    if (formula !== undefined) cuts.splice(-1, 1, { raw: formula.raw + raw, begin: formula.begin });
    else if (type !== 'space') cuts.push({ raw, begin, token });
    const signs = type === 'code' ? 0 : (raw.match(/^[ \t]*\$\$[ \t]*$/gm)?.length ?? 0);
    if (signs % 2 === 1) isInFormula = !isInFormula;
    else if (begin - (formula?.begin ?? begin) > LONGEST_FORMULA) isInFormula = false;
    begin += raw.length;
  }
  return cuts;
}
