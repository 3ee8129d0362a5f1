// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ApiKey, Token, ToolPermission } from '@/api/schema';
import { chooseOption } from '@/shared/ui/select-fixture';
import { usePromptStore } from '@/store/promptStore';
import { useSettings } from '@/store/settingsStore';
import { SettingsPanel } from './SettingsPanel';

const NOW = '2026-11-30T08:00:00Z';

const TOOLS = [
  { name: 'clock', description: 'Tells the time.', permission: 'allow' },
  { name: 'mail', description: 'Sends a message.', permission: 'deny' },
];

type Change = {
  monthly_budget_usd?: string;
  tool_permissions?: Record<string, ToolPermission | null>;
};

/** A server that keeps what it is given. */
class FakeSettings {
  readonly sent: string[] = [];
  keys: ApiKey[] = [];
  tokens: Token[] = [];
  tools: Record<string, ToolPermission> = {};
  budget: string | undefined = undefined;
  readonly organization = {
    quota_tokens: 100_000,
    quota_requests: 1000,
    used_tokens: 95_000,
    used_requests: 12,
    used_cost_usd: '1.5',
    resets_at: '2026-12-01T00:00:00Z',
  };

  readonly fetch = async (url: string, init: RequestInit = {}) => {
    const { method = 'GET' } = init;
    const path = url.replace('/api/v1/settings', '');
    const body = init.body === undefined ? undefined : JSON.parse(String(init.body));
    if (method !== 'GET') this.sent.push(`${method} ${path} ${JSON.stringify(body) ?? ''}`.trim());
    if (method === 'POST' && path === '/api-keys') return this.keep(body);
    if (method === 'POST' && path === '/tokens') return this.make(body);
    if (method === 'DELETE') {
      const id = path.slice(path.lastIndexOf('/') + 1);
      this.keys = this.keys.filter((key) => key.provider !== id);
      this.tokens = this.tokens.filter((token) => token.id !== id);
      return new Response(null, { status: 204 });
    }
    if (path.endsWith('/tools')) return Response.json({ items: TOOLS });
    if (path.endsWith('/mcp-servers')) return Response.json({ items: [] });
    if (path.endsWith('/auth/me')) return Response.json({ organization: this.organization });
    if (method === 'PATCH') return this.change(body.preferences);
    return path === '/tokens' ? Response.json({ items: this.tokens }) : this.settings();
  };

  private change({ monthly_budget_usd: budget, tool_permissions: decided }: Change) {
    if (budget === 'much') {
      const errors = [{ field: 'preferences.monthly_budget_usd', message: 'must be a decimal' }];
      return Response.json({ code: 'validation_failed', errors }, { status: 400 });
    }
    const tools = Object.entries({ ...this.tools, ...decided });
    this.tools = Object.fromEntries(tools.flatMap(([tool, may]) => (may ? [[tool, may]] : [])));
    this.budget = budget;
    return this.settings();
  }

  private settings() {
    return Response.json({
      preferences: { tool_permissions: this.tools, monthly_budget_usd: this.budget },
      api_keys: this.keys,
    });
  }

  private keep({ provider, api_key }: { provider: string; api_key: string }) {
    if (api_key === 'wrong') {
      const errors = [{ field: 'api_key', message: 'must be another' }];
      return Response.json({ code: 'validation_failed', errors }, { status: 400 });
    }
    this.keys = [{ provider, last4: api_key.slice(-4), created_at: NOW }];
    return Response.json(this.keys[0], { status: 201 });
  }

  private make({ name, scopes }: Pick<Token, 'name' | 'scopes'>) {
    this.tokens = [{ id: 't1', name, scopes, last4: 'wxyz', created_at: NOW }];
    return Response.json({ ...this.tokens[0], token: 'coda_pat_secretwxyz' }, { status: 201 });
  }
}

function show(page: string, server = new FakeSettings()) {
  vi.stubGlobal('fetch', server.fetch);
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <SettingsPanel onAccountDeleted={vi.fn()} />
    </QueryClientProvider>,
  );
  fireEvent.mouseDown(screen.getByRole('tab', { name: page }), { button: 0 });
  return server;
}

const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

const scrolled = vi.fn();

beforeEach(() => {
  Element.prototype.scrollIntoView = function (this: Element) {
    scrolled(this.textContent);
  };
});

afterEach(() => {
  cleanup();
  scrolled.mockReset();
  vi.unstubAllGlobals();
});

it('keeps a key, shows its end alone, and removes it', async () => {
  const server = show('Provider keys');
  await chooseOption('Provider', 'Anthropic');
  write('Key', 'sk-secret-1234');
  press('Add key');

  const list = screen.getByRole('list', { name: 'Your keys' });
  await within(list).findByText('Anthropic');
  expect(list.textContent).toContain('Ends in 1234');
  expect(document.body.innerHTML).not.toContain('sk-secret');

  press('Remove the key for Anthropic');
  await waitFor(() => expect(within(list).queryByText('Anthropic')).toBeNull());
  expect(server.sent).toEqual([
    'POST /api-keys {"provider":"anthropic","api_key":"sk-secret-1234"}',
    'DELETE /api-keys/anthropic',
  ]);
});

