import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '@/shared/ui/IconButton';
import { useImport } from './useSession';

/** Asks for an exported session and opens its copy. */
export function ImportButton({ onImported }: { onImported: (sessionId: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const load = useImport(onImported);
  return (
    <>
      <IconButton
        label={load.isPending ? 'Importing…' : 'Import a chat'}
        icon={<Upload size={16} />}
        disabled={load.isPending}
        onClick={() => input.current?.click()}
      />
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
      {load.error && (
        <p role="alert" className="basis-full px-1 pt-1 text-bad text-xs">
          {load.error.message}
        </p>
      )}
    </>
  );
}
