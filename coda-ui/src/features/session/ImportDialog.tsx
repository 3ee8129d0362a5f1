import { useState } from 'react';
import { t, tn } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Modal } from '@/shared/ui/Modal';
import type { ImportableChat } from './import/read-export';

type ImportDialogProps = {
  chats: readonly ImportableChat[];
  /** How many are imported so far; undefined while nothing is. */
  done: number | undefined;
  error: string | undefined;
  onClose: () => void;
  onImport: (chats: readonly ImportableChat[]) => void;
};

/** Chooses which chats of a file to import. */
export function ImportDialog({ chats, done, error, onClose, onImport }: ImportDialogProps) {
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const chosen = chats.filter((_, index) => !left.has(index));
  const isBusy = done !== undefined;
  const toggle = (index: number) => {
    const next = new Set(left);
    if (!next.delete(index)) next.add(index);
    setLeft(next);
  };
  return (
    <Modal label={t('Import chats')} onClose={onClose}>
      <h2 className="font-semibold text-lg">{t('Import chats')}</h2>
      <fieldset disabled={isBusy} className="mt-3">
        <legend className="sr-only">{t('Chats in this file')}</legend>
        <label className="flex min-h-9 items-center gap-2 border-line border-b text-sm">
          <input
            type="checkbox"
            checked={left.size === 0}
            onChange={() =>
              setLeft(left.size === 0 ? new Set(chats.map((_, index) => index)) : new Set())
            }
          />
          {t('All {n} chats', { n: chats.length })}
        </label>
        <ul className="max-h-[50dvh] overflow-y-auto py-1">
          {chats.map(({ title, messages }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the chats of a file have no other name
            <li key={index}>
              <label className="flex min-h-9 items-center gap-2 text-sm pointer-coarse:min-h-11">
                <input type="checkbox" checked={!left.has(index)} onChange={() => toggle(index)} />
                <span dir="auto" className="min-w-0 flex-1 truncate">
                  {title ?? t('Without a title')}
                </span>
                <span className="shrink-0 text-soft text-xs">
                  {tn(messages, '{n} message', '{n} messages')}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      {error !== undefined && (
        <p role="alert" className="mt-2 text-bad text-sm">
          {error}
        </p>
      )}
      <div className="mt-4 flex items-center justify-end gap-2">
        <p role="status" className="min-w-0 flex-1 text-soft text-sm tabular-nums">
          {isBusy && t('{done} of {n} imported', { done, n: chosen.length })}
        </p>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button
          look="primary"
          busy={isBusy}
          disabled={chosen.length === 0}
          onClick={() => onImport(chosen)}
        >
          {t('Import')}
        </Button>
      </div>
    </Modal>
  );
}
