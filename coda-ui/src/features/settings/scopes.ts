import type { TokenScope } from '@/api/schema';
import { msg, t } from '@/shared/i18n/translate';

/** What a token may be allowed to do. */
export const SCOPES: readonly { scope: TokenScope; words: string }[] = [
  { scope: 'read', words: msg('Read chats') },
  { scope: 'chat', words: msg('Chat and change chats') },
  { scope: 'tools', words: msg('Call tools') },
];

/** What a scope allows, in words; one of a newer server by its name. */
export function scopeWords(scope: string): string {
  const known = SCOPES.find((each) => each.scope === scope);
  return known === undefined ? scope : t(known.words);
}
