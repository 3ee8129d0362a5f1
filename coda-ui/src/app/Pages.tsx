import { lazy, Suspense } from 'react';
import { type Place, placeOf } from '@/shared/navigation/addresses';
import { ErrorBoundary } from '@/shared/navigation/ErrorBoundary';
import { currentAddress } from '@/shared/navigation/location';
import { LeavingIfSignedIn, SignedIn } from './gates';
import { NotFoundRoute } from './routes/NotFoundRoute';
import { RouteError } from './routes/RouteError';

const readOwnPages = () => import('./OwnPages');

const OwnPages = lazy(() => readOwnPages().then((module) => ({ default: module.OwnPages })));
const LoginRoute = lazy(() =>
  import('./routes/LoginRoute').then((module) => ({ default: module.LoginRoute })),
);
const RegisterRoute = lazy(() =>
  import('./routes/RegisterRoute').then((module) => ({ default: module.RegisterRoute })),
);
const SharedRoute = lazy(() =>
  import('./routes/SharedRoute').then((module) => ({ default: module.SharedRoute })),
);

// Most visits are to a chat; its code need not wait until the server has said who the user is.
if (placeOf(currentAddress()).page === 'chat') readOwnPages().catch(() => {});

/** The page at an address. */
export function Pages({ address }: { address: string }) {
  return (
    <ErrorBoundary address={address} failed={(error) => <RouteError error={error} />}>
      <Suspense fallback={null}>
        <Page address={address} place={placeOf(address)} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Page({ address, place }: { address: string; place: Place }) {
  switch (place.page) {
    case 'chat':
    case 'analytics':
      return (
        <SignedIn address={address}>
          <OwnPages address={address} place={place} />
        </SignedIn>
      );
    case 'login':
      return (
        <LeavingIfSignedIn redirect={place.redirect}>
          <LoginRoute redirect={place.redirect} isDeleted={place.isDeleted} />
        </LeavingIfSignedIn>
      );
    case 'register':
      return (
        <LeavingIfSignedIn redirect={place.redirect}>
          <RegisterRoute redirect={place.redirect} />
        </LeavingIfSignedIn>
      );
    case 'shared':
      return <SharedRoute token={place.token} />;
    case 'missing':
      return <NotFoundRoute />;
  }
}
