import { expect, type Locator, type Page } from '@playwright/test';
import { BUSY } from './analytics';
import { id, json, messagesOf, refused, runScript, sessionScript } from './conversation';
import { show, test } from './fixture';
import { openSidebar, type Screen, scriptOf } from './screens';
import { takeTextsForHtml } from './texts-for-html';
import { ADA, CHATS, MODELS, SIGNED_OUT } from './world';

const ELSEWHERE = 'https://attacker.example';

/** It would run, and fetch, if a page did not take it for the text that it is. */
const TEXT = `x"><img src=n onerror=steal()><img src="${ELSEWHERE}/p.png"><script>steal()</script>`;

/** A place that shows what others have written. This server sends no policy that would stop anything. */
type Channel = Omit<Screen, 'name' | 'shows'> & {
  what: string;
  /** Where the text is to be read. */
  shows: (page: Page) => Locator;
};

const chat = ({ id: session }: { id: string }) => `/sessions/${session}`;
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click();
const log = (page: Page) => page.getByRole('log');

async function openSettings(page: Page, tab: string): Promise<void> {
  await openSidebar(page);
  await press(page, /^Account of/);
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  await page.getByRole('tab', { name: tab }).click();
}

const settings = (tab: string) => ({
  path: '/',
  act: (page: Page) => openSettings(page, tab),
  shows: (page: Page) => page.getByRole('tabpanel'),
});

const call = { type: 'tool_call', call_id: 'c', tool_name: TEXT, input: { [TEXT]: TEXT } };
const result = { type: 'tool_result', call_id: 'c', tool_name: TEXT, status: 'success' };
const said = (answer: object[], change: object = {}) =>
  sessionScript(
    CHATS.crops,
    messagesOf(CHATS.crops, [{ question: TEXT, answer: answer as never, change }]),
  );

/** A run that is under way, and writes these events into its answer. */
const written = (...events: object[]) => {
  const asked = messagesOf(CHATS.flow, [{ question: 'Why?' }]);
  return {
    ...sessionScript(CHATS.flow, asked),
    ...runScript(CHATS.flow, [
      { type: 'run_started', user_message_id: id('none') },
      { type: 'message_start', message_id: id('m'), parent_id: asked[0]?.id, model: TEXT },
      ...events,
    ]),
  };
};
const inMessage = { message_id: id('m') };
const asked = (event: object) =>
  written(
    { type: 'tool_call', ...inMessage, part: 0, call_id: 'c', tool_name: TEXT, input: {} },
    {
      type: 'approval_required',
      call_id: 'c',
      tool_name: TEXT,
      expires_at: '2026-03-18T11:15:00Z',
      ...event,
    },
    { type: 'run_paused', interrupts: [] },
  );

