// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useSettings } from '@/store/settingsStore';
import {
  address,
  CHAT,
  closeApp,
  FakeServer,
  heading,
  openApp,
  press,
  problem,
} from '../app-fixture';

afterEach(closeApp);

const message = (id: string, role: 'user' | 'assistant', text: string, parent_id?: string) => ({
  id,
  session_id: CHAT.id,
  role,
  parts: [{ type: 'text', text }],
  status: 'complete',
  sibling_ids: [id],
  created_at: CHAT.created_at,
  ...(parent_id === undefined ? {} : { parent_id }),
});
const TURN = [
  message('q', 'user', 'A table, please.'),
  message(
    'a',
    'assistant',
    '```html\n<title>Shop</title>\n<h1>Shop</h1>\n<p>a\n<p>b\n<p>c\n```',
    'q',
  ),
];

const MESSAGES = `GET /sessions/${CHAT.id}/messages`;

function withMessages(answer: () => Response | Promise<Response>) {
  const server = new FakeServer();
  server.answers = { [MESSAGES]: answer };
  return server;
}

it('begins a chat with the model that answers, and names the tab', async () => {
  const server = new FakeServer();
  const models = [{ provider: 'demo', name: 'demo', available: true, capabilities: [] }];
  server.answers = { 'GET /models': () => Response.json({ items: models }) };
  openApp('/', server);
  await heading('What can I help with?');
  await screen.findByRole('button', { name: 'Model: demo/demo' });
  expect(document.title).toBe('New chat · Coda');
});

it('holds the place of messages that are being read', async () => {
  let answer: ((response: Response) => void) | undefined;
  openApp(
    `/sessions/${CHAT.id}`,
    withMessages(() => new Promise((done) => (answer = done))),
  );
  await waitFor(() => expect(answer).toBeDefined());
  const place = () => screen.getByRole('main').querySelector('[aria-busy=true]');
  expect(place()).not.toBeNull();
  answer?.(Response.json({ items: TURN }));
  await screen.findByRole('log');
  expect(place()).toBeNull();
});

it('says that a chat is empty', async () => {
  openApp(`/sessions/${CHAT.id}`);
  await heading(CHAT.title);
  expect(await screen.findByText('Nothing has been said here yet.')).toBeDefined();
  expect(document.title).toBe(`${CHAT.title} · Coda`);
});

it('says why messages cannot be read, and reads them when that is over', async () => {
  let fails = true;
  openApp(
    `/sessions/${CHAT.id}`,
    withMessages(() =>
      fails
        ? problem(400, 'bad_request', 'The messages cannot be read.')
        : Response.json({ items: TURN }),
    ),
  );
  await screen.findByText('The messages cannot be read.');
  fails = false;
  press('Try again');
  await screen.findByRole('log');
});

it('says that a chat is gone, and offers another', async () => {
  const server = withMessages(() => problem(404, 'not_found', 'There is no session.'));
  server.answers[`GET /sessions/${CHAT.id}`] = () =>
    problem(404, 'not_found', 'There is no session.');
  openApp(`/sessions/${CHAT.id}`, server);
  await screen.findByText('This chat does not exist (any more).');
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
});

it('opens the steps beside a chat, and remembers that', async () => {
  openApp(
    `/sessions/${CHAT.id}`,
    withMessages(() => Response.json({ items: TURN })),
  );
  await screen.findByRole('log');
  const steps = screen.getByRole('button', { name: 'Steps' });
  fireEvent.click(steps);
  await screen.findByRole('complementary', { name: 'Steps' });
  expect(steps.getAttribute('aria-pressed')).toBe('true');
  expect(useSettings.getState().thoughtsOpen).toBe(true);
  fireEvent.click(steps);
  expect(screen.queryByRole('complementary', { name: 'Steps' })).toBeNull();
});

it('has one panel at a time: artifacts take the place of the steps, and give it back', async () => {
  openApp(
    `/sessions/${CHAT.id}`,
    withMessages(() => Response.json({ items: TURN })),
  );
  await screen.findByRole('log');
  press('Steps');
  press('Artifacts');
  const panel = await screen.findByRole('complementary', { name: 'Artifacts' });
  expect((await within(panel).findByRole('combobox')).textContent).toContain('Shop');
  expect(screen.queryByRole('complementary', { name: 'Steps' })).toBeNull();
  press('Steps');
  await screen.findByRole('complementary', { name: 'Steps' });
  expect(screen.queryByRole('complementary', { name: 'Artifacts' })).toBeNull();
});

it('shows a panel over a narrow page, and leaves what a wide one remembers', async () => {
  openApp(
    `/sessions/${CHAT.id}`,
    withMessages(() => Response.json({ items: TURN })),
    false,
  );
  await screen.findByRole('log');
  press('Steps');
  await screen.findByRole('dialog', { name: 'Steps' });
  expect(useSettings.getState().thoughtsOpen).toBe(false);
});

it('gives a chat that has begun its own address', async () => {
  const server = new FakeServer();
  server.answers = {
    'POST /chat/stream': () =>
      new Response(new ReadableStream(), {
        headers: { 'X-Run-Id': 'run', 'X-Session-Id': CHAT.id },
      }),
  };
  openApp('/', server);
  await heading('What can I help with?');
  const box = screen.getByRole('textbox', { name: 'Message' });
  fireEvent.change(box, { target: { value: 'Bake a bread' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  await waitFor(() => expect(address()).toBe(`/sessions/${CHAT.id}`));
  await heading(CHAT.title);
});
