import { SettingsPanel } from '@/features/settings/SettingsPanel';
import { Button } from '@/shared/ui/Button';
import { Modal } from '@/shared/ui/Modal';

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal label="Settings" onClose={onClose} width="wide">
      <h2 className="mb-3 font-semibold text-lg">Settings</h2>
      <SettingsPanel />
      <div className="mt-5 flex justify-end">
        <Button onClick={onClose}>Done</Button>
      </div>
    </Modal>
  );
}
