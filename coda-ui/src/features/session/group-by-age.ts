import type { Session } from '@/api/schema';
import { t } from '@/shared/i18n/translate';

export type SessionGroup = { name: string; sessions: Session[] };

const DAY = 24 * 60 * 60 * 1000;

/** Sessions, newest first, under headings that say how old they are. */
export function groupByAge(sessions: readonly Session[], now: Date): SessionGroup[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const ages: [string, number][] = [
    [t('Today'), midnight],
    [t('Yesterday'), midnight - DAY],
    [t('Last 7 days'), midnight - 6 * DAY],
    [t('Last 30 days'), midnight - 29 * DAY],
    [t('Older'), Number.NEGATIVE_INFINITY],
  ];
  const groups = new Map<string, Session[]>();
  for (const session of sessions) {
    const time = Date.parse(session.updated_at);
    const name = ages.find(([, start]) => time >= start)?.[0] ?? t('Older');
    groups.set(name, [...(groups.get(name) ?? []), session]);
  }
  return Array.from(groups, ([name, members]) => ({ name, sessions: members }));
}
