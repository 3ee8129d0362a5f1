import { useState } from 'react';
import { formatInline } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { deletePrompt, type Prompt, savePrompt, usePromptStore } from '@/store/promptStore';
import { SettingRow } from './SettingRow';

const BLANK = { name: '', text: '' };

/** The prompts that a `/` in the message box offers. */
export function PromptManager() {
  const prompts = usePromptStore((state) => state.prompts);
  const [edited, setEdited] = useState<Omit<Prompt, 'id'> & { id?: string }>(BLANK);
  return (
    <section>
      <p className="mb-2 text-soft text-sm">
        {t('Type / in the message box to use them. They are saved in this browser.')}
      </p>
      <ul aria-label={t('Your prompts')}>
        {prompts.map((prompt) => (
          <SettingRow
            key={prompt.id}
            title={prompt.name}
            note={formatInline(prompt.text, 60)}
            action={
              <>
                <Button
                  aria-label={t('Edit the prompt {name}', { name: prompt.name })}
                  onClick={() => setEdited(prompt)}
                >
                  {t('Edit')}
                </Button>
                <Button
                  aria-label={t('Delete the prompt {name}', { name: prompt.name })}
                  onClick={() => deletePrompt(prompt.id)}
                >
                  {t('Delete')}
                </Button>
              </>
            }
          />
        ))}
      </ul>
      <form
        className="mt-4 space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          savePrompt(edited);
          setEdited(BLANK);
        }}
      >
        <Field
          label={t('Name')}
          required
          maxLength={60}
          value={edited.name}
          onChange={(event) => setEdited({ ...edited, name: event.target.value })}
        />
        <label className="block font-medium text-sm">
          {t('Prompt')}
          <textarea
            required
            rows={4}
            value={edited.text}
            onChange={(event) => setEdited({ ...edited, text: event.target.value })}
            className="mt-1 block w-full resize-y rounded-lg border border-edge bg-raised p-2.5 font-normal"
          />
        </label>
        <p className="text-soft text-xs">
          {t('Write {example} for a part that is asked for each time.', { example: '{{topic}}' })}
        </p>
        <div className="flex justify-end gap-2">
          {edited.id !== undefined && (
            <Button onClick={() => setEdited(BLANK)}>{t('Cancel')}</Button>
          )}
          <Button type="submit" look="primary">
            {edited.id === undefined ? t('Add prompt') : t('Save')}
          </Button>
        </div>
      </form>
    </section>
  );
}
