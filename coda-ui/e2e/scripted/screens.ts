import type { Locator, Page } from '@playwright/test';
import { choose } from '../support';
import { BUSY, BY_MODEL, UNREADABLE, UNUSED } from './analytics';
import { ASKING, COMPACTED, QUESTION, QUEUED, STORED, WRITING } from './chats';
import { id, json, refused, runOf } from './conversation';
import type { Script } from './server';
import { GONE, LINKED, SHARED } from './shared';
import { ADA, CHATS, SIGNED_IN, SIGNED_OUT } from './world';

/** What a person may have before them. */
export type Screen = {
  name: string;
  path: string;
  script?: Script;
  /** What the browser has kept from before, by its key in the local storage. */
  kept?: Readonly<Record<string, object>>;
  /** What a person does first. */
  act?: (page: Page) => Promise<unknown>;
  /** It is another state at another width, so that it has to be made anew. */
  byWidth?: true;
  /** What is there when the screen is. */
  shows: (page: Page) => Locator;
};

const chat = ({ id: session }: { id: string }) => `/sessions/${session}`;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const press = (name: string | RegExp) => (page: Page) => button(page, name).first().click();
const log = (words: string) => (page: Page) => page.getByRole('log').getByText(words).first();
/** What is written in bold, which shows that the Markdown is laid out. */
const bold = (page: Page) => page.getByRole('log').locator('strong').first();
const dialog = (name: string) => (page: Page) => page.getByRole('dialog', { name });
const heading = (name: string) => (page: Page) => page.getByRole('heading', { name });

const settings = (tab: string, shows: string): Screen => ({
  name: `settings-${tab.toLowerCase().replace(' ', '-')}`,
  path: '/',
  act: async (page) => {
    await openSidebar(page);
    await press(/^Account of/)(page);
    await page.getByRole('menuitem', { name: 'Settings…' }).click();
    await page.getByRole('tab', { name: tab }).click();
  },
  shows: (page) => page.getByRole('tabpanel').getByText(shows).first(),
});

