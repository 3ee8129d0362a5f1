import { expect, type Page, test } from '@playwright/test';
import {
  chatStatus,
  expectNoBarriers,
  expectNoSidewaysScroll,
  registerUser,
  watchOrigins,
  watchProblems,
} from './support';

const QUESTION = 'use solver_optimize to maximize 3x + 2y subject to x + y <= 4, x + 3y <= 6';

test('an answer with a tool is streamed, and is the same after a reload', async ({ page }) => {
  const foreign = watchOrigins(page);
  const problems = watchProblems(page);
  await page.emulateMedia({ colorScheme: 'light' });

  await registerUser(page);
  await expect(page.getByRole('heading', { name: 'What can I help with?' })).toBeVisible();
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/empty-light.png' });

  await page.getByRole('textbox', { name: 'Message' }).fill(QUESTION);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}$/);
  await expect(chatStatus(page)).toHaveText('The answer is complete.');

  const tool = page.locator('[data-tool="solver_optimize"]');
  await expect(tool).toHaveAttribute('data-status', 'success');
  await tool.getByRole('button', { expanded: false }).click();
  await expect(tool.getByRole('heading', { name: 'Output' })).toBeVisible();
  await expect(tool.locator('pre').last()).toContainText('12');

  await page.getByRole('button', { name: 'Steps', exact: true }).click();
  const steps = page.getByRole('complementary', { name: 'Steps' });
  await expect(steps.getByRole('heading', { name: 'Chose tools' })).toBeVisible();
  await page.getByRole('button', { name: /^Usage of this conversation: [\d,]+ tokens/ }).click();
  await expect(page.getByRole('dialog').getByText('Cost')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/chat-light.png' });
  await expect(page.getByRole('article')).toHaveCount(2);
  const live = { transcript: await transcriptOf(page), steps: await steps.innerText() };

  await page.reload();
  await expect(tool).toHaveAttribute('data-status', 'success');
  await expect(tool).toContainText(/Done · /);
  await expect(steps.getByRole('heading', { name: 'Wrote the answer' })).toBeVisible();
  await tool.getByRole('button', { expanded: false }).click();
  await expect.poll(() => transcriptOf(page)).toBe(live.transcript);
  expect(await steps.innerText()).toBe(live.steps);
  await expect(page.getByRole('navigation', { name: 'Chats' }).getByRole('link')).toHaveCount(1);

  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/chat-dark.png' });

  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: 'target/e2e/chat-360.png' });
  await page.getByRole('button', { name: /Open the side bar/ }).click();
  await expect(page.getByRole('dialog', { name: 'Side bar' })).toBeVisible();
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/drawer-360.png' });

  expect(foreign).toEqual([]);
  expect(problems).toEqual([]);
});

test('a run that is under way is taken up again after a reload', async ({ page }) => {
  await registerUser(page);
  await page.getByRole('textbox', { name: 'Message' }).fill(QUESTION);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sessions\//);
  await page.reload();

  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(page.locator('[data-tool="solver_optimize"]')).toHaveAttribute(
    'data-status',
    'success',
  );
  await expect(page.getByRole('article', { name: 'Coda' })).toHaveCount(1);
  await expect(page.getByRole('article', { name: 'You' })).toHaveCount(1);

  await page.getByRole('article', { name: 'Coda' }).locator('p').first().click({ clickCount: 3 });
  await page.getByRole('button', { name: 'Quote' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(/^> .+\n\n$/);
});

test('a long word in a question stays within the page', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await registerUser(page);
  const address = `https://example.org/${'a'.repeat(300)}`;
  await page.getByRole('textbox', { name: 'Message' }).fill(address);
  await page.keyboard.press('Enter');
  await expect(chatStatus(page)).toHaveText(/complete|failed/);
  await page.getByRole('log').evaluate((log) => {
    log.scrollTop = 0;
  });
  const bubble = page.getByRole('article', { name: 'You' }).getByText(address);
  await expect(bubble).toBeVisible();
  const box = await bubble.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
});

test('a session is renamed, found and deleted', async ({ page }) => {
  await registerUser(page);
  await page.getByRole('button', { name: /Do the arithmetic/ }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  const chats = page.getByRole('navigation', { name: 'Chats' });

  await chats.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Twelve by seven');
  await page.keyboard.press('Enter');
  await expect(chats.getByRole('link', { name: 'Twelve by seven' })).toBeVisible();

  const filter = page.getByRole('searchbox');
  await filter.fill('nothing like it');
  await expect(chats.getByRole('link')).toHaveCount(0);
  await filter.fill('BY SEVEN');
  await expect(chats.getByRole('link')).toHaveCount(1);

  await chats.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'What can I help with?' })).toBeVisible();
  await filter.fill('');
  await expect(chats.getByRole('link')).toHaveCount(0);
});

/** What the log says, without the counters and buttons around it. */
const transcriptOf = (page: Page) => page.getByRole('log').innerText();
