import { useQuery } from '@tanstack/react-query';
import { pinnedQuery } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import { useAttachmentStore } from '@/store/attachmentStore';
import { useSessionStore } from '@/store/sessionStore';
import { groupByAge, type SessionGroup } from './group-by-age';
import { useSessions } from './useSession';

/** The chats that the side bar shows, under their headings. */
export function useSessionList(search: string, inArchive: boolean) {
  const list = useSessions(search);
  const { data: pinned = [] } = useQuery(pinnedQuery);
  const doomed = useSessionStore((state) => state.doomed);
  // It has files, but nothing is said there yet.
  const prepared = useAttachmentStore((state) => state.prepared);
  const isShown = ({ id, archived = false }: { id: string; archived?: boolean }) =>
    id !== prepared && !doomed.includes(id) && (list.isSearch || archived === inArchive);

  const top = list.isSearch || inArchive ? [] : pinned.filter(isShown);
  const rest = list.sessions.filter(
    (session) => isShown(session) && !top.some(({ id }) => id === session.id),
  );
  const groups: SessionGroup[] = list.isSearch
    ? [{ name: t('Found'), sessions: rest }]
    : groupByAge(rest, new Date());
  return {
    ...list,
    sessions: [...top, ...rest],
    groups: [...(top.length > 0 ? [{ name: t('Pinned'), sessions: top }] : []), ...groups],
  };
}
