import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Modal } from '@/shared/ui/Modal';

type DeleteDialogProps = {
  title: string;
  busy: boolean;
  error: string | undefined;
  onClose: () => void;
  onConfirm: () => void;
};

export function DeleteDialog({ title, busy, error, onClose, onConfirm }: DeleteDialogProps) {
  return (
    <Modal label={t('Delete chat')} onClose={onClose}>
      <h2 className="font-semibold text-lg">{t('Delete this chat?')}</h2>
      <p className="mt-1 break-words text-soft text-sm">
        {t('“{title}” and everything in it will be deleted permanently.', { title })}
      </p>
      {error !== undefined && (
        <p role="alert" className="mt-3 text-bad text-sm">
          {error}
        </p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{t('Keep')}</Button>
        <Button look="danger" busy={busy} onClick={onConfirm}>
          {t('Delete')}
        </Button>
      </div>
    </Modal>
  );
}
