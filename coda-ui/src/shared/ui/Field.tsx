import { type ComponentProps, useId } from 'react';
import { cx } from './cx';

type FieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** A labelled text field that tells its hint or its error to everyone. */
export function Field({ label, hint, error, className, ...rest }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className={cx(
          'block min-h-11 w-full rounded-lg border bg-raised px-3 text-ink placeholder:text-soft',
          error === undefined ? 'border-edge' : 'border-bad',
        )}
      />
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={cx('mt-1 text-xs', error === undefined ? 'text-soft' : 'text-bad')}
        >
          {note}
        </p>
      )}
    </div>
  );
}
