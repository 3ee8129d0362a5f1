import { useEffect } from 'react';
import type { Activity } from '@/features/chat/run/useRunStates';
import { useRunStates } from '@/features/chat/run/useRunStates';
import { msg, t } from '@/shared/i18n/translate';
import { useSessionStore } from '@/store/sessionStore';

/** In the title of a tab that is not in view. */
const SIGNS: Record<Activity, string> = { running: '… ', asking: msg('Waiting for you: ') };

/** Shows in the tab what the chat in view does, and in how many others something wants to be seen. */
export function useTabTitle(title: string, sessionId: string | undefined): void {
  const activities = useRunStates();
  const unread = useSessionStore((state) => state.unread);
  const activity = activities[sessionId ?? ''];
  const others = new Set([
    ...Object.keys(unread),
    ...Object.keys(activities).filter((session) => activities[session] === 'asking'),
  ]);
  others.delete(sessionId ?? '');
  const count = others.size;
  useEffect(() => {
    const sign = activity === undefined ? '' : t(SIGNS[activity]);
    document.title = `${count > 0 ? `(${count}) ` : ''}${sign}${title} · Coda`;
  }, [title, activity, count]);
}
