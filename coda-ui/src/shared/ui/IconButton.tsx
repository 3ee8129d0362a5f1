import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** Said to screen readers and shown as a tooltip. */
  label: string;
  icon?: ReactNode;
  /** Its only child, a link with an icon for example, gets the look of such a button. */
  asChild?: boolean;
};

export function IconButton(props: IconButtonProps) {
  const { label, icon, asChild = false, className, children = icon, ...rest } = props;
  const Root = asChild ? Slot.Root : 'button';
  return (
    <Root
      {...(asChild ? {} : { type: 'button' })}
      title={label}
      aria-label={label}
      {...rest}
      className={cx(
        'touch-target inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-soft transition-colors hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-40',
        className,
      )}
    >
      {children}
    </Root>
  );
}
