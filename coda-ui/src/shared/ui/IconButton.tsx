import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** Said to screen readers and shown as a tooltip. */
  label: string;
  icon: ReactNode;
};

/** The look of such a button, for a link as well. */
export const iconButtonClass =
  'touch-target inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-soft transition-colors hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-40';

export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={cx(iconButtonClass, className)}
    >
      {icon}
    </button>
  );
}