const CHANNELS: readonly Channel[] = [
  {
    what: 'a question, an answer and its model',
    path: chat(CHATS.crops),
    script: said([{ type: 'text', text: TEXT }], { model_name: TEXT }),
    shows: log,
  },
  {
    what: 'reasoning',
    path: chat(CHATS.crops),
    script: said([{ type: 'reasoning', text: TEXT }]),
    act: (page) => press(page, 'Reasoning'),
    shows: (page) => page.getByRole('article', { name: 'Coda' }),
  },
  {
    what: 'a tool, what it is given and what it returns',
    path: chat(CHATS.crops),
    script: said([call, { ...result, output: TEXT }]),
    act: (page) => page.locator('[data-tool]').getByRole('button').first().click(),
    shows: (page) => page.locator('[data-tool] pre').last(),
  },
  {
    what: 'the error of a tool',
    path: chat(CHATS.crops),
    script: said([call, { ...result, status: 'error', error: TEXT }]),
    shows: (page) => page.locator('[data-tool]'),
  },
  {
    what: 'the error of an answer',
    path: chat(CHATS.crops),
    script: said([], { status: 'failed', error: { code: 'x', message: TEXT } }),
    shows: (page) => page.getByRole('article', { name: 'Coda' }),
  },
  {
    what: 'the name of a file',
    path: chat(CHATS.crops),
    script: said([
      { type: 'media', mime_type: 'text/csv', uri: `artifact:${id('f')}`, name: TEXT },
    ]),
    shows: (page) => page.getByRole('article', { name: 'Coda' }),
  },
  {
    what: 'the title of a chat, and what it was found by',
    path: '/',
    script: { 'GET /sessions': json({ items: [{ ...CHATS.crops, title: TEXT, snippet: TEXT }] }) },
    act: async (page) => {
      await openSidebar(page);
      await page.getByRole('searchbox').fill('img');
    },
    shows: (page) => page.getByRole('navigation', { name: 'Chats' }),
  },
  {
    what: 'the title of the chat in view',
    path: chat(CHATS.crops),
    script: sessionScript({ ...CHATS.crops, title: TEXT }, []),
    shows: (page) => page.getByRole('heading', { level: 1 }),
  },
  {
    what: 'the name of a user',
    path: '/',
    script: { 'GET /auth/me': json({ ...ADA, name: TEXT, email: TEXT }) },
    act: openSidebar,
    shows: (page) => page.getByRole('button', { name: /^Account of/ }),
  },
  {
    what: 'the name of a model',
    path: '/',
    script: { 'GET /models': json({ items: MODELS.map((model) => ({ ...model, name: TEXT })) }) },
    act: (page) => press(page, /^Model:/),
    shows: (page) => page.getByRole('listbox'),
  },
  {
    what: 'a tool that asks to run',
    path: chat(CHATS.flow),
    script: asked({ input: { [TEXT]: TEXT } }),
    shows: (page) => page.getByRole('group', { name: /May this tool run|asks/ }).last(),
  },
  {
    what: 'a tool that asks in the middle of its call',
    path: chat(CHATS.flow),
    script: asked({
      reason: 'elicitation',
      input: {
        message: TEXT,
        schema: {
          type: 'object',
          properties: {
            a: { type: 'string', title: TEXT, description: TEXT, enum: [TEXT] },
            b: { type: 'boolean', title: TEXT },
          },
        },
      },
    }),
    act: async (page) => {
      await page.getByRole('combobox').first().click();
      await expect(page.getByRole('option').last()).toContainText(TEXT);
      await page.keyboard.press('Escape');
    },
    shows: log,
  },
  {
    what: 'another agent, what it reports and what it asks',
    path: chat(CHATS.flow),
    script: {
      ...written(
        { type: 'tool_call', ...inMessage, part: 0, call_id: 'c', tool_name: TEXT, input: {} },
        { type: 'tool_started', call_id: 'c' },
        {
          type: 'tool_progress',
          call_id: 'c',
          message: TEXT,
          child_run_id: id('child'),
          question: {
            run_id: id('child'),
            call_id: 'd',
            tool_name: TEXT,
            input: { [TEXT]: TEXT },
            expires_at: '2026-03-18T11:15:00Z',
            path: [{ tool_name: TEXT }],
            open: true,
          },
        },
      ),
      [`GET /runs/${id('child')}`]: json({
        id: id('child'),
        session_id: CHATS.flow.id,
        status: 'failed',
        error: { code: 'x', message: TEXT },
      }),
      [`GET /runs/${id('child')}/events`]: {
        stream: (send) => {
          const run = { run_id: id('child'), ts: CHATS.flow.updated_at };
          send({
            ...run,
            seq: 1,
            type: 'run_finished',
            status: 'failed',
            error: { code: 'x', message: TEXT },
          });
        },
      },
    },
    act: (page) =>
      page
        .getByRole('region', { name: /^Subagent/ })
        .getByRole('button')
        .click(),
    shows: (page) => page.getByRole('region', { name: /^Subagent/ }),
  },
  {
    what: 'a shared chat',
    path: '/shared/token',
    script: {
      ...SIGNED_OUT,
      'GET /shared/token': json({
        title: TEXT,
        include_tools: true,
        shared_at: CHATS.crops.updated_at,
        items: [
          {
            id: id('q'),
            role: 'user',
            status: 'complete',
            parts: [
              { type: 'text', text: TEXT },
              { type: 'file', media_type: TEXT },
            ],
          },
          {
            id: id('a'),
            role: 'assistant',
            status: 'complete',
            parts: [
              { type: 'tool', tool_name: TEXT, tool_status: 'error', input: TEXT, error: TEXT },
              { type: 'text', text: TEXT },
            ],
          },
        ],
      }),
    },
    act: (page) => page.locator('[data-tool]').getByRole('button').first().click(),
    shows: (page) => page.getByRole('article', { name: 'Coda' }),
  },
  {
    what: 'the reason for which a link shows nothing',
    path: '/shared/token',
    script: { ...SIGNED_OUT, 'GET /shared/token': refused(400, 'bad_request', TEXT) },
    shows: (page) => page.getByRole('main'),
  },
  {
    what: 'the reason for which messages cannot be read',
    path: chat(CHATS.crops),
    script: { [`GET /sessions/${CHATS.crops.id}/messages`]: refused(400, 'bad_request', TEXT) },
    shows: (page) => page.getByRole('alert'),
  },
  {
    what: 'the reason for which a sign-in is refused',
    path: '/login',
    script: { ...SIGNED_OUT, 'POST /auth/login': refused(400, 'bad_request', TEXT) },
    act: async (page) => {
      await page.getByLabel('Email').fill('ada@example.org');
      await page.getByLabel('Password').fill('not the password');
      await press(page, 'Sign in');
    },
    shows: (page) => page.getByRole('alert'),
  },
  {
    what: 'the reason for which a page cannot be opened',
    path: '/',
    script: { 'GET /auth/me': refused(403, 'forbidden', TEXT) },
    shows: (page) => page.getByRole('alert'),
  },
  {
    what: 'what is wrong with a field',
    ...settings('Access tokens'),
    script: {
      'POST /settings/tokens': json(
        { code: 'validation_failed', errors: [{ field: 'name', message: TEXT }] },
        400,
      ),
    },
    act: async (page) => {
      await openSettings(page, 'Access tokens');
      await page.getByRole('textbox', { name: 'Name' }).fill('backup');
      await press(page, 'Create token');
    },
  },
  {
    what: 'the chats of a file to import',
    path: '/',
    act: async (page) => {
      await openSidebar(page);
      const chats = [0, 1].map(() => ({
        uuid: id('i'),
        name: TEXT,
        chat_messages: [
          { sender: 'human', text: TEXT, created_at: CHATS.crops.updated_at, content: [] },
        ],
      }));
      await page.getByLabel('Exported chats').setInputFiles({
        name: `${TEXT}.json`,
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(chats)),
      });
    },
    shows: (page) => page.getByRole('dialog', { name: 'Import chats' }),
  },
  {
    what: 'the reason for which a file cannot be imported',
    path: '/',
    script: { 'POST /sessions/import': refused(400, 'bad_request', TEXT) },
    act: async (page) => {
      await openSidebar(page);
      await page.getByLabel('Exported chats').setInputFiles({
        name: 'chat.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify({ format: 'coda.session', messages: [] })),
      });
    },
    shows: (page) => page.getByRole('complementary', { name: 'Side bar' }),
  },
  {
    what: 'saved prompts in the message box',
    path: '/',
    kept: {
      'coda-prompts': {
        state: { owner: ADA.id, prompts: [{ id: 'p', name: TEXT, text: `{{${TEXT}}}` }] },
        version: 1,
      },
    },
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Message' }).pressSequentially('/');
    },
    shows: (page) => page.getByRole('listbox'),
  },
  {
    what: 'access tokens',
    ...settings('Access tokens'),
    script: {
      'GET /settings/tokens': json({
        items: [
          {
            id: id('t'),
            name: TEXT,
            scopes: [TEXT],
            last4: TEXT,
            created_at: CHATS.crops.updated_at,
          },
        ],
      }),
    },
  },
  {
    what: 'tools and their servers',
    ...settings('Tools'),
    script: {
      'GET /tools': json({ items: [{ name: TEXT, description: TEXT }] }),
      'GET /mcp-servers': json({
        items: [{ name: TEXT, state: 'connected', tools: [TEXT], signed_in: false }],
      }),
    },
  },
  {
    what: 'links to chats',
    ...settings('Your data'),
    script: {
      'GET /shares': json({
        items: [
          {
            id: id('l'),
            session_id: TEXT,
            message_id: id('m'),
            title: TEXT,
            include_tools: false,
            created_at: CHATS.crops.updated_at,
          },
        ],
      }),
    },
  },
  {
    what: 'the figures of tools',
    path: '/analytics',
    script: {
      ...BUSY,
      'GET /analytics/tools': json({
        items: [
          {
            tool_name: TEXT,
            calls: 1,
            success_rate: 0,
            latency_ms: { p50: 1, p95: 1 },
            last_error: TEXT,
          },
        ],
      }),
    },
    shows: (page) => page.getByRole('region', { name: 'Tools' }),
  },
];

