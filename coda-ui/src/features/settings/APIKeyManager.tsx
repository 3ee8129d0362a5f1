import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/client';
import { addApiKey, removeApiKey, settingsQuery } from '@/api/settings';
import { formatTime } from '@/shared/format';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { Select } from '@/shared/ui/Select';
import { SettingProblem, SettingRow } from './SettingRow';

const PROVIDERS = [
  { value: 'openai', label: 'OpenAI' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'google', label: 'Google' },
  { value: 'hosted', label: 'The host of this server' },
] as const;

const nameOf = (provider: string) =>
  PROVIDERS.find(({ value }) => value === provider)?.label ?? provider;

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
        With a key of your own, your questions are charged to your own account with the provider.
      </p>
      <ul aria-label="Your keys">
        {keys.map((each) => (
          <SettingRow
            key={each.provider}
            title={nameOf(each.provider)}
            note={`${each.last4 === '' ? 'Short key' : `Ends in ${each.last4}`} · since ${formatTime(Date.parse(each.created_at))}`}
            action={
              <Button
                aria-label={`Remove the key for ${nameOf(each.provider)}`}
                onClick={() => remove.mutate(each.provider)}
              >
                Remove
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
          label="Provider"
          value={provider}
          options={PROVIDERS}
          onChange={setProvider}
          error={fields.provider}
        />
        <Field
          label="Key"
          type="password"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          error={fields.api_key}
          hint="It is stored encrypted, and is not shown again."
        />
        <Button type="submit" look="primary" busy={add.isPending} disabled={key.trim() === ''}>
          {keys.some((each) => each.provider === provider) ? 'Replace key' : 'Add key'}
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
