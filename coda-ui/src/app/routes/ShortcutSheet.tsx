import { t } from '@/shared/i18n/translate';
import { namesOfKeys, SHORTCUTS } from '@/shared/shortcuts';
import { Modal } from '@/shared/ui/Modal';

/** The keys that the application takes. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal label={t('Keyboard shortcuts')} onClose={onClose}>
      <h2 className="mb-3 font-semibold text-lg">{t('Keyboard shortcuts')}</h2>
      <dl className="space-y-2 text-sm">
        {SHORTCUTS.map(({ keys, what }) => (
          <div key={keys} className="flex items-baseline justify-between gap-4">
            <dt>{t(what)}</dt>
            <dd>
              <kbd className="whitespace-nowrap rounded-md border border-line bg-sunken px-1.5 py-0.5 font-sans text-xs">
                {namesOfKeys(keys)}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
