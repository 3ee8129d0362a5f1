import { useState } from 'react';
import { ApiError } from '@/api/client';
import type { Token, TokenScope } from '@/api/schema';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { Select } from '@/shared/ui/Select';
import { SettingProblem } from './SettingRow';

const SCOPES: readonly { scope: TokenScope; words: string }[] = [
  { scope: 'read', words: 'Read chats' },
  { scope: 'chat', words: 'Chat and change chats' },
  { scope: 'tools', words: 'Call tools' },
];

const DAY = 86_400_000;
const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Until it is revoked' },
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
    const end = days === '' ? undefined : new Date(Date.now() + Number(days) * DAY).toISOString();
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
        label="Name"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fields.name}
        hint="What will use it, such as “backup script”."
      />
      <fieldset>
        <legend className="mb-1 font-medium text-sm">Scopes</legend>
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
            {words}
          </label>
        ))}
      </fieldset>
      <Select label="Lasts" value={days} options={LIFETIMES} onChange={setDays} />
      <Button
        type="submit"
        look="primary"
        busy={isBusy}
        disabled={name.trim() === '' || scopes.length === 0}
      >
        Create token
      </Button>
      <SettingProblem error={Object.keys(fields).length > 0 ? null : error} />
    </form>
  );
}
