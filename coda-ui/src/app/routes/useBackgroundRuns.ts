import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { sessionQuery, titleOf } from '@/api/sessions';
import { followNext, rejoinRuns } from '@/features/chat/run/rejoin-runs';
import { activeRuns, newsBetween, type RunNews } from '@/features/chat/run/run-news';
import { useRunStore } from '@/features/chat/run/run-store';
import { useRefresh } from '@/features/chat/useRefresh';
import { deleteLeftovers } from '@/features/session/delete-later';
import { t } from '@/shared/i18n/translate';
import { chatAddress } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { notify } from '@/shared/notify';
import { markRead, markUnread, setFollowed, useSessionStore } from '@/store/sessionStore';
import { useSettings } from '@/store/settingsStore';

/** Watches the runs of all chats, and reports what happens where nobody looks. */
export function useBackgroundRuns(currentId: string | undefined): void {
  const client = useQueryClient();
  const refresh = useRefresh();

  const tell = async ({ kind, run }: RunNews) => {
    const { sessionId } = run;
    if (isInView(sessionId, currentId)) return;
    markUnread(sessionId);
    if (!useSettings.getState().notifications) return;
    const session = await client.ensureQueryData(sessionQuery(sessionId)).catch(() => ({}));
    notify(titleOf(session), wordsOf(kind, run.status), sessionId, () => {
      void navigate(chatAddress(sessionId));
    });
  };
  const latest = useRef(tell);
  latest.current = tell;
  const onScreen = useRef(currentId);
  onScreen.current = currentId;

  useEffect(() => {
    void deleteLeftovers(client);
    void rejoinRuns(useSessionStore.getState().followed, refresh);
    return useRunStore.subscribe(({ runs }, before) => {
      const news = newsBetween(before.runs, runs);
      for (const each of news) void latest.current(each);
      const active = activeRuns(runs);
      for (const session of Object.keys(activeRuns(before.runs))) {
        const hasEnded = active[session] === undefined && runs[session] !== undefined;
        // The chat on the screen sees to that itself; what cannot be read now, when it is opened.
        if (hasEnded && session !== onScreen.current)
          void followNext(session, refresh).catch(() => {});
      }
      keepFollowed(active);
    });
  }, [client, refresh]);

  useEffect(() => {
    const look = () => {
      if (currentId !== undefined && isInView(currentId, currentId)) markRead(currentId);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [currentId]);
}

const isInView = (session: string, currentId: string | undefined) =>
  session === currentId && document.visibilityState === 'visible';

function wordsOf(kind: RunNews['kind'], status: string): string {
  if (kind === 'asking') return t('A tool asks for your approval.');
  return status === 'failed' ? t('The answer failed.') : t('The answer is complete.');
}

/** Remembers the active runs, but only when others are active than before. */
function keepFollowed(active: Readonly<Record<string, string>>): void {
  const known = useSessionStore.getState().followed;
  const sessions = Object.keys(active);
  const isSame =
    sessions.length === Object.keys(known).length &&
    sessions.every((session) => known[session] === active[session]);
  if (!isSame) setFollowed(active);
}
