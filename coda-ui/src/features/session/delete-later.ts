import type { QueryClient } from '@tanstack/react-query';
import { deleteSession } from '@/api/sessions';
import { t, tn } from '@/shared/i18n/translate';
import { showToast } from '@/shared/ui/toast';
import { doom, spare, useSessionStore } from '@/store/sessionStore';

/** Takes chats away, and deletes them when the time to undo it is over. */
export function deleteLater(client: QueryClient, sessions: readonly string[]): void {
  doom(sessions);
  showToast({
    text: tn(sessions.length, '{n} chat deleted.', '{n} chats deleted.'),
    action: { label: t('Undo'), run: () => spare(sessions) },
    onGone: () => void deleteNow(client, sessions),
  });
}

/** Deletes what a page that was closed too early has left. */
export const deleteLeftovers = (client: QueryClient) =>
  deleteNow(client, useSessionStore.getState().doomed);

async function deleteNow(client: QueryClient, sessions: readonly string[]): Promise<void> {
  if (sessions.length === 0) return;
  const results = await Promise.allSettled(sessions.map((session) => deleteSession(session)));
  const failed = results.filter(({ status }) => status === 'rejected').length;
  for (const session of sessions) forget(client, session);
  await client.invalidateQueries({ queryKey: ['sessions'] });
  spare(sessions);
  if (failed > 0) {
    showToast({
      tone: 'bad',
      text: tn(failed, '{n} chat could not be deleted.', '{n} chats could not be deleted.'),
    });
  }
}

/** Leaves nothing of a deleted chat: the way back leads to what the server says of it. */
export function forget(client: QueryClient, session: string): void {
  client.removeQueries({ queryKey: ['messages', session] });
  client.removeQueries({ queryKey: ['session', session] });
}
