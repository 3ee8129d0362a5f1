import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Dataset, exportRows, type Grouping } from '@/api/analytics';
import { t } from '@/shared/i18n/translate';
import { saveFile } from '@/shared/save-file';
import { Banner } from '@/shared/ui/Banner';
import { Button } from '@/shared/ui/Button';
import { Skeleton } from '@/shared/ui/Skeleton';

type Loading<T> = { data: T | undefined; error: Error | null; refetch: () => unknown };

type ChartSectionProps<T> = {
  title: string;
  dataset: Dataset;
  from: string;
  /** What the file is added up by, besides days; without it, it has all rows. */
  fileBy?: Grouping | undefined;
  query: Loading<T>;
  isEmpty: (data: T) => boolean;
  /** What is missing, as a sentence. */
  empty: string;
  children: (data: T) => ReactNode;
};

/** A chart with its heading and its file, or a placeholder until there is one. */
export function ChartSection<T>(props: ChartSectionProps<T>) {
  const { title, dataset, from, fileBy, query, isEmpty, empty, children } = props;
  const { data, error } = query;
  const file = useMutation({
    mutationFn: () => exportRows(dataset, from, fileBy),
    onSuccess: (rows) =>
      saveFile(rows, `coda-${[dataset, fileBy].filter(Boolean).join('-by-')}.csv`),
  });
  return (
    <section aria-label={title} className="rounded-xl border border-line bg-raised p-4">
      <div className="mb-3 flex items-center gap-2">
        <h2 className="flex-1 font-semibold">{title}</h2>
        <Button
          aria-label={t('Download as CSV: {name}', { name: title })}
          busy={file.isPending}
          onClick={() => file.mutate()}
        >
          <Download size={14} aria-hidden /> CSV
        </Button>
      </div>
      {file.error !== null && <Banner tone="bad">{file.error.message}</Banner>}
      {error !== null && (
        <div role="alert">
          <Banner
            tone="bad"
            action={<Button onClick={() => query.refetch()}>{t('Try again')}</Button>}
          >
            {error.message}
          </Banner>
        </div>
      )}
      {error === null && data === undefined && (
        <div role="status" aria-label={t('Loading: {name}', { name: title })}>
          <Skeleton className="h-40 w-full" />
        </div>
      )}
      {data !== undefined && isEmpty(data) && (
        <p className="py-10 text-center text-soft text-sm">{empty}</p>
      )}
      {data !== undefined && !isEmpty(data) && children(data)}
    </section>
  );
}