/** On a narrow page the side bar is a drawer. */
export async function openSidebar(page: Page): Promise<void> {
  const open = button(page, /^Open the side bar/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (await open.isVisible()) await open.click();
}

const drafts = (values: object) => ({
  'coda-drafts': { state: { owner: ADA.id, drafts: {}, unconfirmed: {}, ...values }, version: 1 },
});

const marks = {
  'coda-sessions': {
    state: {
      owner: ADA.id,
      unread: { [CHATS.research.id]: true },
      followed: { [CHATS.flow.id]: runOf(CHATS.flow) },
      doomed: [],
    },
    version: 1,
  },
};

const FOUND = {
  'GET /sessions': json({
    items: [
      { ...CHATS.crops, snippet: '… 20 ha of **wheat** and 20 ha of beans …' },
      { ...CHATS.old, snippet: '… water for the wheat in May …' },
    ],
  }),
};

/** Every screen, and every state of it that looks different. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', path: '/login', script: SIGNED_OUT, shows: heading('Sign in') },
  {
    name: 'sign-in-refused',
    path: '/login',
    script: {
      ...SIGNED_OUT,
      'POST /auth/login': refused(
        401,
        'unauthorized',
        'The e-mail address or the password is wrong.',
      ),
    },
    act: async (page) => {
      await page.getByLabel('Email').fill('ada@example.org');
      await page.getByLabel('Password').fill('not the password');
      await press('Sign in')(page);
    },
    shows: (page) => page.getByRole('alert'),
  },
  { name: 'register', path: '/register', script: SIGNED_OUT, shows: heading('Create an account') },
  { name: 'chat-empty', path: '/', shows: heading('What can I help with?') },
  {
    name: 'chat-tool',
    path: chat(CHATS.crops),
    shows: (page) => page.locator('[data-tool="solver_optimize"]').getByText('Done · 184 ms'),
  },
  {
    name: 'chat-steps',
    byWidth: true,
    path: chat(CHATS.crops),
    act: async (page) => {
      await page.locator('[data-tool]').getByRole('button').click();
      await page.locator('[data-tool] code.highlighted').nth(1).waitFor();
      await page.getByRole('log').press('Home');
      await page.waitForFunction(() => document.querySelector('[role=log]')?.scrollTop === 0);
      await page.getByRole('button', { name: 'Steps', exact: true }).click();
    },
    shows: heading('Wrote the answer'),
  },
  { name: 'chat-writing', path: chat(CHATS.flow), script: WRITING, shows: bold },
  {
    name: 'chat-queue',
    path: chat(CHATS.flow),
    script: QUEUED,
    act: (page) => bold(page).waitFor(),
    shows: (page) => page.getByText('And tell me what a new motor costs.'),
  },
  { name: 'chat-approval', path: chat(CHATS.mail), script: ASKING, shows: log('Deny') },
  {
    name: 'chat-approval-edit',
    path: chat(CHATS.mail),
    script: ASKING,
    act: press('Edit input'),
    shows: log('Reset input'),
  },
  { name: 'chat-question', path: chat(CHATS.table), script: QUESTION, shows: log('Decline') },
  { name: 'chat-failed', path: chat(CHATS.failed), shows: bold },
  {
    name: 'chat-branches',
    path: chat(CHATS.branches),
    act: (page) => page.getByRole('article', { name: 'You' }).last().hover(),
    shows: bold,
  },
  {
    name: 'chat-edit',
    path: chat(CHATS.branches),
    act: async (page) => {
      await page.getByRole('article', { name: 'You' }).last().waitFor();
      await page.getByRole('textbox', { name: 'Message' }).press('ArrowUp');
    },
    shows: (page) => page.getByRole('textbox', { name: 'Edit your message' }),
  },
  {
    name: 'chat-calls',
    path: chat(CHATS.research),
    act: press(/^Used weather__rain 10 times/),
    shows: bold,
  },
  {
    name: 'chat-find',
    path: `${chat(CHATS.crops)}?find=wheat`,
    shows: (page) => page.getByLabel('Find in this chat'),
  },
  {
    name: 'chat-draft',
    path: '/',
    kept: drafts({
      drafts: { new: 'First line of a draft\n\nIt was left here before the reload.' },
    }),
    shows: (page) => page.getByText('It was left here'),
  },
  {
    name: 'chat-usage',
    path: chat(CHATS.crops),
    act: press(/^Usage of this conversation/),
    shows: heading('Usage of this conversation'),
  },
  {
    name: 'chat-compacted',
    path: chat(CHATS.branches),
    script: COMPACTED,
    shows: log('What came before was summarised'),
  },
  {
    name: 'chat-outline',
    path: chat(CHATS.branches),
    act: press('Outline of this chat'),
    shows: (page) => page.getByRole('option').first(),
  },
  {
    name: 'chat-models',
    path: '/',
    act: press(/^Model:/),
    shows: (page) => page.getByText('needs a key'),
  },
  {
    name: 'chat-gone',
    path: `/sessions/${id('gone')}`,
    shows: (page) => page.getByText('This chat does not exist (any more).'),
  },
  {
    name: 'chat-unreadable',
    path: chat(CHATS.crops),
    script: {
      [`GET /sessions/${CHATS.crops.id}/messages`]: refused(
        400,
        'bad_request',
        'The messages cannot be read at the moment.',
      ),
    },
    shows: (page) => page.getByText('The messages cannot be read at the moment.'),
  },
  {
    name: 'chats',
    byWidth: true,
    path: chat(CHATS.crops),
    script: WRITING,
    kept: marks,
    act: async (page) => {
      await bold(page).waitFor();
      await openSidebar(page);
    },
    shows: (page) => page.getByRole('region', { name: 'Running in other chats' }).getByText('·'),
  },
  {
    name: 'chats-menu',
    byWidth: true,
    path: '/',
    act: async (page) => {
      await openSidebar(page);
      const item = page.getByRole('listitem').filter({ hasText: 'Dinner for the board' });
      await item.hover();
      await item.getByRole('button').click();
    },
    shows: (page) => page.getByRole('menuitem', { name: 'Export as JSON' }),
  },
  {
    name: 'chats-search',
    byWidth: true,
    path: '/',
    script: FOUND,
    act: async (page) => {
      await openSidebar(page);
      await page.getByRole('searchbox', { name: 'Search chats' }).fill('wheat');
    },
    shows: heading('Found'),
  },
  {
    name: 'chats-selected',
    byWidth: true,
    path: '/',
    act: async (page) => {
      await openSidebar(page);
      await press('Select several chats')(page);
      await page.getByRole('checkbox').nth(1).check();
      await page.getByRole('checkbox').nth(3).check();
    },
    shows: (page) => page.getByText('2 selected'),
  },
  {
    name: 'chats-none',
    byWidth: true,
    path: '/',
    script: { 'GET /sessions': json({ items: [] }) },
    act: openSidebar,
    shows: (page) => page.getByText('Your chats will be listed here.'),
  },
  settings('Preferences', 'Theme'),
  settings('Usage', 'Runs of yours'),
  settings('Prompts', 'Type / in the message box'),
  settings('Provider keys', 'Ends in x9Qf'),
  settings('Tools', 'Never runs'),
  settings('Access tokens', 'nightly backup'),
  { ...settings('Your data', 'What to plant'), script: LINKED },
  {
    name: 'settings-delete-account',
    path: '/',
    act: async (page) => {
      await settings('Your data', '').act?.(page);
      await press('Delete account…')(page);
    },
    shows: dialog('Delete account'),
  },
  {
    name: 'sign-in-deleted',
    path: '/login?deleted=true',
    script: SIGNED_OUT,
    shows: (page) => page.getByText('Your account was deleted.'),
  },
  { name: 'analytics', path: '/analytics', script: BUSY, shows: (page) => page.getByText('4.2') },
  {
    name: 'analytics-models',
    path: '/analytics',
    script: BY_MODEL,
    act: (page) => choose(page, 'Group by', 'Model'),
    shows: (page) => page.getByRole('rowheader', { name: 'ollama/qwen3' }),
  },
  {
    name: 'analytics-empty',
    path: '/analytics',
    script: UNUSED,
    shows: (page) => page.getByText('No steps were taken in this period.'),
  },
  {
    name: 'analytics-failed',
    path: '/analytics',
    script: UNREADABLE,
    shows: (page) => page.getByText('The server is busy or restarting.').last(),
  },
  {
    name: 'artifact-page',
    byWidth: true,
    path: chat(CHATS.page),
    act: async (page) => {
      await press('Artifacts')(page);
      await choose(page, 'Artifact', 'Farm shop');
    },
    shows: (page) => page.frameLocator('iframe').getByRole('heading', { name: 'This week' }),
  },
  {
    name: 'artifact-table',
    byWidth: true,
    path: chat(CHATS.page),
    act: press('Artifacts'),
    shows: (page) => page.getByText('Honey').last(),
  },
  {
    name: 'dialog-palette',
    path: '/',
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
      await page.keyboard.press('Control+k');
    },
    shows: dialog('Search chats and commands'),
  },
  {
    name: 'dialog-shortcuts',
    path: chat(CHATS.crops),
    act: async (page) => {
      await page.getByRole('log').focus();
      await page.keyboard.press('Shift+?');
    },
    shows: dialog('Keyboard shortcuts'),
  },
  {
    name: 'dialog-delete',
    byWidth: true,
    path: '/',
    act: async (page) => {
      await openSidebar(page);
      const item = page.getByRole('listitem').filter({ hasText: 'Dinner for the board' });
      await item.hover();
      await item.getByRole('button').click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
    },
    shows: (page) => page.getByRole('dialog').getByRole('button', { name: 'Delete' }),
  },
  {
    name: 'dialog-import',
    byWidth: true,
    path: '/',
    act: async (page) => {
      await openSidebar(page);
      await page
        .getByLabel('Exported chats')
        .setInputFiles('src/features/session/import/__fixtures__/claude.json');
    },
    shows: dialog('Import chats'),
  },
  {
    name: 'dialog-share',
    path: chat(CHATS.crops),
    script: LINKED,
    act: async (page) => {
      // The chat behind the dialog stays where it was, so it is laid out first.
      await page.locator('pre code.highlighted').first().waitFor();
      await press('Share up to here')(page);
    },
    shows: (page) => page.getByRole('dialog').getByText('What to plant'),
  },
  {
    name: 'shared',
    path: '/shared/token',
    script: SHARED,
    shows: (page) => page.getByRole('article', { name: 'Coda' }).locator('strong').first(),
  },
  {
    name: 'shared-gone',
    path: '/shared/token',
    script: GONE,
    shows: heading('There is no shared chat at this link'),
  },
  { name: 'not-found', path: '/nowhere/at/all', shows: heading('This page does not exist') },
  {
    name: 'unreachable',
    path: '/',
    script: { 'GET /auth/me': refused(403, 'forbidden', 'This account is closed.') },
    shows: heading('Coda could not open this page'),
  },
];

/** What a server answers while a screen is shown. */
export const scriptOf = ({ script }: Screen): Script => ({ ...SIGNED_IN, ...STORED, ...script });
