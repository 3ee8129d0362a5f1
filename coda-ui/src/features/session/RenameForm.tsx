import { useEffect, useRef, useState } from 'react';
import { t } from '@/shared/i18n/translate';

type RenameFormProps = {
  title: string;
  onSubmit: (title: string) => void;
  onCancel: () => void;
};

/** A title being edited in place: Enter or leaving keeps it, Esc does not. */
export function RenameForm({ title, onSubmit, onCancel }: RenameFormProps) {
  const [text, setText] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  const closed = useRef(false);

  useEffect(() => {
    // After the menu, which gives the focus back to its button, has closed.
    const frame = requestAnimationFrame(() => input.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);

  const close = (keep: boolean) => {
    if (closed.current) return;
    closed.current = true;
    const next = text.trim();
    if (keep && next !== '' && next !== title) onSubmit(next);
    else onCancel();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        close(true);
      }}
    >
      <input
        ref={input}
        aria-label={t('Title')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => close(true)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close(false);
        }}
        className="h-9 w-full rounded-lg border border-accent bg-raised px-2 text-sm pointer-coarse:h-11"
      />
    </form>
  );
}
