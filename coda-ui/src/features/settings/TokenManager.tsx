import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Token } from '@/api/schema';
import { createToken, revokeToken, tokensQuery } from '@/api/settings';
import { formatTime } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { CopyButton } from '@/shared/ui/CopyButton';
import { SettingProblem, SettingRow } from './SettingRow';
import { scopeWords } from './scopes';
import { TokenForm } from './TokenForm';

/** Personal access tokens, for programs that act as the user. */
export function TokenManager() {
  const client = useQueryClient();
  const tokens = useQuery(tokensQuery);
  const changed = () => client.invalidateQueries({ queryKey: tokensQuery.queryKey });
  const create = useMutation({
    mutationFn: (wanted: Parameters<typeof createToken>) => createToken(...wanted),
    onSuccess: changed,
  });
  const revoke = useMutation({ mutationFn: revokeToken, onSettled: changed });
  const made = create.data;
  return (
    <section>
      <p className="mb-2 text-soft text-sm">
        {t('A program sends a token in place of your password, and can do what its scopes allow.')}
      </p>
      {made?.token !== undefined && <NewToken name={made.name} token={made.token} />}
      <ul aria-label={t('Your tokens')}>
        {tokens.data?.map((token) => (
          <SettingRow
            key={token.id}
            title={token.name}
            note={describe(token)}
            action={
              <Button
                aria-label={t('Revoke the token {name}', { name: token.name })}
                onClick={() => revoke.mutate(token.id)}
              >
                {t('Revoke')}
              </Button>
            }
          />
        ))}
      </ul>
      <TokenForm
        isBusy={create.isPending}
        error={create.error}
        onCreate={(...wanted) => create.mutateAsync(wanted)}
      />
      <SettingProblem error={tokens.error ?? revoke.error} />
    </section>
  );
}

function NewToken({ name, token }: { name: string; token: string }) {
  return (
    <div role="status" className="mb-3 rounded-lg bg-accent-tint p-3 text-sm">
      <p className="mb-1">
        {t('Copy the token of “{name}” now. It is not shown again.', { name })}
      </p>
      <p className="flex items-center gap-2">
        <code className="min-w-0 flex-1 break-all text-xs">{token}</code>
        <CopyButton label={t('Copy token')} text={() => token} />
      </p>
    </div>
  );
}

function describe(token: Token): string {
  return [
    `…${token.last4}`,
    token.scopes.map(scopeWords).join(', '),
    token.last_used_at === undefined
      ? t('not used yet')
      : t('used {time}', { time: formatTime(Date.parse(token.last_used_at)) }),
    token.expires_at === undefined
      ? undefined
      : t('until {time}', { time: formatTime(Date.parse(token.expires_at)) }),
  ]
    .filter(Boolean)
    .join(' · ');
}
