import { useEffect, useRef } from 'react';

type Shortcut = { key: string; ctrl?: boolean; shift?: boolean };

/** Fields keep plain keys for themselves, unless they are marked to let shortcuts pass. */
const FIELD =
  'input, textarea:not([data-shortcuts]), [contenteditable], [role=menu], [role=combobox], [role=listbox]';

/** A key that writes belongs to every text. */
const TEXT = 'input, textarea, [contenteditable], [role=menu], [role=combobox], [role=listbox]';

/** Calls back on a key chord (Cmd counts as Ctrl) that nothing else has handled. */
export function useShortcut(
  { key, ctrl = false, shift = false }: Shortcut,
  run: () => void,
  enabled = true,
): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const matches =
        event.key.toLowerCase() === key.toLowerCase() &&
        (event.ctrlKey || event.metaKey) === ctrl &&
        event.shiftKey === shift;
      if (!matches || event.defaultPrevented || event.isComposing) return;
      const owner = key.length === 1 ? TEXT : FIELD;
      if (!ctrl && event.target instanceof Element && event.target.closest(owner) !== null) return;
      if (document.querySelector('[data-modal]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [key, ctrl, shift, enabled]);
}
