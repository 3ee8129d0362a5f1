import { Label } from 'radix-ui';
import { type ComponentProps, useId } from 'react';
import { cx } from './cx';
import { Input } from './Input';

type FieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** A labelled text field that tells its hint or its error to everyone. */
export function Field({ label, hint, error, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={className}>
      <Label.Root htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
      </Label.Root>
      <Input
        {...rest}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={(error ?? hint) === undefined ? undefined : `${id}-note`}
      />
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

type FieldNoteProps = { id?: string; hint: string | undefined; error: string | undefined };

/** What is wrong with a field, or else what to know about it. */
export function FieldNote({ id, hint, error }: FieldNoteProps) {
  if ((error ?? hint) === undefined) return null;
  return (
    <p id={id} className={cx('mt-1 text-xs', error === undefined ? 'text-soft' : 'text-bad')}>
      {error ?? hint}
    </p>
  );
}
