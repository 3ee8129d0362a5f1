import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type McpServer,
  mcpServersQuery,
  openSignIn,
  signInUrl,
  signOutOf,
} from '@/api/mcpServers';
import { msg, t, tn } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { SettingProblem, SettingRow } from './SettingRow';

const STATES: Readonly<Record<McpServer['state'], string>> = {
  starting: msg('Is being started'),
  connected: msg('Connected'),
  needs_sign_in: msg('Lists its tools once somebody has signed in'),
  unavailable: msg('Not available at present'),
  closed: msg('Closed'),
};

/** The MCP servers, and the user's own accounts at those that want them. */
export function McpServers() {
  const client = useQueryClient();
  const servers = useQuery(mcpServersQuery);
  const signIn = useMutation({ mutationFn: (server: string) => openSignIn(signInUrl(server)) });
  const signOut = useMutation({
    mutationFn: signOutOf,
    onSettled: () => client.invalidateQueries({ queryKey: mcpServersQuery.queryKey }),
  });
  if (servers.data === undefined || servers.data.length === 0) return null;
  return (
    <section className="mb-6">
      <ul aria-label={t('Tool servers')}>
        {servers.data.map((server) => (
          <SettingRow
            key={server.name}
            title={server.name}
            note={noteOf(server)}
            action={
              server.signed_in === undefined ? null : server.signed_in ? (
                <Button
                  aria-label={t('Sign out of {name}', { name: server.name })}
                  onClick={() => signOut.mutate(server.name)}
                >
                  {t('Sign out')}
                </Button>
              ) : (
                <Button
                  aria-label={t('Sign in to {name}', { name: server.name })}
                  onClick={() => signIn.mutate(server.name)}
                >
                  {t('Sign in')}
                </Button>
              )
            }
          />
        ))}
      </ul>
      <SettingProblem error={signIn.error ?? signOut.error} />
    </section>
  );
}

function noteOf({ state, tools, signed_in: signedIn }: McpServer): string {
  return [
    t(STATES[state]),
    tn(tools.length, '{n} tool', '{n} tools'),
    signedIn === undefined
      ? undefined
      : signedIn
        ? t('You are signed in.')
        : t('You are not signed in.'),
  ]
    .filter(Boolean)
    .join(' · ');
}
