import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { importSession } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import type { ImportableChat } from './import/read-export';

const ImportDialog = later(() => import('./ImportDialog').then((module) => module.ImportDialog));

/** Asks for a file of chats, lets choose where it has many, and opens the first copy. */
export function useImportFile(onImported: (sessionId: string) => void) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<readonly ImportableChat[]>();
  const [done, setDone] = useState(0);

  const load = useMutation({
    mutationFn: async (chats: readonly ImportableChat[]) => {
      setDone(0);
      const ids: string[] = [];
      // One after the other: the server takes few at once.
      for (const { file } of chats) {
        ids.push((await importSession(file)).id);
        setDone(ids.length);
      }
      return ids[0];
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
    onSuccess: (first) => {
      setFound(undefined);
      if (first !== undefined) onImported(first);
    },
  });
  const read = useMutation({
    mutationFn: async (file: File) => (await import('./import/read-export')).readExport(file),
    onSuccess: (chats) => (chats.length > 1 ? setFound(chats) : load.mutate(chats)),
  });

  return {
    choose: () => input.current?.click(),
    isPending: load.isPending || read.isPending,
    error: read.error ?? (found === undefined ? load.error : undefined) ?? undefined,
    dismiss: () => {
      read.reset();
      load.reset();
    },
    /** Has to be on the page. */
    view: (
      <>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          aria-label={t('Exported chats')}
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be chosen again.
            event.target.value = '';
            if (file !== undefined) read.mutate(file);
          }}
        />
        {found !== undefined && (
          <ImportDialog
            chats={found}
            done={load.isPending ? done : undefined}
            error={load.error?.message}
            onClose={() => setFound(undefined)}
            onImport={(chosen) => load.mutate(chosen)}
          />
        )}
      </>
    ),
  };
}
