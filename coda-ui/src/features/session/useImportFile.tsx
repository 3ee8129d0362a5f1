import { useRef } from 'react';
import { useImport } from './useSession';

/** Asks for an exported session, and opens its copy. The field has to be on the page. */
export function useImportFile(onImported: (sessionId: string) => void) {
  const input = useRef<HTMLInputElement>(null);
  const load = useImport(onImported);
  return {
    choose: () => input.current?.click(),
    isPending: load.isPending,
    error: load.error ?? undefined,
    dismiss: load.reset,
    field: (
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label="Exported chat"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again.
          event.target.value = '';
          if (file !== undefined) load.mutate(file);
        }}
      />
    ),
  };
}
