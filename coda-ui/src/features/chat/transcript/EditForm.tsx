import { type KeyboardEvent, useState } from 'react';
import { isComposing } from '@/shared/composing';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';

type EditFormProps = {
  text: string;
  /** What the button that submits says. */
  action?: string;
  onCancel: () => void;
  onSubmit: (text: string) => Promise<unknown>;
};

/** A question that is asked otherwise. Enter sends, Shift+Enter breaks the line, Esc gives up. */
export function EditForm({ text, action = t('Send'), onCancel, onSubmit }: EditFormProps) {
  const [draft, setDraft] = useState(text);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = () => {
    const content = draft.trim();
    if (content === '' || busy) return;
    if (content === text.trim()) return onCancel();
    setBusy(true);
    onSubmit(content).then(onCancel, (failure: Error) => {
      setBusy(false);
      setError(failure.message);
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      data-editing
      className="w-full space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        // biome-ignore lint/a11y/noAutofocus: a user who edits wants to type here
        autoFocus
        dir="auto"
        rows={Math.min(8, draft.split('\n').length + 1)}
        aria-label={t('Edit your message')}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="w-full resize-none rounded-xl border border-edge bg-raised px-4 py-2.5"
      />
      {error !== undefined && (
        <p role="alert" className="text-bad text-sm">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('Cancel')}</Button>
        <Button type="submit" look="primary" busy={busy} disabled={draft.trim() === ''}>
          {action}
        </Button>
      </div>
    </form>
  );
}
