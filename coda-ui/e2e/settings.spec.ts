import { expect, type Page, test } from '@playwright/test';
import { approvalCard, chatStatus, choose, letAsk, registerUser, send } from './support';

async function openSettings(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  await page.getByRole('tab', { name: tab }).click();
}

test('a key goes in, is known by its end alone, and is removed', async ({ page }) => {
  const key = 'sk-ant-a-key-that-nobody-has-7Qx2';
  await registerUser(page);
  await openSettings(page, 'Provider keys');
  await choose(page, 'Provider', 'Anthropic');
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Add key' }).click();
  const keys = page.getByRole('list', { name: 'Your keys' });
  await expect(keys).toContainText('Ends in 7Qx2');

  await page.reload();
  await openSettings(page, 'Provider keys');
  await expect(keys).toContainText('Ends in 7Qx2');
  expect(await page.content()).not.toContain(key);
  await keys.getByRole('button', { name: 'Remove the key for Anthropic' }).click();
  await expect(keys.getByRole('listitem')).toHaveCount(0);
});

test('a token is shown once, works, and is revoked', async ({ page, playwright, baseURL }) => {
  await registerUser(page);
  await openSettings(page, 'Access tokens');
  await page.getByLabel('Name', { exact: true }).fill('backup');
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = await page.getByRole('status').locator('code').innerText();
  const program = await playwright.request.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    extraHTTPHeaders: { Authorization: `Bearer ${token}` },
  });
  expect((await program.get('/api/v1/sessions')).status()).toBe(200);

  const tokens = page.getByRole('list', { name: 'Your tokens' });
  await tokens.getByRole('button', { name: 'Revoke the token backup' }).click();
  await expect(tokens.getByRole('listitem')).toHaveCount(0);
  expect((await program.get('/api/v1/sessions')).status()).toBe(401);
  await program.dispose();
});

test('what was decided about a tool is remembered, and forgotten', async ({ page }) => {
  await registerUser(page);
  await letAsk(page, 'calculator');
  await send(page, 'what is 12*7');
  const card = approvalCard(page);
  await card.getByRole('checkbox', { name: /from now on/ }).check();
  await card.getByRole('button', { name: 'Approve' }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await send(page, 'what is 6*7');
  await expect(page.getByRole('article', { name: 'Coda' }).last()).toContainText('42');

  await openSettings(page, 'Tools');
  const tools = page.getByRole('list', { name: 'Remembered tools' });
  await expect(tools).toContainText('Runs without asking you');
  await tools.getByRole('button', { name: /^Forget/ }).click();
  await expect(page.getByText(/Nothing is remembered/)).toBeVisible();
});

test('theme and language stay after a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await registerUser(page);
  await openSettings(page, 'Preferences');
  await choose(page, 'Theme', 'Dark');
  await choose(page, 'Language', 'Deutsch');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Neuer Chat');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});
