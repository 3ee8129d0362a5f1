import { marked } from 'marked';
import remend from 'remend';

/** A definition may serve any block, so a text with one is not cut up. */
const DEFINITION = /^ {0,3}\[[^\]]+\]:/m;

/**
 * Cuts Markdown into its top-level blocks. While a text grows only its last block changes, so the
 * others need no new parsing; that last one gets its half-written syntax closed.
 */
export function markdownBlocks(text: string, growing: boolean): string[] {
  const blocks = DEFINITION.test(text)
    ? [text]
    : marked.lexer(text, { gfm: true }).map((token) => token.raw);
  const last = blocks.at(-1);
  return growing && last !== undefined
    ? blocks.with(-1, remend(last, { linkMode: 'text-only' }))
    : blocks;
}
