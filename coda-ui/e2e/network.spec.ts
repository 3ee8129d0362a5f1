import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { approvalCard, chatStatus, letAsk, registerUser, send } from './support';

const answers = (page: Page) => page.getByRole('article', { name: 'Coda' });

/** Another window of the same user on the same chat. */
async function secondWindow(context: BrowserContext, address: string): Promise<Page> {
  const state = await context.storageState();
  const other = await context.browser()?.newContext({ storageState: state });
  const page = await other?.newPage();
  if (page === undefined) throw new Error('there is no browser');
  await page.goto(address);
  return page;
}

test('what was said while the machine slept is there when it wakes', async ({ page, context }) => {
  await registerUser(page);
  await letAsk(page, 'calculator');
  await send(page, 'what is 12*7');
  await expect(approvalCard(page)).toBeVisible();
  const other = await secondWindow(context, page.url());
  await expect(approvalCard(other)).toBeVisible();

  await context.setOffline(true);
  await expect(page.getByText(/^You are offline\./)).toBeVisible();
  await approvalCard(other).getByRole('button', { name: 'Approve' }).click();
  await expect(chatStatus(other)).toHaveText('The answer is complete.');

  await context.setOffline(false);
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page)).toContainText('84');
  expect(await answers(page).innerText()).toBe(await answers(other).innerText());
  await other.context().close();
});

test('a message that could not be sent is kept and sent again once', async ({ page, context }) => {
  await registerUser(page);
  await context.setOffline(true);
  await send(page, 'what is 12*7');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('what is 12*7');
  await context.setOffline(false);
  await page.keyboard.press('Enter');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(page.getByRole('article', { name: 'You' })).toHaveCount(1);
});
