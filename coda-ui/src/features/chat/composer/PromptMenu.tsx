import { t } from '@/shared/i18n/translate';
import { cx } from '@/shared/ui/cx';

export type PromptOption = { id: string; label: string; detail?: string };

type PromptMenuProps = {
  id: string;
  options: readonly PromptOption[];
  activeId: string | undefined;
  onPick: (id: string) => void;
  onPoint: (id: string) => void;
};

export const optionId = (listId: string, id: string) => `${listId}-${id}`;

/** The saved prompts that a `/` has called; the keys are taken by the box below it. */
export function PromptMenu({ id: listId, options, activeId, onPick, onPoint }: PromptMenuProps) {
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={t('Saved prompts')}
      tabIndex={-1}
      className="absolute inset-x-0 bottom-full z-20 mb-2 max-h-[40dvh] animate-appear overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-float"
    >
      {options.map(({ id, label, detail }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box takes the keys
        <div
          key={id}
          id={optionId(listId, id)}
          role="option"
          tabIndex={-1}
          aria-selected={id === activeId}
          // The box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(id)}
          onPointerMove={() => onPoint(id)}
          className={cx(
            'flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-2.5 py-1.5 text-sm pointer-coarse:min-h-11',
            id === activeId && 'bg-hover',
          )}
        >
          <span className="shrink-0 font-medium">{label}</span>
          <span className="min-w-0 flex-1 truncate text-soft text-xs">{detail}</span>
        </div>
      ))}
    </div>
  );
}
