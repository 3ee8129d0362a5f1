import { PreferencesForm } from '@/features/settings/PreferencesForm';
import { Button } from '@/shared/ui/Button';
import { Modal } from '@/shared/ui/Modal';

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal label="Settings" onClose={onClose}>
      <h2 className="mb-4 font-semibold text-lg">Settings</h2>
      <PreferencesForm />
      <div className="mt-5 flex justify-end">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Modal>
  );
}
