// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { clearChatStore } from '@/store/chatStore';
import type { ToolBlock, ToolQuestion } from '../run/view';
import { ApprovalCard } from './ApprovalCard';

const edit = () => fireEvent.click(screen.getByRole('button', { name: 'Edit input' }));

const tool: ToolBlock = {
  kind: 'tool',
  key: 'c1',
  part: 0,
  callId: 'c1',
  toolName: 'send_mail',
  status: 'asking',
  input: { to: 'ada' },
};

function show(reason = 'approval', question?: ToolQuestion, input: unknown = tool.input) {
  const approval = {
    seq: 1,
    runId: 'r1',
    expiresAt: '2030-01-01T00:00:00Z',
    reason,
    ...(question === undefined ? {} : { question }),
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ApprovalCard tool={{ ...tool, input }} approval={approval} />
    </QueryClientProvider>,
  );
}

function answering(status: number, body = '') {
  const fetched = vi.fn((_url: string, _init: RequestInit) =>
    Promise.resolve(new Response(body === '' ? null : body, { status })),
  );
  vi.stubGlobal('fetch', fetched);
  return () =>
    fetched.mock.calls
      .filter(([, init]) => init.method === 'POST')
      .map(([url, init]) => [url, JSON.parse(String(init.body))]);
}

afterEach(() => {
  cleanup();
  clearChatStore();
  vi.unstubAllGlobals();
});

it('approves what was shown without sending it again', async () => {
  const sent = answering(202);
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
  await waitFor(() =>
    expect(sent()).toContainEqual(['/api/v1/runs/r1/approvals/c1', { decision: 'approve' }]),
  );
});

it('sends another input when it was edited, and remembers if asked to', async () => {
  const sent = answering(202);
  show();
  edit();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '{"to": "bob"}' } });
  fireEvent.click(screen.getByRole('checkbox'));
  fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
  await waitFor(() =>
    expect(sent().at(-1)?.[1]).toEqual({
      decision: 'approve',
      input: { to: 'bob' },
      remember: true,
    }),
  );
});

it('does not send what is not JSON', () => {
  show();
  edit();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '{"to": ' } });
  expect(screen.getByRole('button', { name: 'Approve' })).toHaveProperty('disabled', true);
  expect(screen.getByRole('alert').textContent).toContain('not JSON');
});

it('shows why an input was refused and can be answered again', async () => {
  answering(400, JSON.stringify({ detail: 'input /to: is required.' }));
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
  expect(await screen.findByRole('alert')).toHaveProperty('textContent', 'input /to: is required.');
  expect(screen.getByRole('button', { name: 'Deny' })).toHaveProperty('disabled', false);
});

it('asks whether to repeat a call whose outcome nobody knows', () => {
  show('unknown_outcome');
  expect(screen.getByRole('button', { name: 'Run again' })).toBeTruthy();
  expect(screen.queryByRole('checkbox')).toBeNull();
});

it('shows what a tool asks and sends the answer', async () => {
  const sent = answering(202);
  show('elicitation', {
    message: 'Which table?',
    schema: { type: 'object', properties: { table: { type: 'integer', default: 7 } } },
  });
  expect(screen.getByText('Which table?')).toBeTruthy();
  expect(screen.queryByRole('checkbox')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
  await waitFor(() => expect(sent()[0]?.[1]).toEqual({ decision: 'approve', input: { table: 7 } }));
});

it('shows the whole input in words, long texts with their lines', () => {
  const text = `rm -rf ${'a'.repeat(600)}\nsecond line`;
  show('approval', undefined, { command: text, times: 2 });
  expect(screen.getByText('command')).toBeTruthy();
  expect(
    screen.getByText((_, element) => element?.textContent === text, { selector: 'dd' }),
  ).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('keeps a changed input while another chat is looked at', () => {
  show();
  edit();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '{"to": "bob"}' } });
  cleanup();
  show();
  expect(screen.getByRole('textbox')).toHaveProperty('value', '{"to": "bob"}');
});

it('asks a question without a form where there is nothing to fill in', async () => {
  const sent = answering(202);
  show('elicitation', { message: 'Continue?', schema: { type: 'object', properties: {} } });
  expect(screen.queryByRole('textbox')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
  await waitFor(() => expect(sent().at(-1)?.[1]).toEqual({ decision: 'approve', input: {} }));
});

it('does not send an answer before what is required is there', async () => {
  const sent = answering(202);
  const schema = {
    type: 'object',
    required: ['city'],
    properties: { city: { type: 'string', title: 'City' } },
  };
  show('elicitation', { message: 'Where?', schema });
  await screen.findByRole('textbox', { name: /City/ });
  fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
  expect(screen.getByText('Required.')).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: /City/ }), { target: { value: 'Oslo' } });
  fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
  await waitFor(() =>
    expect(sent()).toEqual([
      ['/api/v1/runs/r1/approvals/c1', { decision: 'approve', input: { city: 'Oslo' } }],
    ]),
  );
});
