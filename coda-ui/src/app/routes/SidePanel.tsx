import type { ReactNode } from 'react';
import { Modal } from '@/shared/ui/Modal';

type SidePanelProps = {
  label: string;
  /** Beside the page rather than over it. */
  docked: boolean;
  onClose: () => void;
  children: ReactNode;
};

export function SidePanel({ label, docked, onClose, children }: SidePanelProps) {
  return docked ? (
    <aside aria-label={label} className="w-80 shrink-0 border-line border-s print:hidden">
      {children}
    </aside>
  ) : (
    <Modal label={label} side="end" onClose={onClose}>
      {children}
    </Modal>
  );
}
