import { t } from './translate';

/**
 * Translates a sentence that may end in `: {detail}`, where the words of another program follow. They
 * are left out where the sentence says it all, and where there are none.
 */
export function withDetail(sentence: string, detail: string | undefined): string {
  return detail ? t(sentence, { detail }) : t(sentence).replace(/: \{detail\}$/, '.');
}
