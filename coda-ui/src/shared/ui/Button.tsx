import type { ComponentProps } from 'react';
import { cx } from './cx';
import { Spinner } from './Spinner';

type ButtonProps = ComponentProps<'button'> & {
  look?: 'primary' | 'plain' | 'danger';
  busy?: boolean;
};

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line bg-raised text-ink hover:bg-hover',
  danger: 'border border-transparent bg-bad text-canvas hover:opacity-90',
};

export function Button({ look = 'plain', busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={busy || rest.disabled}
      className={cx(
        'inline-flex min-h-9 items-center justify-center gap-2 rounded-lg px-3.5 font-medium text-sm transition-colors disabled:opacity-60 pointer-coarse:min-h-11',
        LOOKS[look],
        className,
      )}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
