import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeSession, sessionQuery } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Modal } from '@/shared/ui/Modal';

type InstructionsDialogProps = { sessionId: string; onClose: () => void };

/** What the model reads before every message of one chat. */
export function InstructionsDialog({ sessionId, onClose }: InstructionsDialogProps) {
  const client = useQueryClient();
  const session = useQuery(sessionQuery(sessionId));
  const [written, setWritten] = useState<string>();
  const text = written ?? session.data?.system_prompt ?? '';
  const save = useMutation({
    mutationFn: () => changeSession(sessionId, { system_prompt: text.trim() || null }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['session', sessionId] });
      onClose();
    },
  });
  const problem = session.error ?? save.error;
  return (
    <Modal label={t('Instructions')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <h2 className="font-semibold text-lg">{t('Instructions for this chat')}</h2>
        <p className="mt-1 mb-3 text-soft text-sm">
          {t('The model reads them before every message.')}
        </p>
        <textarea
          aria-label={t('Instructions')}
          rows={8}
          disabled={session.data === undefined}
          value={text}
          onChange={(event) => setWritten(event.target.value)}
          className="block w-full resize-y rounded-lg border border-edge bg-raised p-2.5 text-sm"
        />
        {problem !== null && (
          <p role="alert" className="mt-2 text-bad text-sm">
            {problem.message}
          </p>
        )}
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={save.isPending}
            disabled={session.data === undefined}
          >
            {t('Save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
