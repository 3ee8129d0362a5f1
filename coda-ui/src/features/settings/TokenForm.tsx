import { useState } from 'react';
import { ApiError } from '@/api/client';
import type { Token, TokenScope } from '@/api/schema';
import { msg, t } from '@/shared/i18n/translate';
import { serverNow } from '@/shared/server-time';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { Select } from '@/shared/ui/Select';
import { SettingProblem } from './SettingRow';
import { SCOPES } from './scopes';

const DAY = 86_400_000;
const LIFETIMES = [
  { value: '30', label: msg('30 days') },
  { value: '365', label: msg('A year') },
  { value: '', label: msg('Until it is revoked') },
] as const;

type TokenFormProps = {
  isBusy: boolean;
  error: Error | null;
  onCreate: (name: string, scopes: readonly TokenScope[], expiresAt?: string) => Promise<Token>;
};

/** Asks for a new token. */
export function TokenForm({ isBusy, error, onCreate }: TokenFormProps) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['read']);
  const [days, setDays] = useState<string>('30');
  const fields = error instanceof ApiError ? error.fields : {};
  const submit = () => {
    const end = days === '' ? undefined : new Date(serverNow() + Number(days) * DAY).toISOString();
    onCreate(name.trim(), scopes, end).then(
      () => setName(''),
      () => {}, // The error is shown.
    );
  };
  return (
    <form
      className="mt-4 space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label={t('Name')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fields.name}
        hint={t('What will use it, such as “backup script”.')}
      />
      <fieldset>
        <legend className="mb-1 font-medium text-sm">{t('Scopes')}</legend>
        {SCOPES.map(({ scope, words }) => (
          <label
            key={scope}
            className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(
                  event.target.checked
                    ? [...scopes, scope]
                    : scopes.filter((each) => each !== scope),
                )
              }
            />
            {t(words)}
          </label>
        ))}
      </fieldset>
      <Select
        label={t('Lasts')}
        value={days}
        options={LIFETIMES.map(({ value, label }) => ({ value, label: t(label) }))}
        onChange={setDays}
      />
      <Button
        type="submit"
        look="primary"
        busy={isBusy}
        disabled={name.trim() === '' || scopes.length === 0}
      >
        {t('Create token')}
      </Button>
      <SettingProblem error={Object.keys(fields).length > 0 ? null : error} />
    </form>
  );
}
