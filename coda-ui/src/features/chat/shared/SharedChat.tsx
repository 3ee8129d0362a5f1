import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { ApiError } from '@/api/client';
import { sharedQuery } from '@/api/shares';
import { formatTime } from '@/shared/format';
import { useInView } from '@/shared/hooks/useInView';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Logo } from '@/shared/ui/Logo';
import { Skeleton } from '@/shared/ui/Skeleton';
import { SharedMessages } from './SharedMessages';
import { sharedView } from './shared-messages';

/** A conversation as anyone reads it who has the link. */
export function SharedChat({ token }: { token: string }) {
  const query = useInfiniteQuery(sharedQuery(token));
  const pages = query.data?.pages;
  const messages = useMemo(
    () => pages?.flatMap((page) => page.items.map(sharedView)) ?? [],
    [pages],
  );
  const title = pages?.[0]?.title ?? t('Shared chat');
  useEffect(() => {
    document.title = `${title} · Coda`;
  }, [title]);

  if (pages === undefined) {
    return query.error === null ? (
      <Loading />
    ) : (
      <NotShown error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <main className="mx-auto min-h-dvh w-full max-w-[calc(var(--container-answer)+2rem)] px-4 pb-12">
      <header className="flex items-center gap-3 border-line border-b py-4">
        <Logo size={28} />
        <div className="min-w-0">
          <h1 dir="auto" className="break-words font-semibold text-lg leading-tight">
            {title}
          </h1>
          <p className="text-soft text-xs">
            {t('Shared {time} · read only', {
              time: formatTime(Date.parse(pages[0]?.shared_at ?? '')),
            })}
          </p>
        </div>
      </header>
      <section aria-label={t('Messages')} className="py-4">
        <SharedMessages messages={messages} />
      </section>
      {query.hasNextPage && (
        <More
          isLoading={query.isFetchingNextPage}
          hasFailed={query.isFetchNextPageError}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </main>
  );
}

type MoreProps = { isLoading: boolean; hasFailed: boolean; onMore: () => void };

/** The end of what was read so far; coming into view, it reads on. */
function More({ isLoading, hasFailed, onMore }: MoreProps) {
  const end = useRef<HTMLDivElement>(null);
  useInView(end, () => !isLoading && !hasFailed && onMore());
  return (
    <div ref={end} className="text-center">
      <Button busy={isLoading} onClick={onMore}>
        {t('Show more messages')}
      </Button>
    </div>
  );
}

function Loading() {
  return (
    <main
      aria-busy="true"
      aria-label={t('Shared chat')}
      className="mx-auto w-full max-w-answer space-y-3 p-6"
    >
      {['w-1/2', 'w-11/12', 'w-4/5', 'w-3/5'].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </main>
  );
}

function NotShown({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <Logo size={36} />
      <h1 className="font-semibold text-xl">
        {isGone ? t('There is no shared chat at this link') : t('This chat could not be opened')}
      </h1>
      <p className="max-w-sm text-soft text-sm">
        {isGone ? t('It may have expired, or its owner has revoked it.') : error.message}
      </p>
      {!isGone && <Button onClick={onRetry}>{t('Try again')}</Button>}
    </main>
  );
}
