import { lazy } from 'react';
import type { Place } from '@/shared/navigation/addresses';
import { ErrorBoundary } from '@/shared/navigation/ErrorBoundary';
import { AppLayout } from './routes/AppLayout';
import { ChatRoute } from './routes/ChatRoute';
import { RouteError } from './routes/RouteError';

const AnalyticsRoute = lazy(() =>
  import('./routes/AnalyticsRoute').then((module) => ({ default: module.AnalyticsRoute })),
);

type OwnPagesProps = { address: string; place: Place & { page: 'chat' | 'analytics' } };

/** The pages of a user who has signed in. */
export function OwnPages({ address, place }: OwnPagesProps) {
  const isChat = place.page === 'chat';
  return (
    <AppLayout sessionId={isChat ? place.sessionId : undefined}>
      <ErrorBoundary address={address} failed={(error) => <RouteError error={error} />}>
        {isChat ? (
          <ChatRoute sessionId={place.sessionId} find={place.find} at={place.at} />
        ) : (
          <AnalyticsRoute />
        )}
      </ErrorBoundary>
    </AppLayout>
  );
}
