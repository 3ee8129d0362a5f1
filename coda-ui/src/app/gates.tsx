import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { meQuery } from '@/api/auth';
import { ApiError, hasSignedIn } from '@/api/client';
import { loginAddress, NEW_CHAT } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { adoptUser } from '@/store/owner';
import { RouteError } from './routes/RouteError';

/** Shows a page to a user who has signed in; anybody else is led to the page for that. */
export function SignedIn({ address, children }: { address: string; children: ReactNode }) {
  const { data: me, error, refetch } = useQuery({ ...meQuery, retry: false });
  const [adopted, setAdopted] = useState<string>();
  const id = me?.id;
  // Before anything of the page is painted, it has what this user has left in the browser.
  useLayoutEffect(() => {
    if (id === undefined) return;
    adoptUser(id);
    setAdopted(id);
  }, [id]);
  const isUnknown = adopted === undefined;
  const hasExpired = isUnknown && error instanceof ApiError && error.status === 401;
  useEffect(() => {
    if (hasExpired) void navigate(loginAddress({ redirect: address }), { replace: true });
  }, [hasExpired, address]);

  if (!isUnknown) return children;
  return error === null || hasExpired ? null : <RouteError error={error} onRetry={refetch} />;
}

type LeavingProps = { redirect: string | undefined; children: ReactNode };

/** A page to sign in at: a user who has signed in before does not see it. */
export function LeavingIfSignedIn({ redirect = NEW_CHAT, children }: LeavingProps) {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(() => !hasSignedIn());
  useEffect(() => {
    if (isOpen) return;
    client.ensureQueryData(meQuery).then(
      () => navigate(redirect, { replace: true }),
      () => setOpen(true),
    );
  }, [client, isOpen, redirect]);
  return isOpen ? children : null;
}
