import { Label } from 'radix-ui';
import { useId } from 'react';
import { FieldNote } from './Field';

type SelectProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
};

/** A labelled choice of one. */
export function Select({ label, value, options, onChange, hint, error }: SelectProps) {
  const id = useId();
  return (
    <div>
      <Label.Root htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
      </Label.Root>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={(error ?? hint) === undefined ? undefined : `${id}-note`}
        className="block min-h-11 w-full rounded-lg border border-edge bg-raised px-3 text-ink aria-invalid:border-bad"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}
