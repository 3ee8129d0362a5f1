// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { ToolBlock } from '../run/view';
import { approvalFor } from '../run/view';
import { ApprovalCard } from './ApprovalCard';

const tool: ToolBlock = {
  kind: 'tool',
  key: 'c1',
  part: 0,
  callId: 'c1',
  toolName: 'wiki__search',
  status: 'asking',
  input: {},
};

const URL = '/api/v1/mcp-servers/wiki/sign-in';

function show(status = 200) {
  const fetched = vi.fn((_url: string, _init: RequestInit) =>
    Promise.resolve(new Response(status === 200 ? '{}' : '{"detail": "Not now."}', { status })),
  );
  vi.stubGlobal('fetch', fetched);
  const page = { opener: {}, location: { assign: vi.fn() }, close: vi.fn() };
  vi.stubGlobal('open', vi.fn().mockReturnValue(page));
  const approval = approvalFor({
    seq: 1,
    run_id: 'r1',
    expires_at: '2030-01-01T00:00:00Z',
    reason: 'auth_required',
    input: {},
    sign_in: { service: 'wiki', url: URL },
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ApprovalCard tool={tool} approval={approval} />
    </QueryClientProvider>,
  );
  const sent = () =>
    fetched.mock.calls
      .filter(([, init]) => init.method === 'POST')
      .map(([url, init]) => [url, JSON.parse(String(init.body))]);
  return { page, sent };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('opens the page of the sign-in, which learns nothing of this one', async () => {
  const { page } = show();
  press('Sign in to wiki');
  await waitFor(() => expect(page.location.assign).toHaveBeenCalledWith(URL));
  expect(page.opener).toBeNull();
});

it('offers no approval of the call as such', () => {
  show();
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  expect(screen.queryByRole('checkbox')).toBeNull();
});

it('makes the call again on request once the page was opened', async () => {
  const { sent } = show();
  press('Sign in to wiki');
  fireEvent.click(await screen.findByRole('button', { name: 'Continue' }));
  await waitFor(() =>
    expect(sent()).toContainEqual(['/api/v1/runs/r1/approvals/c1', { decision: 'approve' }]),
  );
});

it('declines', async () => {
  const { sent } = show();
  press('Decline');
  await waitFor(() =>
    expect(sent()).toContainEqual(['/api/v1/runs/r1/approvals/c1', { decision: 'deny' }]),
  );
});

it('closes the page again when the sign-in here has a problem', async () => {
  const { page } = show(500);
  press('Sign in to wiki');
  expect(await screen.findByRole('alert')).toHaveProperty('textContent', 'Not now.');
  expect(page.close).toHaveBeenCalled();
});
