import { useState } from 'react';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { Modal } from '@/shared/ui/Modal';
import type { Prompt } from '@/store/promptStore';
import { filledIn, variablesOf } from './prompts';

type VariablesFormProps = { prompt: Prompt; onClose: () => void; onInsert: (text: string) => void };

/** Asks for what a prompt leaves open. */
export function VariablesForm({ prompt, onClose, onInsert }: VariablesFormProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  return (
    <Modal label={prompt.name} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onInsert(filledIn(prompt.text, values));
        }}
      >
        <h2 className="font-semibold text-lg">{prompt.name}</h2>
        {variablesOf(prompt.text).map((name, index) => (
          <Field
            key={name}
            label={name}
            autoFocus={index === 0}
            required
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        ))}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" look="primary">
            {t('Insert')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