/** Records what ran and what left this site. */
async function watch(page: Page) {
  const ran: string[] = [];
  const fetched: string[] = [];
  await page.context().route(`${ELSEWHERE}/**`, (route) => {
    fetched.push(route.request().url());
    return route.abort();
  });
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => ran.push(popup.url()));
  await page.exposeFunction('steal', () => ran.push('a script ran'));
  return { ran, fetched };
}

for (const { what, ...rest } of CHANNELS) {
  const screen: Screen = { name: what, ...rest };

  test(`${what}: nothing runs, and nothing is fetched`, async ({ page, server }) => {
    const { ran, fetched } = await watch(page);
    server.scripted.play(scriptOf(screen));
    await show(page, server.address, screen);
    await expect(screen.shows(page)).toContainText('<img src=n onerror=steal()>');
    expect(ran).toEqual([]);
    expect(fetched).toEqual([]);
    expect(page.url()).toContain(server.address);
  });

  test(`${what}: it would be noticed`, async ({ page, server }) => {
    const { ran, fetched } = await watch(page);
    await page.addInitScript(takeTextsForHtml);
    server.scripted.play(scriptOf(screen));
    await show(page, server.address, screen);
    await expect.poll(() => ran.length).toBeGreaterThan(0);
    await expect.poll(() => fetched.length).toBeGreaterThan(0);
  });
}

