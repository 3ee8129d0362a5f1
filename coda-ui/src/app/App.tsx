import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { onSignedOut } from '@/api/client';
import { isOnePage, loginAddress, placeOf } from '@/shared/navigation/addresses';
import { currentAddress, navigate, useAddress } from '@/shared/navigation/location';
import { Pages } from './Pages';
import { queryClient } from './query-client';
import { forgetUser } from './sign-out';

export function App() {
  const address = useAddress(isOnePage);
  // What is in view stays as it is while the next page is being loaded.
  return useMemo(
    () => (
      <QueryClientProvider client={queryClient}>
        <Pages address={address} />
      </QueryClientProvider>
    ),
    [address],
  );
}

onSignedOut(() => {
  const { page } = placeOf(currentAddress());
  if (page === 'login' || page === 'register') return;
  forgetUser();
  void navigate(loginAddress({ redirect: currentAddress() }));
});
