import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Reads again what a run of a session has changed. */
export function useRefresh(): (sessionId: string) => void {
  const client = useQueryClient();
  return useCallback(
    (sessionId) => {
      void client.invalidateQueries({ queryKey: ['messages', sessionId] });
      void client.invalidateQueries({ queryKey: ['session', sessionId] });
      void client.invalidateQueries({ queryKey: ['sessions'] });
    },
    [client],
  );
}
