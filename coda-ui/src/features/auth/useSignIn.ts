import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Credentials, meQuery } from '@/api/auth';
import { ApiError } from '@/api/client';
import { t } from '@/shared/i18n/translate';

/** Signs in by the given way; what is known of an earlier user is forgotten first. */
export function useSignIn(
  enter: (credentials: Credentials) => Promise<unknown>,
  onSignedIn: () => void,
) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: enter,
    onSuccess: async () => {
      client.clear();
      await client.fetchQuery(meQuery).catch(cookiesWereKept);
      onSignedIn();
    },
  });
  const { error } = mutation;
  const fields = error instanceof ApiError ? error.fields : {};
  return {
    submit: mutation.mutate,
    isPending: mutation.isPending,
    fields,
    /** The error as a whole, unless a field says it. */
    message: error === null || Object.keys(fields).length > 0 ? undefined : error.message,
    retryAfterSeconds: error instanceof ApiError ? error.retryAfterSeconds : undefined,
  };
}

/** Signed in and yet unknown: the browser has dropped the cookies. */
function cookiesWereKept(error: Error): never {
  if (!(error instanceof ApiError) || error.status !== 401) throw error;
  throw new ApiError(401, {
    code: error.code,
    detail: isSecureContext
      ? t(
          'The password is right, but this browser blocks the cookies of Coda. Allow them and sign in again.',
        )
      : t(
          'The password is right, but this browser keeps no cookies from an address without https. Open Coda by https, or as http://localhost on the machine it runs on.',
        ),
  });
}
