import type { ReactNode } from 'react';
import { later } from '@/shared/later';
import { cx } from '@/shared/ui/cx';

const Modal = later(() => import('@/shared/ui/Modal').then((module) => module.Modal));

type SidePanelProps = {
  label: string;
  /** Beside the page rather than over it. */
  docked: boolean;
  width?: 'narrow' | 'wide';
  onClose: () => void;
  children: ReactNode;
};

export function SidePanel({ label, docked, width = 'narrow', onClose, children }: SidePanelProps) {
  return docked ? (
    <aside
      aria-label={label}
      className={cx(
        'shrink-0 border-line border-s print:hidden',
        width === 'wide' ? 'w-[min(42rem,42vw)]' : 'w-80',
      )}
    >
      {children}
    </aside>
  ) : (
    <Modal label={label} side="end" onClose={onClose}>
      {children}
    </Modal>
  );
}
