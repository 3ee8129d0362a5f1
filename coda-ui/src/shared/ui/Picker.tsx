import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { t } from '@/shared/i18n/translate';
import { cx } from './cx';

export type PickerItem = {
  id: string;
  label: string;
  /** Beside the label, in small type. */
  detail?: ReactNode;
  icon?: ReactNode;
  isDisabled?: boolean;
  /** What the item is found by, beside its label. */
  words?: string;
};

type PickerProps = {
  label: string;
  placeholder: string;
  items: readonly PickerItem[];
  selectedId?: string | undefined;
  onPick: (id: string) => void;
};

/** A list to search and to choose one of, by mouse or keyboard. */
export function Picker({ label, placeholder, items, selectedId, onPick }: PickerProps) {
  const [query, setQuery] = useState('');
  const found = items.filter((item) => isMatch(item, query));
  const usable = found.filter(({ isDisabled }) => !isDisabled);
  const [activeId, setActiveId] = useState(selectedId);
  const active = usable.find(({ id }) => id === activeId) ?? usable[0];
  const listId = useId();
  const optionId = (id: string) => `${listId}-${id}`;

  const step = (by: number) => {
    const at = active === undefined ? -1 : usable.indexOf(active);
    const next = usable.at((at + by + usable.length) % usable.length);
    setActiveId(next?.id);
    if (next !== undefined)
      document.getElementById(optionId(next.id))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const by = moves[event.key];
    if (by !== undefined && usable.length > 0) step(by);
    else if (event.key === 'Enter' && active !== undefined) onPick(active.id);
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex max-h-[inherit] min-h-0 flex-col">
      <input
        // biome-ignore lint/a11y/noAutofocus: a user who opens the list wants to choose
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : optionId(active.id)}
        aria-label={label}
        placeholder={placeholder}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-11 w-full shrink-0 border-line border-b bg-transparent px-3 text-sm placeholder:text-soft focus-visible:outline-none"
      />
      <div
        id={listId}
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto p-1"
      >
        {found.map((item) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={item.id}
            id={optionId(item.id)}
            role="option"
            tabIndex={-1}
            aria-selected={item.id === selectedId}
            aria-disabled={item.isDisabled}
            onClick={() => !item.isDisabled && onPick(item.id)}
            onPointerMove={() => setActiveId(item.id)}
            className={cx(
              'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-sm pointer-coarse:min-h-11',
              item === active && 'bg-hover',
              item.isDisabled && 'opacity-60',
              item.id === selectedId && 'font-medium text-accent',
            )}
          >
            {item.icon}
            <span className="min-w-0 flex-1 truncate">{item.label}</span>
            <span className="shrink-0 text-soft text-xs">{item.detail}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-3 pb-3 text-soft text-sm">{t('Nothing found.')}</p>}
    </div>
  );
}

/** Every word of the query is somewhere in the item. */
function isMatch({ label, words = '' }: PickerItem, query: string): boolean {
  const text = `${label} ${words}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
