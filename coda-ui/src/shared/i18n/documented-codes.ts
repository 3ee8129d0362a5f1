import { readFileSync } from 'node:fs';

const ERRORS = new URL('../../../../docs/errors.md', import.meta.url);

/** The codes that a chapter of the documentation lists. */
export function codesIn(chapter: string): string[] {
  const [, text = ''] = readFileSync(ERRORS, 'utf8').split(`\n## ${chapter}\n`);
  const [own = ''] = text.split('\n## ');
  return [...own.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = '']) => code);
}
