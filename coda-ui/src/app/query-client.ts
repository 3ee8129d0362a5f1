import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/client';

/** Repeats what may have failed by chance, not what the server has refused. */
function isWorthRepeating(failures: number, error: Error): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !refused && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthRepeating, staleTime: 5_000 },
    mutations: { networkMode: 'always' },
  },
});
