import { expect, type Page, test } from '@playwright/test';
import { expectNoBarriers, registerUser, watchOrigins, watchProblems } from './support';

const QUESTION = 'use solver_optimize to maximize 3x + 2y subject to x + y <= 4, x + 3y <= 6';

test('an answer with a tool is streamed, and is the same after a reload', async ({ page }) => {
  const foreign = watchOrigins(page);
  const problems = watchProblems(page);
  await page.emulateMedia({ colorScheme: 'light' });

  await registerUser(page);
  await expect(page.getByRole('heading', { name: 'What shall we work out?' })).toBeVisible();
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/empty-light.png' });

  await page.getByRole('textbox', { name: 'Message' }).fill(QUESTION);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('status')).toHaveText('The answer is complete.');

  const tool = page.locator('[data-tool="solver_optimize"]');
  await expect(tool).toHaveAttribute('data-status', 'success');
  await tool.getByRole('button', { expanded: false }).click();
  await expect(tool.getByRole('heading', { name: 'Output' })).toBeVisible();
  await expect(tool.locator('pre').last()).toContainText('12');

  const steps = page.getByRole('complementary', { name: 'Chain of thought' });
  await expect(steps.getByRole('heading', { name: 'Tool selection' })).toBeVisible();
  await expect(page.getByLabel('Usage of this conversation')).toContainText(/Tokens\s*[\d,]+/);
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/chat-light.png' });
  await expect(page.getByRole('article')).toHaveCount(2);
  const live = { transcript: await transcriptOf(page), steps: await steps.innerText() };

  await page.reload();
  await expect(tool).toHaveAttribute('data-status', 'success');
  await expect(tool).toContainText(/Done · /);
  await expect(steps.getByRole('heading', { name: 'Synthesis' })).toBeVisible();
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

  await expect(page.getByRole('status')).toHaveText('The answer is complete.');
  await expect(page.locator('[data-tool="solver_optimize"]')).toHaveAttribute(
    'data-status',
    'success',
  );
  await expect(page.getByRole('article', { name: 'Coda' })).toHaveCount(1);
  await expect(page.getByRole('article', { name: 'You' })).toHaveCount(1);
});

test('a session is renamed, found and deleted', async ({ page }) => {
  await registerUser(page);
  await page.getByRole('button', { name: /Do the arithmetic/ }).click();
  await expect(page.getByRole('status')).toHaveText('The answer is complete.');
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
  await expect(page.getByRole('heading', { name: 'What shall we work out?' })).toBeVisible();
  await filter.fill('');
  await expect(chats.getByRole('link')).toHaveCount(0);
});

/** What the log says, without the counters and buttons around it. */
const transcriptOf = (page: Page) => page.getByRole('log').innerText();

async function expectNoSidewaysScroll(page: Page) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}
