import { useId } from 'react';
import { FieldNote } from './Field';

type CheckProps = {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: string | undefined;
};

/** A labelled yes or no. */
export function Check({ label, checked, onChange, hint }: CheckProps) {
  const id = useId();
  return (
    <div>
      <label className="flex min-h-9 items-center gap-2 text-sm pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint === undefined ? undefined : id}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      <FieldNote id={id} hint={hint} error={undefined} />
    </div>
  );
}
