import { expect, type Page, test } from '@playwright/test';
import {
  approvalCard,
  chatStatus,
  expectNoBarriers,
  expectNoSidewaysScroll,
  letAsk,
  messageBox,
  registerUser,
  send,
} from './support';

const questions = (page: Page) => page.getByRole('article', { name: 'You' });
const queued = (page: Page) => page.getByRole('region', { name: 'Queued messages' });

/** A chat whose answer waits for its user. */
async function askSomething(page: Page): Promise<void> {
  await registerUser(page);
  await letAsk(page, 'calculator');
  await send(page, 'what is 12*7');
  await expect(approvalCard(page)).toBeVisible();
}

test('messages wait for the answer before them, even across a reload', async ({ page }) => {
  await askSomething(page);
  await send(page, 'which tools can you use?');
  await send(page, 'what time is it in Tokyo?');
  await expect(queued(page).getByRole('listitem')).toHaveCount(2);
  await expect(queued(page)).toContainText('which waits for you');
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/queue-light.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/queue-dark.png' });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: 'target/e2e/queue-360.png' });
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: 'target/e2e/queue-360-rtl.png' });

  await page.reload();
  await expect(queued(page).getByRole('listitem')).toHaveCount(2);
  await queued(page).getByRole('button', { name: 'Move down' }).first().click();
  await expect(queued(page).getByRole('listitem').first()).toContainText('Tokyo');
  // The list is whole again, in the order that the server has.
  await expect(queued(page).getByRole('listitem')).toHaveCount(2);
  await expect(queued(page)).toHaveAttribute('aria-busy', 'false');
  await queued(page).getByRole('button', { name: 'Remove from the queue' }).last().click();
  await expect(queued(page).getByRole('listitem')).toHaveCount(1);
  await approvalCard(page).getByRole('button', { name: 'Approve' }).click();
  await expect(queued(page)).toHaveCount(0);
  await expect(questions(page)).toHaveCount(2);
  await expect(questions(page).last()).toContainText('Tokyo');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
});

test('a message can be sent instead of the answer that is being written', async ({ page }) => {
  await askSomething(page);
  await send(page, 'which tools can you use?', 'Control+Enter');
  await expect(page.getByText('You stopped this answer.')).toBeVisible();
  await expect(questions(page)).toHaveCount(2);
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
});

test('a stopped answer lets the next message go', async ({ page }) => {
  await askSomething(page);
  await send(page, 'which tools can you use?');
  await expect(queued(page).getByRole('listitem')).toHaveCount(1);
  await messageBox(page).press('Escape');
  await expect(queued(page)).toHaveCount(0);
  await expect(questions(page)).toHaveCount(2);
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
});

test('what waits is the same in every window, and is sent without one', async ({
  page,
  context,
}) => {
  await askSomething(page);
  await send(page, 'which tools can you use?');
  await expect(queued(page).getByRole('listitem')).toHaveCount(1);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(queued(other)).toContainText('which tools can you use?');
  await page.close();
  await queued(other).getByRole('button', { name: 'Edit' }).click();
  await other.getByRole('textbox', { name: 'Edit your message' }).fill('what is 6*7');
  await other.keyboard.press('Enter');
  await expect(queued(other)).toContainText('what is 6*7');
  await approvalCard(other).getByRole('button', { name: 'Deny' }).click();
  await expect(questions(other)).toHaveCount(2);
  await expect(questions(other).last()).toContainText('6*7');
  await approvalCard(other).getByRole('button', { name: 'Approve' }).click();
  await expect(other.getByRole('article', { name: 'Coda' }).last()).toContainText('42');
});

test('a chat in the background says that it waits, and can be stopped', async ({ page }) => {
  await askSomething(page);
  const chats = page.getByRole('navigation', { name: 'Chats' });
  await page.keyboard.press('Control+Shift+O');
  await expect(page.getByRole('heading', { name: 'What can I help with?' })).toBeVisible();
  await expect(chats.getByText('Waiting for you')).toBeAttached();
  await expect(page).toHaveTitle(/^\(1\) /);
  const tray = page.getByRole('region', { name: 'Running in other chats' });
  await expect(tray.getByRole('link')).toContainText('Waiting for you');
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/background-dark.png' });

  await page.reload();
  await tray.getByRole('button', { name: /^Stop/ }).click();
  await expect(tray).toHaveCount(0);
});
