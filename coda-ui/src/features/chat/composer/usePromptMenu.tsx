import { type KeyboardEvent, useId, useState } from 'react';
import { isComposing } from '@/shared/composing';
import { formatInline } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { type Prompt, usePromptStore } from '@/store/promptStore';
import { optionId, PromptMenu, type PromptOption } from './PromptMenu';
import { commandIn, promptsFor, variablesOf } from './prompts';

const VariablesForm = later(() => import('./VariablesForm').then((module) => module.VariablesForm));

const MANAGE = 'manage';

type PromptMenuInput = {
  draft: string;
  onInsert: (text: string) => void;
  onManage: () => void;
};

/** Saved prompts in the box: a `/` lists them, arrows choose, Enter or Tab inserts, Esc closes. */
export function usePromptMenu({ draft, onInsert, onManage }: PromptMenuInput) {
  const prompts = usePromptStore((state) => state.prompts);
  const [closedFor, setClosedFor] = useState<string>();
  const [pointed, setPointed] = useState<string>();
  const [asking, setAsking] = useState<Prompt>();
  const listId = useId();

  const words = commandIn(draft);
  const isOpen = words !== undefined && closedFor !== draft;
  const found = promptsFor(prompts, words ?? '');
  const options: readonly PromptOption[] = [
    ...found.map(({ id, name, text }) => ({ id, label: name, detail: formatInline(text) })),
    { id: MANAGE, label: prompts.length === 0 ? t('Save a prompt…') : t('Manage prompts…') },
  ];
  const active = options.find(({ id }) => id === pointed) ?? options[0];

  const pick = (id: string) => {
    const prompt = found.find((each) => each.id === id);
    if (prompt === undefined) {
      onInsert('');
      onManage();
    } else if (variablesOf(prompt.text).length > 0) setAsking(prompt);
    else onInsert(prompt.text);
  };
  const step = (by: number) => {
    const at = active === undefined ? -1 : options.indexOf(active);
    setPointed(options[(at + by + options.length) % options.length]?.id);
  };

  /** Takes the keys of the open list; true if this one is taken. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.shiftKey || isComposing(event)) return false;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape') setClosedFor(draft);
    else if ((event.key === 'Enter' || event.key === 'Tab') && active !== undefined)
      pick(active.id);
    else return false;
    event.preventDefault();
    return true;
  };

  return {
    onKeyDown,
    /** For the box, so that a screen reader says what is chosen. */
    aria: isOpen
      ? {
          'aria-autocomplete': 'list' as const,
          'aria-controls': listId,
          'aria-activedescendant': active === undefined ? undefined : optionId(listId, active.id),
        }
      : {},
    list: isOpen && (
      <PromptMenu
        id={listId}
        options={options}
        activeId={active?.id}
        onPick={pick}
        onPoint={setPointed}
      />
    ),
    /** Not inside another form. */
    dialog: asking !== undefined && (
      <VariablesForm
        prompt={asking}
        onClose={() => setAsking(undefined)}
        onInsert={(text) => {
          setAsking(undefined);
          onInsert(text);
        }}
      />
    ),
  };
}
