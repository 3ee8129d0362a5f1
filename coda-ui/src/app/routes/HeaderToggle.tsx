import type { ReactNode } from 'react';
import { cx } from '@/shared/ui/cx';

type HeaderToggleProps = {
  label: string;
  title: string;
  icon: ReactNode;
  pressed: boolean;
  onClick: () => void;
};

/** Opens or closes a panel beside the chat. */
export function HeaderToggle({ label, title, icon, pressed, onClick }: HeaderToggleProps) {
  return (
    <button
      type="button"
      title={title}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
      className={cx(
        'touch-target flex h-8 items-center gap-1.5 rounded-lg px-2 text-xs hover:bg-hover hover:text-ink',
        pressed ? 'bg-accent-tint text-accent' : 'text-soft',
      )}
    >
      {icon}
      <span className="max-sm:hidden">{label}</span>
    </button>
  );
}
