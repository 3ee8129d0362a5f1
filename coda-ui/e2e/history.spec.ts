import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { chatStatus, choose, registerUser, send } from './support';

const chats = (page: Page) => page.getByRole('navigation', { name: 'Chats' });

async function ask(page: Page, question: string): Promise<void> {
  await send(page, question);
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
}

async function exported(page: Page, as: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await chats(page)
    .getByRole('button', { name: /^More about/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: `Export as ${as}` }).click();
  return readFile(await (await download).path());
}

test('an exported chat is imported with all that was said', async ({ page }) => {
  await registerUser(page);
  await ask(page, 'what is 12*7');
  const said = await page.getByRole('log').innerText();
  const file = await exported(page, 'JSON');
  expect(String(await exported(page, 'Markdown'))).toContain('what is 12*7');

  await page.getByLabel('Exported chats').setInputFiles({
    name: 'chat.json',
    mimeType: 'application/json',
    buffer: file,
  });
  await expect(chats(page).getByRole('link')).toHaveCount(2);
  await expect(page.locator('[data-tool="calculator"]')).toBeVisible();
  expect(wordsOf(await page.getByRole('log').innerText())).toEqual(wordsOf(said));
});

/** Without the times at which it was said. */
const wordsOf = (log: string) => log.replaceAll(/\d+:\d\d\s?[AP]M|· [\d.,]+ m?s/g, '');

test('a search for what was said leads to it', async ({ page }) => {
  await registerUser(page);
  await ask(page, 'what time is it in Tokyo');
  await page.keyboard.press('Control+Shift+O');
  await ask(page, 'what is 12*7');

  await page.getByRole('searchbox').fill('Tokyo');
  const hit = chats(page).getByRole('link').first();
  await expect(hit.locator('mark').first()).toHaveText('Tokyo');
  await hit.click();
  await expect(page.getByLabel('Find in this chat')).toHaveValue('Tokyo');
  await expect(page.getByRole('article', { name: 'You' })).toContainText('Tokyo');
});

test('what was used is in the analytics', async ({ page }) => {
  await registerUser(page);
  await ask(page, 'what is 12*7');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Analytics' }).click();

  const usage = page.getByRole('region', { name: 'Usage' });
  await expect(usage.getByRole('img')).toHaveAccessibleName(/^Tokens by day from .* The most was/);
  await expect(page.getByRole('region', { name: 'Decisions' })).toContainText('calculator');
  await choose(page, 'Group by', 'Model');
  await expect(usage.getByRole('rowheader', { name: 'demo/demo' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV: Usage' }).click();
  expect(String(await readFile(await (await download).path()))).toContain('tokens');
});
