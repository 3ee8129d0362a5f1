import { Check, ChevronDown } from 'lucide-react';
import { Label, Select as Radix } from 'radix-ui';
import { useId } from 'react';
import { cx } from './cx';
import { FieldNote } from './Field';
import { menuClass, menuItemClass } from './menu';

export type SelectOption = { value: string; label: string };

type SelectProps = {
  label: string;
  value: string;
  options: readonly SelectOption[];
  onChange: (value: string) => void;
  /** `compact`: the label is for screen readers alone. */
  look?: 'field' | 'compact';
  className?: string;
  hint?: string | undefined;
  error?: string | undefined;
};

const LOOKS = {
  field: 'min-h-11 w-full border-edge px-3',
  compact: 'h-9 border-line px-2 text-sm pointer-coarse:h-11',
};

/** A choice of one from a list. */
export function Select(props: SelectProps) {
  const { label, value, options, onChange, look = 'field', className, hint, error } = props;
  const id = useId();
  const isField = look === 'field';
  const place = options.findIndex((option) => option.value === value);
  const choose = (chosen: string) => {
    const option = options[Number.parseInt(chosen, 10)];
    if (option !== undefined) onChange(option.value);
  };
  return (
    <div className={className}>
      {isField && (
        <Label.Root htmlFor={id} className="mb-1 block font-medium text-sm">
          {label}
        </Label.Root>
      )}
      <Radix.Root
        // An item of Radix must not have the empty value, so each is known by its place.
        value={place < 0 ? '' : String(place)}
        onValueChange={choose}
        dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}
      >
        <Radix.Trigger
          id={id}
          aria-label={isField ? undefined : label}
          aria-invalid={error !== undefined}
          aria-describedby={(error ?? hint) === undefined ? undefined : `${id}-note`}
          className={cx(
            'flex max-w-full items-center justify-between gap-2 rounded-lg border bg-raised text-start text-ink aria-invalid:border-bad',
            LOOKS[look],
            className !== undefined && 'w-full',
          )}
        >
          <span className="min-w-0 truncate">
            <Radix.Value>{options[place]?.label}</Radix.Value>
          </span>
          <Radix.Icon className="shrink-0 text-soft">
            <ChevronDown size={15} />
          </Radix.Icon>
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            position="popper"
            sideOffset={4}
            collisionPadding={8}
            className={cx(
              menuClass,
              'max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[calc(100vw-1rem)] overflow-hidden text-ink',
            )}
          >
            <Radix.Viewport>
              {options.map((option, index) => (
                <Radix.Item
                  key={option.value}
                  value={String(index)}
                  className={cx(menuItemClass, 'justify-between')}
                >
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    <Radix.ItemText>{option.label}</Radix.ItemText>
                  </span>
                  <Radix.ItemIndicator className="shrink-0 text-accent">
                    <Check size={15} aria-hidden />
                  </Radix.ItemIndicator>
                </Radix.Item>
              ))}
            </Radix.Viewport>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      {isField && <FieldNote id={`${id}-note`} hint={hint} error={error} />}
    </div>
  );
}
