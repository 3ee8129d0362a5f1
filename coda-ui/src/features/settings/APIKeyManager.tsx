import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import type { ApiKey } from '@/api/schema';
import { addApiKey, removeApiKey, settingsQuery } from '@/api/settings';
import { formatTime } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { Select } from '@/shared/ui/Select';
import { SettingProblem, SettingRow } from './SettingRow';

const PROVIDERS = [
  { value: 'openai', label: 'OpenAI' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'google', label: 'Google' },
  { value: 'hosted', label: msg('The host of this server') },
] as const;

const nameOf = (provider: string) =>
  t(PROVIDERS.find(({ value }) => value === provider)?.label ?? provider);

function noteOf({ last4, created_at: created }: ApiKey): string {
  const since = t('since {time}', { time: formatTime(Date.parse(created)) });
  return `${last4 === '' ? t('Short key') : t('Ends in {end}', { end: last4 })} · ${since}`;
}

/** A user's own keys for providers. They go in and never come out again. */
export function APIKeyManager() {
  const client = useQueryClient();
  const settings = useQuery(settingsQuery);
  const [provider, setProvider] = useState<string>('openai');
  const [key, setKey] = useState('');
  const changed = () => {
    void client.invalidateQueries({ queryKey: settingsQuery.queryKey });
    void client.invalidateQueries({ queryKey: ['models'] });
  };
  const add = useMutation({
    mutationFn: () => addApiKey(provider, key.trim()),
    onSuccess: () => {
      setKey('');
      changed();
    },
  });
  const remove = useMutation({ mutationFn: removeApiKey, onSettled: changed });
  const fields = add.error instanceof ApiError ? add.error.fields : {};
  const keys = settings.data?.api_keys ?? [];
  return (
    <section>
      <p className="mb-2 text-soft text-sm">
        {t(
          'With a key of your own, your questions are charged to your own account with the provider.',
        )}
      </p>
      <ul aria-label={t('Your keys')}>
        {keys.map((each) => (
          <SettingRow
            key={each.provider}
            title={nameOf(each.provider)}
            note={noteOf(each)}
            action={
              <Button
                aria-label={t('Remove the key for {name}', { name: nameOf(each.provider) })}
                onClick={() => remove.mutate(each.provider)}
              >
                {t('Remove')}
              </Button>
            }
          />
        ))}
      </ul>
      <form
        className="mt-4 space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Select
          label={t('Provider')}
          value={provider}
          options={PROVIDERS.map(({ value }) => ({ value, label: nameOf(value) }))}
          onChange={setProvider}
          error={fields.provider}
        />
        <Field
          label={t('Key')}
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          error={fields.api_key}
          hint={t('It is stored encrypted, and is not shown again.')}
        />
        <Button type="submit" look="primary" busy={add.isPending} disabled={key.trim() === ''}>
          {keys.some((each) => each.provider === provider) ? t('Replace key') : t('Add key')}
        </Button>
      </form>
      <SettingProblem
        error={
          settings.error ?? remove.error ?? (Object.keys(fields).length > 0 ? null : add.error)
        }
      />
    </section>
  );
}