test('a link that would run a script is not one', async ({ page, server }) => {
  const { ran } = await watch(page);
  const links = [
    'javascript:steal()',
    'data:text/html,<script>steal()</script>',
    'vbscript:steal()',
  ];
  const text = links.map((link) => `[this](${link})`).join(' ');
  const script = said([{ type: 'text', text }]);
  server.scripted.play(scriptOf({ name: '', path: '', script, shows: log }));
  await show(page, server.address, { name: '', path: chat(CHATS.crops), shows: log });
  const answer = page.getByRole('article', { name: 'Coda' });
  await expect(answer).toContainText('this');
  for (const link of await answer.locator('a[href]').all())
    expect(await link.getAttribute('href')).toMatch(/^(https?:|\/|#)/);
  expect(ran).toEqual([]);
});

test('a tool cannot have its user sign in at a script', async ({ page, server }) => {
  const { ran } = await watch(page);
  const script = asked({
    reason: 'sign_in',
    sign_in: { service: TEXT, url: 'javascript:opener?.steal() ?? steal()' },
  });
  server.scripted.play(scriptOf({ name: '', path: '', script, shows: log }));
  await show(page, server.address, { name: '', path: chat(CHATS.flow), shows: log });
  await press(page, /^Sign in to/);
  await expect(page.getByRole('alert')).toBeVisible();
  expect(ran).toEqual([]);
});
