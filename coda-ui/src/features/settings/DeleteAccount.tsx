import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { deleteAccount } from '@/api/auth';
import { ApiError } from '@/api/client';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { Modal } from '@/shared/ui/Modal';
import { SettingProblem } from './SettingRow';

type DeleteAccountProps = { onDeleted: () => void };

/** What goes with an account, and the way to delete it. */
export function DeleteAccount({ onDeleted }: DeleteAccountProps) {
  const [asked, setAsked] = useState(false);
  return (
    <section className="mt-6 border-line border-t pt-4">
      <h3 className="mb-1 font-medium text-sm">{t('Delete account')}</h3>
      <p className="mb-3 text-soft text-sm">
        {t(
          'Deletes your chats, files, settings, provider keys and access tokens, and signs you out on all devices. Answers that are being written stop. Sums for billing stay, without your name and address.',
        )}
      </p>
      <Button onClick={() => setAsked(true)}>
        <Trash2 size={14} aria-hidden /> {t('Delete account…')}
      </Button>
      {asked && <DeleteAccountDialog onClose={() => setAsked(false)} onDeleted={onDeleted} />}
    </section>
  );
}

function DeleteAccountDialog({ onClose, onDeleted }: { onClose: () => void } & DeleteAccountProps) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: deleteAccount,
    onSuccess: onDeleted,
  });
  const wrong = error instanceof ApiError && error.status === 401;
  return (
    <Modal label={t('Delete account')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate(String(new FormData(event.currentTarget).get('password')));
        }}
      >
        <h2 className="font-semibold text-lg">{t('Delete your account?')}</h2>
        <p className="mt-1 mb-3 text-soft text-sm">
          {t('Everything in it is deleted permanently. Export your chats first to keep them.')}
        </p>
        <Field
          label={t('Password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          error={wrong ? t('The password is wrong.') : undefined}
        />
        <SettingProblem error={wrong ? null : error} />
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={onClose}>{t('Keep')}</Button>
          <Button type="submit" look="danger" busy={isPending}>
            {t('Delete permanently')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
