import { X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { t } from '@/shared/i18n/translate';
import { Button } from './Button';
import { cx } from './cx';
import { IconButton } from './IconButton';
import { endToast, useToasts } from './toast';

const DURATION_MS = 8_000;

/** Where toasts appear. They stay while the pointer or the focus is on them; F8 goes to them. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <Toast.Provider duration={DURATION_MS} label={t('Notification')}>
      {toasts.map(({ id, text, tone, action }) => (
        <Toast.Root
          key={id}
          onOpenChange={(open) => !open && endToast(id, 'gone')}
          className={cx(
            'flex animate-appear items-center gap-2 rounded-xl border border-line bg-raised py-1.5 ps-4 pe-2 text-sm shadow-float',
            tone === 'bad' && 'text-bad',
          )}
        >
          <Toast.Description className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {text}
          </Toast.Description>
          {action !== undefined && (
            <Toast.Action asChild altText={action.label}>
              <Button onClick={() => endToast(id, 'action')}>{action.label}</Button>
            </Toast.Action>
          )}
          <Toast.Close asChild>
            <IconButton label={t('Dismiss')} icon={<X size={14} />} />
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport
        label={t('Notifications ({hotkey})', { hotkey: '{hotkey}' })}
        className="fixed inset-x-0 bottom-4 z-50 mx-auto flex w-[min(28rem,calc(100vw-2rem))] flex-col gap-2 print:hidden"
      />
    </Toast.Provider>
  );
}
