import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Token } from '@/api/schema';
import { createToken, revokeToken, tokensQuery } from '@/api/settings';
import { formatTime } from '@/shared/format';
import { Button } from '@/shared/ui/Button';
import { CopyButton } from '@/shared/ui/CopyButton';
import { SettingProblem, SettingRow } from './SettingRow';
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
        A program sends a token in the place of your password, and can do what its scopes allow.
      </p>
      {made?.token !== undefined && <NewToken name={made.name} token={made.token} />}
      <ul aria-label="Your tokens">
        {tokens.data?.map((token) => (
          <SettingRow
            key={token.id}
            title={token.name}
            note={describe(token)}
            action={
              <Button
                aria-label={`Revoke the token ${token.name}`}
                onClick={() => revoke.mutate(token.id)}
              >
                Revoke
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
        Copy the token of <strong>{name}</strong> now. It is not shown again.
      </p>
      <p className="flex items-center gap-2">
        <code className="min-w-0 flex-1 break-all text-xs">{token}</code>
        <CopyButton label="Copy token" text={() => token} />
      </p>
    </div>
  );
}

function describe(token: Token): string {
  return [
    `…${token.last4}`,
    token.scopes.join(', '),
    token.last_used_at === undefined
      ? 'not used yet'
      : `used ${formatTime(Date.parse(token.last_used_at))}`,
    token.expires_at === undefined
      ? undefined
      : `until ${formatTime(Date.parse(token.expires_at))}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
