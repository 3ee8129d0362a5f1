import { type SettingsPage, SettingsPanel } from '@/features/settings/SettingsPanel';
import { t } from '@/shared/i18n/translate';
import { loginAddress } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { Button } from '@/shared/ui/Button';
import { Modal } from '@/shared/ui/Modal';
import { forgetUser } from '../sign-out';

type SettingsDialogProps = { page: SettingsPage; onClose: () => void };

export function SettingsDialog({ page, onClose }: SettingsDialogProps) {
  const leave = async () => {
    await navigate(loginAddress({ deleted: true }));
    forgetUser({ drafts: true, prompts: true });
  };
  return (
    <Modal label={t('Settings')} onClose={onClose} width="wide">
      <h2 className="mb-3 font-semibold text-lg">{t('Settings')}</h2>
      <SettingsPanel page={page} onAccountDeleted={() => void leave()} />
      <div className="mt-5 flex justify-end">
        <Button onClick={onClose}>{t('Done')}</Button>
      </div>
    </Modal>
  );
}
