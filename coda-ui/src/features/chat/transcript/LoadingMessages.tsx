import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Skeleton } from '@/shared/ui/Skeleton';

export function LoadingMessages() {
  return (
    <div className="flex-1 overflow-hidden px-4" aria-busy="true">
      <div className="mx-auto max-w-answer space-y-6 py-6">
        <Skeleton className="ms-auto h-10 w-2/5" />
        <div className="space-y-2.5">
          <Skeleton className="h-4 w-11/12" />
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-4 w-3/5" />
        </div>
      </div>
    </div>
  );
}

type LoadFailedProps = { error: Error | undefined; onRetry?: () => void };

/** In place of the messages; without a way to try again where there is none. */
export function LoadFailed({ error, onRetry }: LoadFailedProps) {
  return (
    <div role="alert" className="m-auto max-w-sm p-6 text-center">
      <h2 className="font-semibold text-lg">{t('This chat could not be loaded')}</h2>
      <p className="mt-1 mb-4 text-soft text-sm">{error?.message}</p>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('Try again')}</Button>}
    </div>
  );
}
