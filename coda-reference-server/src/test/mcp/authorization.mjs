// An authorization server and a server that it protects, on one port, for tests: a maintained implementation of OAuth 2.1 by others.
import { createServer } from 'node:http';
import { Provider, errors } from 'oidc-provider';

const lifetime = Number(process.argv[2]);
// Documents of https://chat.example.com are at this address.
const documents = process.argv[3];
const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const resource = `${issuer}/mcp`;
const counts = { registrations: 0, refreshes: 0 };
const grants = new Set();

const provider = new Provider(issuer, {
  cookies: { keys: ['only-for-tests'] },
  scopes: ['tools', 'offline_access'],
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
  findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: lifetime, Grant: 3600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
  // Its own dispatcher refuses addresses of this machine.
  fetch: (url, { dispatcher, ...options }) =>
    globalThis.fetch(String(url).replace('https://chat.example.com', documents), options),
  features: {
    clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
    devInteractions: { enabled: false },
    registration: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: async () => true,
      getResourceServerInfo: async (_context, indicator) => {
        if (indicator !== resource) throw new errors.InvalidTarget();
        return { scope: 'tools', accessTokenFormat: 'opaque', accessTokenTTL: lifetime };
      },
    },
  },
});
provider.on('registration_create.success', () => counts.registrations++);
provider.on('grant.success', (context) => {
  if (context.oidc.params.grant_type === 'refresh_token') counts.refreshes++;
});

/** Answers for the person: signs in with the account of the query and permits all, or refuses. */
async function decide(request, response, url) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (url.searchParams.has('refuse')) {
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  }
  if (prompt.name === 'login') {
    const accountId = url.searchParams.get('account');
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  grant.addResourceScope(resource, 'tools');
  const grantId = await grant.save();
  grants.add(grantId);
  return provider.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function guarded(request, response) {
  const [, presented] = (request.headers.authorization ?? '').split(' ');
  const token = presented && (await provider.AccessToken.find(presented));
  if (!token || token.aud !== resource) {
    return json(response, 401, {}, {
      'www-authenticate': `Bearer resource_metadata="${issuer}/.well-known/oauth-protected-resource/mcp"`,
    });
  }
  return json(response, 200, { account: token.accountId });
}

/** Takes all permissions away, as a person does in the settings of their account. */
async function forget(response) {
  for (const id of grants) await (await provider.Grant.find(id))?.destroy();
  json(response, 200, {});
}

server.on('request', (request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname === '/mcp') return void guarded(request, response);
  if (url.pathname.startsWith('/interaction/')) return void decide(request, response, url);
  if (url.pathname === '/counts') return json(response, 200, counts);
  if (url.pathname === '/forget') return void forget(response);
  if (url.pathname === '/.well-known/oauth-protected-resource/mcp') {
    return json(response, 200, { resource, authorization_servers: [issuer], scopes_supported: ['tools'] });
  }
  return provider.callback()(request, response);
});
console.log(issuer);
