import { marked, type Tokens, type TokensList } from 'marked';
import remend from 'remend';
import { withPlainMath } from './math';

/** Footnotes are counted over the whole text, so a text with one is not cut up. */
const FOOTNOTE = /^ {0,3}\[\^[^\]]+\]:/m;

/**
 * Cuts Markdown into its top-level blocks. While a text grows only its last block changes, so the
 * others need no new parsing; that last one gets its half-written syntax closed.
 */
export function markdownBlocks(text: string, growing: boolean): string[] {
  const plain = withPlainMath(text);
  const blocks = FOOTNOTE.test(plain) ? [plain] : cut(marked.lexer(plain, { gfm: true }));
  const last = blocks.at(-1);
  return growing && last !== undefined
    ? blocks.with(-1, remend(last, { linkMode: 'text-only' }))
    : blocks;
}

function cut(tokens: TokensList): string[] {
  const definitions = tokens.filter((token): token is Tokens.Def => token.type === 'def');
  return formulasJoined(tokens).map((block) => withDefinitions(block, definitions));
}

/** What looks like a list or a heading within a formula is part of it. */
function formulasJoined(tokens: TokensList): string[] {
  const blocks: string[] = [];
  let open = false;
  for (const { type, raw } of tokens) {
    if (open) blocks.push((blocks.pop() ?? '') + raw);
    else blocks.push(raw);
    const fences = type === 'code' ? 0 : (raw.match(/^[ \t]*\$\$[ \t]*$/gm)?.length ?? 0);
    if (fences % 2 === 1) open = !open;
  }
  return blocks;
}

/** Adds the definitions of those references that the block uses. */
function withDefinitions(block: string, definitions: readonly Tokens.Def[]): string {
  const text = definitions.length === 0 || !block.includes('[') ? '' : block.toLowerCase();
  const used = definitions.filter(
    ({ raw, tag }) => raw !== block && text.includes(`[${tag.toLowerCase()}]`),
  );
  if (used.length === 0) return block;
  return `${block.trimEnd()}\n\n${used.map(({ raw }) => `${raw.trimEnd()}\n`).join('')}`;
}
