// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ComponentProps, useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearUserData } from '@/store/owner';
// Loaded already, so that no test waits for it.
import '@/shared/markdown/Markdown';
import './transcript/FindBar';
import './transcript/MessageList';
import { ChatInterface } from './ChatInterface';
import { leaveAllRuns } from './run/run-follower';
import { useChat } from './useChat';

class FakeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const message = (id: string, role: 'user' | 'assistant', parent_id?: string) => ({
  id,
  session_id: 's',
  role,
  content: `${id}: bread`,
  parts: [{ type: 'text', text: `${id}: bread` }],
  status: 'complete',
  sibling_ids: [id],
  created_at: '2026-01-05T10:00:00Z',
  ...(parent_id === undefined ? {} : { parent_id }),
});
const MESSAGES = [message('q1', 'user'), message('a1', 'assistant', 'q1')];

/** A server with a chat of one turn, which accepts every other one and never finishes it. */
class FakeServer {
  readonly calls: string[] = [];
  readonly asked: unknown[] = [];
  refusal: Response | undefined;
  messages: object[] = MESSAGES;

  readonly fetch = async (url: string, init: RequestInit = {}) => {
    const path = url.replace('/api/v1', '').replace(/\?.*/, '');
    this.calls.push(`${init.method ?? 'GET'} ${path}`);
    if (this.refusal !== undefined) return this.refusal.clone();
    if (path === '/chat/stream') {
      this.asked.push(JSON.parse(String(init.body)));
      return new Response(new ReadableStream(), {
        headers: { 'X-Run-Id': 'run', 'X-Session-Id': 's' },
      });
    }
    if (path.endsWith('/events')) return new Response(new ReadableStream());
    if (path.endsWith('/messages')) return Response.json({ items: this.messages });
    if (path.startsWith('/messages/')) return Response.json({ chain_of_thought: [] });
    return Response.json({ id: 's', title: 'Bread' });
  };
}

let server: FakeServer;

type Shown = Partial<Pick<ComponentProps<typeof ChatInterface>, 'find' | 'modelProblem'>>;

function Page({ first, shown }: { first: string | undefined; shown: Shown }) {
  const [sessionId, setSessionId] = useState(first);
  const chat = useChat(sessionId, setSessionId);
  return (
    <ChatInterface
      chat={chat}
      model={{ model_provider: 'demo', model_name: 'demo' }}
      modelInfo={undefined}
      modelProblem={undefined}
      modelNotice="The demo answers."
      modelSelector={null}
      find={undefined}
      hit={undefined}
      onShowThoughts={() => {}}
      onShowCallSteps={() => {}}
      onForked={() => {}}
      onShare={() => {}}
      onManagePrompts={() => {}}
      {...shown}
    />
  );
}

const show = (first: string | undefined, shown: Shown = {}) =>
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <Page first={first} shown={shown} />
    </QueryClientProvider>,
  );

const box = () => screen.getByRole('textbox', { name: 'Message' });
const write = (text: string, key = 'Enter') => {
  fireEvent.change(box(), { target: { value: text } });
  fireEvent.keyDown(box(), { key });
};

beforeEach(() => {
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  vi.stubGlobal('IntersectionObserver', FakeObserver);
  vi.stubGlobal('ResizeObserver', FakeObserver);
  Element.prototype.scrollTo = () => {};
  Element.prototype.scrollBy = () => {};
  clearUserData();
});
afterEach(() => {
  cleanup();
  leaveAllRuns();
  vi.unstubAllGlobals();
});

it('offers something to begin with, and sends it', async () => {
  show(undefined);
  expect(screen.getByRole('heading', { name: 'What can I help with?' })).toBeTruthy();
  expect(screen.getByText('The demo answers.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /Do the arithmetic/ }));
  await waitFor(() => expect(server.asked).toHaveLength(1));
  expect(await screen.findByRole('log')).toBeTruthy();
});

it('stops an answer with Esc, and queues what is written meanwhile', async () => {
  show(undefined);
  write('Hello');
  await screen.findByRole('button', { name: 'Stop (Esc)' });
  await waitFor(() => expect(box().getAttribute('placeholder')).toBe('Write what comes next…'));
  write('and then');
  await waitFor(() =>
    expect(server.asked.at(-1)).toMatchObject({ content: 'and then', on_conflict: 'queue' }),
  );
  fireEvent.keyDown(box(), { key: 'Escape' });
  await waitFor(() => expect(server.calls).toContain('POST /runs/run/cancel'));
});

it('says why a message was refused, and gives it back', async () => {
  show('s');
  await screen.findByRole('log');
  server.refusal = Response.json({ code: 'conflict', detail: 'Not like this.' }, { status: 409 });
  write('Hello');
  expect(await screen.findByText('This cannot be done now: Not like this.')).toBeTruthy();
  expect(box()).toHaveProperty('value', 'Hello');
});

it('finds words in the chat with Ctrl+F, and those that it was found by', async () => {
  show('s');
  await screen.findByRole('log');
  expect(screen.queryByLabelText('Find in this chat')).toBeNull();
  fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true });
  expect(await screen.findByLabelText('Find in this chat')).toHaveProperty('value', '');
  cleanup();
  show('s', { find: 'bread' });
  await waitFor(() =>
    expect(screen.getByLabelText('Find in this chat')).toHaveProperty('value', 'bread'),
  );
  expect(screen.getByText('2 of 2')).toBeTruthy();
});

it('says that a chat is gone, or cannot be read now', async () => {
  server.refusal = Response.json({ code: 'not_found' }, { status: 404 });
  show('s');
  expect(await screen.findByText('This chat does not exist (any more).')).toBeTruthy();
  cleanup();
  server.refusal = Response.json({ detail: 'Not now.' }, { status: 503 });
  show('s');
  expect(await screen.findByText('Not now.')).toBeTruthy();
  server.refusal = undefined;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('log')).toBeTruthy();
});

it('says why the model may not answer', () => {
  show(undefined, { modelProblem: 'large is not available right now.' });
  expect(screen.getByText('large is not available right now.')).toBeTruthy();
});

it('asks again for an answer that is missing', async () => {
  server.messages = MESSAGES.slice(0, 1);
  show('s');
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(server.asked).toMatchObject([{ parent_id: 'q1', session_id: 's' }]));
});