it('says at the field what is wrong with a key, and leaves it there', async () => {
  show('Provider keys');
  write('Key', 'wrong');
  press('Add key');

  await screen.findByText('must be another');
  expect(screen.getByLabelText('Key')).toHaveProperty('value', 'wrong');
});

it('shows a new token once, with its scopes, and revokes it', async () => {
  const server = show('Access tokens');
  write('Name', 'backup');
  fireEvent.click(screen.getByLabelText('Call tools'));
  await chooseOption('Lasts', 'Until it is revoked');
  press('Create token');

  const shown = await screen.findByRole('status');
  expect(shown.textContent).toContain('coda_pat_secretwxyz');
  const list = screen.getByRole('list', { name: 'Your tokens' });
  await within(list).findByText('backup');
  expect(list.textContent).toContain('…wxyz · Read chats, Call tools · not used yet');

  press('Revoke the token backup');
  await waitFor(() => expect(within(list).queryByText('backup')).toBeNull());
  expect(server.sent).toEqual([
    'POST /tokens {"name":"backup","scopes":["read","tools"]}',
    'DELETE /tokens/t1',
  ]);
});

it('lists what was decided about tools, and forgets it', async () => {
  const server = new FakeSettings();
  server.tools = { shell: 'deny' };
  show('Tools', server);

  const remembered = within(screen.getByRole('list', { name: 'Remembered tools' }));
  await remembered.findByText('Never runs');
  press('Forget what was decided about shell');

  await screen.findByText(/Nothing is remembered/);
  expect(server.sent).toEqual(['PATCH  {"preferences":{"tool_permissions":{"shell":null}}}']);
});

it('decides about any tool, except about what its operator forbids', async () => {
  const server = show('Tools');
  const clock = await screen.findByRole('combobox', { name: 'May clock run?' });
  expect(clock.textContent).toBe('Default: Allow');
  expect(screen.queryByRole('combobox', { name: 'May mail run?' })).toBeNull();

  await chooseOption('May clock run?', 'Ask me');
  await waitFor(() => expect(server.sent).toHaveLength(1));
  await chooseOption('May clock run?', 'Default: Allow');
  await waitFor(() =>
    expect(server.sent).toEqual([
      'PATCH  {"preferences":{"tool_permissions":{"clock":"ask"}}}',
      'PATCH  {"preferences":{"tool_permissions":{"clock":null}}}',
    ]),
  );
});

it('shows what is used of the quota', async () => {
  show('Usage');

  const tokens = await screen.findByRole('meter', { name: 'Tokens used this month' });
  expect(tokens.getAttribute('aria-valuetext')).toBe('95,000 of 100,000');
  expect(screen.getByRole('meter', { name: 'Runs used this month' })).toBeDefined();
  expect(document.body.textContent).toContain('Cost this month: $1.50');
  expect(document.body.textContent).toMatch(/start anew on .*1/);
});

it('keeps a budget, and says when it is not an amount', async () => {
  const server = show('Usage');
  const field = 'Your monthly budget in US dollars';
  write(field, 'much');
  press('Save budget');
  await screen.findByText('Write an amount such as 20.00.');

  write(field, '20.00');
  press('Save budget');
  await waitFor(() => expect(server.budget).toBe('20.00'));
  await waitFor(() => expect(screen.getByLabelText(field)).toHaveProperty('value', '20.00'));
  expect(server.sent.at(-1)).toBe('PATCH  {"preferences":{"monthly_budget_usd":"20.00"}}');
});

it('saves a prompt, changes and deletes it', () => {
  show('Prompts');
  write('Name', 'Proofread');
  write('Prompt', 'Correct my text.');
  press('Add prompt');
  expect(screen.getByRole('list', { name: 'Your prompts' }).textContent).toContain('Proofread');

  press('Edit the prompt Proofread');
  write('Name', 'Correct');
  press('Save');
  expect(usePromptStore.getState().prompts.map(({ name, text }) => [name, text])).toEqual([
    ['Correct', 'Correct my text.'],
  ]);

  press('Delete the prompt Correct');
  expect(usePromptStore.getState().prompts).toEqual([]);
});

it('notifies only where the browser allows it', async () => {
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('Notification', { requestPermission: async () => 'denied' });
  show('Preferences');
  fireEvent.click(screen.getByLabelText(/Notify me/));
  await screen.findByText(/does not allow notifications/);
  expect(useSettings.getState().notifications).toBe(false);
});

it('keeps the chosen tab in view, also when the page becomes narrower', () => {
  show('Your data');
  expect(scrolled.mock.calls).toEqual([['Preferences'], ['Your data']]);
  fireEvent(window, new Event('resize'));
  expect(scrolled.mock.calls).toEqual([['Preferences'], ['Your data'], ['Your data']]);
});
