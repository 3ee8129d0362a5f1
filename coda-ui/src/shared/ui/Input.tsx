import type { ComponentProps } from 'react';
import { cx } from './cx';

/** A text field; `aria-invalid` shows in its border. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      {...rest}
      className={cx(
        'block min-h-11 w-full rounded-lg border border-edge bg-raised px-3 text-ink placeholder:text-soft aria-invalid:border-bad',
        className,
      )}
    />
  );
}
