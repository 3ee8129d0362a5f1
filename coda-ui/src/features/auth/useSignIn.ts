import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Credentials, meQuery } from '@/api/auth';
import { ApiError } from '@/api/client';

/** Signs in by the given way; what came before, of whoever it was, is forgotten first. */
export function useSignIn(
  enter: (credentials: Credentials) => Promise<unknown>,
  onSignedIn: () => void,
) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: enter,
    onSuccess: async () => {
      client.clear();
      await client.fetchQuery(meQuery);
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
  };
}
