import { expect, type Page, test } from '@playwright/test';
import {
  chatStatus,
  expectNoBarriers,
  expectNoSidewaysScroll,
  registerUser,
  send,
  watchProblems,
} from './support';

const EXPORTED = 'src/features/session/import/__fixtures__/chatgpt.json';
const MANY = 'src/features/session/import/__fixtures__/claude.json';

const chats = (page: Page) => page.getByRole('navigation', { name: 'Chats' });

async function importFile(page: Page, file: string): Promise<void> {
  await page.getByLabel('Exported chats').setInputFiles(file);
}

test('chats of other products are imported with their branches', async ({ page }) => {
  await registerUser(page);
  await importFile(page, EXPORTED);
  await expect(page.getByRole('heading', { name: 'Bread without yeast' })).toBeVisible();
  await expect(page.getByText('Use soda and buttermilk.')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Versions of this question' })).toContainText('2');

  await importFile(page, MANY);
  const dialog = page.getByRole('dialog', { name: 'Import chats' });
  await expect(dialog.getByRole('checkbox')).toHaveCount(3);
  await expectNoBarriers(page);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(chats(page).getByRole('link')).toHaveCount(3);
});

test('a chat is pinned and archived; several are deleted, which can be undone', async ({
  page,
}) => {
  await registerUser(page);
  await importFile(page, EXPORTED);
  await expect(page).toHaveURL(/\/sessions\//);
  await page.getByRole('link', { name: 'New chat' }).first().click();
  await page.getByRole('button', { name: /Do the arithmetic/ }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  const menu = async (item: string) => {
    await chats(page).getByRole('button', { name: 'More about “Bread without yeast”' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const bread = chats(page).getByRole('link', { name: 'Bread without yeast' });

  await menu('Pin');
  await expect(chats(page).getByRole('region', { name: 'Pinned' }).getByRole('link')).toHaveText(
    'Bread without yeast',
  );
  await menu('Archive');
  await expect(bread).toHaveCount(0);
  await chats(page).getByRole('button', { name: 'Archived chats' }).click();
  await expect(bread).toBeVisible();
  await menu('Unarchive');
  await chats(page).getByRole('button', { name: 'Back to all chats' }).click();
  await expect(bread).toBeVisible();

  await page.getByRole('button', { name: 'Select several chats' }).click();
  const bar = page.getByRole('toolbar', { name: 'Selected chats' });
  await bar.getByRole('button', { name: 'Select all' }).click();
  await expect(bar).toContainText('2 selected');
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/selection-light.png' });
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect(chats(page).getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(chats(page).getByRole('link')).toHaveCount(2);
});

test('a chat is shared up to a message, read without an account, and revoked', async ({
  page,
  browser,
}) => {
  await registerUser(page);
  await send(page, 'what is 12*7');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await send(page, 'what is 6*7');
  await expect(page.getByRole('article', { name: 'Coda' })).toHaveCount(2);
  await expect(chatStatus(page)).toHaveText('The answer is complete.');

  await page.getByRole('button', { name: 'Share up to here' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Share chat' });
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expectNoBarriers(page);
  const address = await dialog.getByRole('status').getByRole('link').innerText();
  await page.keyboard.press('Escape');

  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const reader = await context.newPage();
  const problems = watchProblems(reader);
  await reader.goto(address);
  await expect(reader.getByRole('article', { name: 'Coda' })).toContainText('84');
  await expect(reader.getByRole('article', { name: 'Question' })).toHaveText('what is 12*7');
  await expect(reader.locator('[data-tool="calculator"]')).toBeVisible();
  await expect(reader.getByText('6*7')).toHaveCount(0);
  await expectNoSidewaysScroll(reader);
  await expectNoBarriers(reader);
  expect(problems).toEqual([]);

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  await page.getByRole('tab', { name: 'Your data' }).click();
  await page.getByRole('button', { name: /^Revoke the link/ }).click();
  await expect(page.getByText(/You have shared no chats/)).toBeVisible();
  await reader.reload();
  await expect(
    reader.getByRole('heading', { name: 'There is no shared chat at this link' }),
  ).toBeVisible();
  await context.close();
});
