import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { exportAll } from '@/api/all-sessions';
import { t } from '@/shared/i18n/translate';
import { saveFile } from '@/shared/save-file';
import { Button } from '@/shared/ui/Button';
import { DeleteAccount } from './DeleteAccount';
import { LinkManager } from './LinkManager';
import { SettingProblem } from './SettingRow';

type DataPanelProps = { onAccountDeleted: () => void };

/** What a user can take along, and delete. */
export function DataPanel({ onAccountDeleted }: DataPanelProps) {
  return (
    <>
      <ExportChats />
      <LinkManager />
      <DeleteAccount onDeleted={onAccountDeleted} />
    </>
  );
}

function ExportChats() {
  const [progress, setProgress] = useState({ done: 0, all: 0 });
  const save = useMutation({
    mutationFn: () => exportAll((done, all) => setProgress({ done, all })),
    onSuccess: (file) => saveFile(file, `coda-${new Date().toISOString().slice(0, 10)}.json`),
  });
  return (
    <section>
      <p className="mb-3 text-soft text-sm">
        {t(
          'All your chats in one file, with every branch, tool call and step. Coda can import it again.',
        )}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Download size={14} aria-hidden /> {t('Export all chats')}
        </Button>
        <p role="status" className="text-soft text-sm tabular-nums">
          {save.isPending && progress.all > 0
            ? t('{done} of {n} exported', { done: progress.done, n: progress.all })
            : save.isSuccess && t('The file is in your downloads.')}
        </p>
      </div>
      <SettingProblem error={save.error} />
    </section>
  );
}
