import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Logo } from '@/shared/ui/Logo';

type RouteErrorProps = { error: unknown; onRetry?: () => void };

/** Shown instead of a page that could not be opened. */
export function RouteError({ error, onRetry = () => location.reload() }: RouteErrorProps) {
  return (
    <main className="flex min-h-dvh flex-1 items-center justify-center p-6 text-center">
      <div role="alert" className="flex flex-col items-center gap-3">
        <Logo size={36} />
        <h1 className="font-semibold text-xl">{t('Coda could not open this page')}</h1>
        <p className="max-w-sm text-soft text-sm">
          {error instanceof Error ? error.message : String(error)}
        </p>
        <Button look="primary" onClick={onRetry}>
          {t('Try again')}
        </Button>
      </div>
    </main>
  );
}
