import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { revokeShare, shareNote, sharesQuery, shareTitle } from '@/api/shares';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { SettingProblem, SettingRow } from './SettingRow';

/** All links to chats of the user. */
export function LinkManager() {
  const client = useQueryClient();
  const links = useQuery(sharesQuery());
  const revoke = useMutation({
    mutationFn: revokeShare,
    onSettled: () => client.invalidateQueries({ queryKey: ['shares'] }),
  });
  return (
    <section className="mt-6 border-line border-t pt-4">
      <h3 className="mb-1 font-medium text-sm">{t('Shared chats')}</h3>
      <p className="mb-2 text-soft text-sm">
        {links.data?.length === 0
          ? t('You have shared no chats. “Share…” in the menu of a chat makes a link.')
          : t('Anyone with one of these links can read what it shows, until you revoke it.')}
      </p>
      <ul aria-label={t('Your links')}>
        {links.data?.map((share) => (
          <SettingRow
            key={share.id}
            title={
              <a href={`/sessions/${share.session_id}`} className="text-accent underline">
                {shareTitle(share)}
              </a>
            }
            note={shareNote(share)}
            action={
              <Button
                aria-label={t('Revoke the link “{title}”', { title: shareTitle(share) })}
                onClick={() => revoke.mutate(share.id)}
              >
                {t('Revoke')}
              </Button>
            }
          />
        ))}
      </ul>
      <SettingProblem error={links.error ?? revoke.error} />
    </section>
  );
}
