import { type SettingsPage, SettingsPanel } from '@/features/settings/SettingsPanel';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Modal } from '@/shared/ui/Modal';

type SettingsDialogProps = { page: SettingsPage; onClose: () => void };

export function SettingsDialog({ page, onClose }: SettingsDialogProps) {
  return (
    <Modal label={t('Settings')} onClose={onClose} width="wide">
      <h2 className="mb-3 font-semibold text-lg">{t('Settings')}</h2>
      <SettingsPanel page={page} />
      <div className="mt-5 flex justify-end">
        <Button onClick={onClose}>{t('Done')}</Button>
      </div>
    </Modal>
  );
}
