import { useEffect } from 'react';
import { AnalyticsDashboard } from '@/features/analytics/AnalyticsDashboard';
import { t } from '@/shared/i18n/translate';
import { NewChatLink } from './NewChatLink';
import { SidebarButton } from './SidebarButton';

/** The figures of the user's organization. */
export function AnalyticsRoute() {
  useEffect(() => {
    document.title = `${t('Analytics')} · Coda`;
  }, []);
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b px-2">
        <SidebarButton />
        <h1 className="min-w-0 flex-1 truncate ps-2 font-medium text-sm">{t('Analytics')}</h1>
        <NewChatLink />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <AnalyticsDashboard />
      </div>
    </main>
  );
}
