// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useAttachmentStore } from '@/store/attachmentStore';
import { clearChatStore, setDraft, useChatStore } from '@/store/chatStore';
import type { RunEvent } from './run/events';
import { beginRun, foldEvents, forgetRuns } from './run/run-store';
import { useChat } from './useChat';

const fetched = vi.fn<typeof fetch>();
const keys = () =>
  fetched.mock.calls.map(([, init]) => new Headers(init?.headers).get('Idempotency-Key'));

const opened = () =>
  new Response('', { status: 200, headers: { 'X-Run-Id': 'run', 'X-Session-Id': 'session' } });

function showChats(first: string | undefined) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return renderHook((sessionId: string | undefined) => useChat(sessionId, () => {}), {
    initialProps: first,
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
}

const showChat = (sessionId?: string) => showChats(sessionId).result;

beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
  fetched.mockReset();
  clearChatStore();
  forgetRuns();
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('sends again under the same key until the request is known to have arrived', async () => {
  fetched.mockRejectedValueOnce(new TypeError('connection lost'));
  fetched.mockImplementation(async () => opened());

  await expect(showChat().current.send({ content: 'Hello' })).rejects.toThrow('cannot be reached');
  cleanup();
  await showChat().current.send({ content: 'Hello' });
  await showChat().current.send({ content: 'Hello' });

  const chats = keys().filter((key) => key !== null);
  expect(chats).toHaveLength(3);
  expect(chats[1]).toBe(chats[0]);
  expect(chats[2]).not.toBe(chats[0]);
});

it('sends another request under another key', async () => {
  fetched.mockRejectedValue(new TypeError('connection lost'));
  const chat = showChat();

  await chat.current.send({ content: 'Hello' }).catch(() => {});
  await chat.current.send({ content: 'Hello!' }).catch(() => {});

  expect(new Set(keys()).size).toBe(2);
});

const message = (id: string, role: 'user' | 'assistant', parent_id?: string) => ({
  id,
  session_id: 'session',
  role,
  content: id,
  status: 'complete',
  sibling_ids: [id],
  created_at: '2026-01-05T10:00:00Z',
  ...(parent_id === undefined ? {} : { parent_id }),
});

const CONVERSATION = [
  message('q1', 'user'),
  message('a1', 'assistant', 'q1'),
  message('q2', 'user', 'a1'),
  message('a2', 'assistant', 'q2'),
];

/** A server with a conversation; what it cannot answer it refuses with 503. */
function serve(routes: Record<string, () => Response> = {}) {
  const calls: [call: string, body: unknown][] = [];
  fetched.mockImplementation(async (input, init) => {
    const path = String(input).replace('/api/v1', '').replace(/\?.*/, '');
    const call = `${init?.method ?? 'GET'} ${path}`;
    calls.push([call, init?.body === undefined ? undefined : JSON.parse(String(init.body))]);
    const answer = routes[call];
    if (answer !== undefined) return answer();
    if (call === 'GET /sessions/session') return Response.json({ id: 'session' });
    if (call.startsWith('GET /sessions/session/messages'))
      return Response.json({ items: CONVERSATION });
    return Response.json({ detail: 'Not now.' }, { status: 503 });
  });
  return calls;
}

async function showConversation() {
  const chat = showChat('session');
  await waitFor(() => expect(chat.current.messages).toHaveLength(4));
  return chat;
}

const idsOf = (chat: { current: ReturnType<typeof useChat> }) =>
  chat.current.messages.map(({ id }) => id);

it('leaves the old answer where it is when a new one cannot start', async () => {
  const calls = serve();
  const chat = await showConversation();
  await act(() => chat.current.regenerate('a1', {}).catch(() => {}));
  expect(idsOf(chat)).toEqual(['q1', 'a1', 'q2', 'a2']);
  const writes = calls.filter(([call]) => call.startsWith('POST'));
  expect(writes).toEqual([['POST /chat/stream', { answer_again: 'a1', session_id: 'session' }]]);
});

it('shows a question that is asked otherwise in the place of the old one', async () => {
  serve({ 'POST /chat/stream': () => new Response(new ReadableStream(), opened()) });
  const chat = await showConversation();
  await act(() => chat.current.edit('q2', 'otherwise', {}));
  expect(idsOf(chat).slice(0, 2)).toEqual(['q1', 'a1']);
  expect(idsOf(chat)).not.toContain('a2');
  expect(chat.current.messages).toHaveLength(3);
});

it('shows the first question alone when it is asked otherwise', async () => {
  serve({ 'POST /chat/stream': () => new Response(new ReadableStream(), opened()) });
  const chat = await showConversation();
  await act(() => chat.current.edit('q1', 'otherwise', {}));
  expect(chat.current.messages).toHaveLength(1);
});

it('leaves the conversation as it is when the first question cannot be asked otherwise', async () => {
  const calls = serve();
  const chat = await showConversation();
  await act(() => chat.current.edit('q1', 'otherwise', {}).catch(() => {}));
  expect(idsOf(chat)).toEqual(['q1', 'a1', 'q2', 'a2']);
  expect(calls.filter(([call]) => call.startsWith('POST'))).toEqual([
    ['POST /chat/stream', { content: 'otherwise', edit_of: 'q1', session_id: 'session' }],
  ]);
});

it('looks for the run that is in the way when a chat is busy', async () => {
  const calls = serve({
    'POST /chat/stream': () => Response.json({ code: 'run_active' }, { status: 409 }),
  });
  const chat = await showConversation();
  const before = calls.filter(([call]) => call === 'GET /sessions/session').length;
  await act(() => chat.current.send({ content: 'Hello' }).catch(() => {}));
  await waitFor(() =>
    expect(calls.filter(([call]) => call === 'GET /sessions/session')).toHaveLength(before + 1),
  );
});

it('reads back to a message that is wanted, and puts its branch in view', async () => {
  let isSelected = false;
  const calls = serve({
    'GET /sessions/session/messages': () =>
      Response.json({
        items: isSelected
          ? [message('q0', 'user'), message('a0', 'assistant', 'q0')]
          : CONVERSATION,
      }),
    'POST /messages/a0/select': () => {
      isSelected = true;
      return Response.json({});
    },
  });
  const chat = await showConversation();
  await act(() => chat.current.earlier.find('a1'));
  expect(calls.map(([call]) => call)).not.toContain('POST /messages/a0/select');
  await act(() => chat.current.earlier.find('a0'));
  await waitFor(() => expect(idsOf(chat)).toEqual(['q0', 'a0']));
});

it('knows a chat that does not exist any more', async () => {
  serve({ 'GET /sessions/session': () => Response.json({ code: 'not_found' }, { status: 404 }) });
  const chat = showChat('session');
  await waitFor(() => expect(chat.current.isGone).toBe(true));
});

it('takes along what is typed while a chat is being created', async () => {
  serve({ 'POST /chat/stream': () => new Response(new ReadableStream(), opened()) });
  const chat = showChat();
  await act(async () => {
    const sent = chat.current.send({ content: 'Hello' });
    setDraft('new', 'and then');
    await sent;
  });
  expect(useChatStore.getState().drafts).toEqual({ session: 'and then' });
});

it('lets a chat with files appear though its user went elsewhere while it was created', async () => {
  let answer: ((response: Response) => void) | undefined;
  fetched.mockImplementation(
    (input) =>
      new Promise((done) => {
        if (String(input).endsWith('/chat/stream')) answer = done;
      }),
  );
  useAttachmentStore.setState({ prepared: 'session' });
  const { result, rerender } = showChats(undefined);
  const sent = result.current.send({ content: 'Hello', session_id: 'session' });
  await waitFor(() => expect(answer).toBeDefined());
  rerender('other');
  answer?.(new Response(new ReadableStream(), opened()));
  await act(() => sent);
  expect(useAttachmentStore.getState().prepared).toBeUndefined();
});

it('says that an answer could not be stopped', async () => {
  serve({ 'POST /chat/stream': () => new Response(new ReadableStream(), opened()) });
  const chat = await showConversation();
  await act(async () => {
    await chat.current.send({ content: 'Hello' });
  });
  act(() => chat.current.stop());
  await waitFor(() => expect(chat.current.stopError?.message).toBe('Not now.'));
  expect(chat.current.isStopping).toBe(false);
});

it('forgets why nothing could be sent once the network is back', async () => {
  serve();
  const chat = await showConversation();
  await act(() => chat.current.send({ content: 'Hello' }).catch(() => {}));
  await waitFor(() => expect(chat.current.sendError).toBeDefined());
  act(() => void dispatchEvent(new Event('online')));
  await waitFor(() => expect(chat.current.sendError).toBeUndefined());
});

it('follows the run that compacts the chat', async () => {
  fetched.mockImplementation(async (url) =>
    String(url).endsWith('/compact') ? Response.json({ run_id: 'compaction' }) : Response.json({}),
  );
  const chat = showChat('session');

  await act(() => chat.current.compact());

  await waitFor(() =>
    expect(fetched.mock.calls.map(([url]) => String(url))).toContainEqual(
      expect.stringContaining('/runs/compaction/events'),
    ),
  );
  expect(chat.current.activeRunId).toBe('compaction');
});

/** Another turn, as the page sees it live; its server is an hour ahead. */
function followTurn() {
  const event = (seq: number, fields: object) =>
    ({
      seq,
      run_id: 'r',
      session_id: 'session',
      ts: '2026-01-05T11:00:00Z',
      ...fields,
    }) as RunEvent;
  const begin = [
    event(1, { type: 'run_started', user_message_id: 'q3', parent_id: 'a2', content: [] }),
    event(2, { type: 'message_start', message_id: 'a3', parent_id: 'q3' }),
  ];
  beginRun('session', 'r');
  foldEvents('session', 'r', begin);
  return () =>
    foldEvents('session', 'r', [event(3, { type: 'run_finished', status: 'completed' })]);
}

it('joins what is stored and what was seen live by their ids, whatever the clocks say', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-05T09:00:00Z'));
  let stored = CONVERSATION;
  serve({ 'GET /sessions/session/messages': () => Response.json({ items: stored }) });
  const chat = await showConversation();
  act(() => followTurn()());
  expect(idsOf(chat)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3']);

  stored = [...CONVERSATION, message('q3', 'user', 'a2'), message('a3', 'assistant', 'q3')];
  await act(async () => chat.current.reload());
  await waitFor(() => expect(chat.current.messages.at(-1)?.siblingIds).toEqual(['a3']));
  expect(idsOf(chat)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3']);
});

it('leaves out a finished run once another branch is in view, in the same millisecond too', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-05T10:00:00Z'));
  let stored = CONVERSATION;
  serve({ 'GET /sessions/session/messages': () => Response.json({ items: stored }) });
  const chat = await showConversation();
  act(() => followTurn()());

  stored = CONVERSATION.slice(0, 2);
  await act(async () => chat.current.reload());
  await waitFor(() => expect(idsOf(chat)).toEqual(['q1', 'a1']));
});

it('keeps the end of a run that messages asked for before it cannot hold', async () => {
  let answer: ((response: Response) => void) | undefined;
  serve();
  const chat = await showConversation();
  const end = followTurn();
  const usual = fetched.getMockImplementation() as typeof fetch;
  fetched.mockImplementation((input, init) =>
    String(input).includes('/messages')
      ? new Promise((done) => (answer = done))
      : usual(input, init),
  );
  act(() => chat.current.reload());
  await waitFor(() => expect(answer).toBeDefined());
  act(end);
  await new Promise((later) => setTimeout(later, 5));
  const [first, ...others] = CONVERSATION;
  const items = [{ ...first, sibling_ids: ['q0', 'q1'] }, ...others];
  await act(async () => answer?.(Response.json({ items })));
  await waitFor(() => expect(chat.current.messages[0]?.siblingIds).toHaveLength(2));
  expect(idsOf(chat)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3']);
});
