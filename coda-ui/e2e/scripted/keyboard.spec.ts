import { expect, type Locator, type Page } from '@playwright/test';
import { show, test } from './fixture';
import { openSidebar, scriptOf } from './screens';
import type { Script } from './server';
import { LINKED } from './shared';
import { CHATS } from './world';

/** What opens over a page, is used by keyboard alone, and closes by Esc. */
type Layer = {
  name: string;
  path: string;
  width?: number;
  script?: Script;
  /** What has the focus before, and again after that. */
  opener: (page: Page) => Locator;
  /** The keys that open it; a text is typed. */
  keys: readonly string[];
  layer: (page: Page) => Locator;
  /** What has the focus first; otherwise anything in the layer has. */
  first?: (layer: Locator) => Locator;
};

const chat = ({ id }: { id: string }) => `/sessions/${id}`;
const dialog = (name: string) => (page: Page) => page.getByRole('dialog', { name });
const menu = (page: Page) => page.getByRole('menu');
const firstItem = (layer: Locator) => layer.getByRole('menuitem').first();
const search = (layer: Locator) => layer.getByRole('combobox');
const named = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first();
const account = named(/^Account of/);
const more = named('More about “Dinner for the board”');
const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });

const LAYERS: readonly Layer[] = [
  {
    name: 'the menu of the account',
    path: '/',
    opener: account,
    keys: ['Enter'],
    layer: menu,
    first: firstItem,
  },
  {
    name: 'the menu of a chat',
    path: '/',
    opener: more,
    keys: ['Space'],
    layer: menu,
    first: firstItem,
  },
  {
    name: 'the menu of a chat, by an arrow',
    path: '/',
    opener: more,
    keys: ['ArrowDown'],
    layer: menu,
    first: firstItem,
  },
  {
    name: 'the models',
    path: '/',
    opener: named(/^Model:/),
    keys: ['Enter'],
    layer: dialog('Models'),
    first: search,
  },
  {
    name: 'the outline',
    path: chat(CHATS.branches),
    opener: named('Outline of this chat'),
    keys: ['Enter'],
    layer: dialog('Outline of this chat'),
    first: search,
  },
  {
    name: 'the usage',
    path: chat(CHATS.crops),
    opener: named(/^Usage of this conversation/),
    keys: ['Enter'],
    layer: dialog('Usage of this conversation'),
  },
  {
    name: 'the commands',
    path: '/',
    opener: box,
    keys: ['Control+k'],
    layer: dialog('Search chats and commands'),
    first: search,
  },
  {
    name: 'the list of shortcuts',
    path: chat(CHATS.crops),
    opener: (page) => page.getByRole('log'),
    keys: ['Shift+?'],
    layer: dialog('Keyboard shortcuts'),
  },
  {
    name: 'the settings',
    path: '/',
    opener: account,
    keys: ['Enter', 'Enter'],
    layer: dialog('Settings'),
  },
  {
    name: 'the instructions of a chat',
    path: '/',
    opener: more,
    keys: ['Enter', 'text:Inst', 'Enter'],
    layer: dialog('Instructions'),
  },
  {
    name: 'the links of a chat',
    path: '/',
    opener: more,
    keys: ['Enter', 'text:Sh', 'Enter'],
    layer: dialog('Share chat'),
  },
  {
    name: 'the question whether to delete a chat',
    path: '/',
    opener: more,
    keys: ['Enter', 'End', 'Enter'],
    layer: dialog('Delete chat'),
  },
  {
    name: 'the links up to a message',
    path: chat(CHATS.crops),
    script: LINKED,
    opener: named('Share up to here'),
    keys: ['Enter'],
    layer: dialog('Share chat'),
  },
  {
    name: 'the side bar of a narrow page',
    path: '/',
    width: 360,
    opener: named(/^Open the side bar/),
    keys: ['Enter'],
    layer: dialog('Side bar'),
  },
  {
    name: 'the steps on a narrow page',
    path: chat(CHATS.crops),
    width: 360,
    opener: named('Steps'),
    keys: ['Enter'],
    layer: dialog('Steps'),
  },
  {
    name: 'the artifacts on a narrow page',
    path: chat(CHATS.page),
    width: 360,
    opener: named('Artifacts'),
    keys: ['Enter'],
    layer: dialog('Artifacts'),
  },
  {
    name: 'the search in a chat',
    path: chat(CHATS.crops),
    opener: box,
    keys: ['Control+f'],
    layer: (page) => page.getByRole('search').filter({ has: page.getByLabel('Find in this chat') }),
    first: (layer) => layer.getByRole('textbox'),
  },
  {
    name: 'a list of the figures',
    path: '/analytics',
    opener: (page) => page.getByRole('combobox', { name: 'Group by' }),
    keys: ['Enter'],
    layer: (page) => page.getByRole('listbox'),
    first: (layer) => layer.getByRole('option', { selected: true }),
  },
];

async function press(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (key.startsWith('text:')) await page.keyboard.type(key.slice('text:'.length));
    else await page.keyboard.press(key);
    if (keys.length === 1) continue;
    // What the next key is for is open.
    await expect(page.locator(':focus')).toBeVisible();
    await expect(page.locator('body')).not.toBeFocused();
  }
}

for (const each of LAYERS) {
  test(`${each.name} takes the focus, and gives it back`, async ({ page, server }) => {
    server.scripted.play(scriptOf({ ...each, shows: each.opener }));
    await page.setViewportSize({ width: each.width ?? 1440, height: 810 });
    await show(page, server.address, { ...each, shows: each.opener });
    if (each.path.startsWith('/sessions/')) await page.getByRole('article').first().waitFor();
    const opener = each.opener(page);
    // The first time, the code of what opens is loaded; the second time, it is there.
    for (const time of ['first', 'second']) {
      await opener.focus();
      await expect(opener, time).toBeFocused();
      await press(page, each.keys);
      const layer = each.layer(page);
      await expect(layer, time).toBeVisible();
      if (each.first !== undefined) await expect(each.first(layer), time).toBeFocused();
      else
        await expect(layer.locator(':focus').or(layer.and(page.locator(':focus')))).toHaveCount(1);
      await page.keyboard.press('Escape');
      await expect(layer, time).toHaveCount(0);
      await expect(opener, time).toBeFocused();
    }
  });
}

test('a list in the settings closes alone', async ({ page, server }) => {
  server.scripted.play(scriptOf({ name: '', path: '/', shows: account }));
  await show(page, server.address, { name: '', path: '/', shows: account });
  await account(page).focus();
  await press(page, ['Enter', 'Enter']);
  const theme = page.getByRole('combobox', { name: 'Theme' });
  await theme.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'System' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(theme).toBeFocused();
  await page.keyboard.press('Enter');
  for (const option of ['System', 'Light', 'Dark']) {
    await expect(page.getByRole('option', { name: option })).toBeFocused();
    await page.keyboard.press(option === 'Dark' ? 'Enter' : 'ArrowDown');
  }
  await expect(theme).toBeFocused();
  await expect(theme).toHaveText('Dark');
  await expect(dialog('Settings')(page)).toBeVisible();
});

test('a title that is not changed leaves the focus at its chat', async ({ page, server }) => {
  server.scripted.play(scriptOf({ name: '', path: '/', shows: account }));
  await show(page, server.address, { name: '', path: '/', shows: account });
  await openSidebar(page);
  await more(page).focus();
  await press(page, ['Enter', 'Enter']);
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: /Dinner for the board/ })).toBeFocused();
});
