import { expect, test } from '@playwright/test';
import { approvalCard, chatStatus, expectNoBarriers, letAsk, registerUser, send } from './support';

test('a tool that asks waits for a person, even across a reload', async ({ page }) => {
  await registerUser(page);
  await letAsk(page, 'calculator');
  await send(page, 'what is 12*7');
  const card = approvalCard(page);
  await expect(card).toBeVisible();
  await expect(chatStatus(page)).toHaveText('A tool asks for your approval.');
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/approval-light.png' });

  await page.reload();
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: 'Edit input' }).click();
  await card.getByRole('textbox').fill('{"expression": "6*7"}');
  await card.getByRole('button', { name: 'Approve' }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(page.locator('article').last()).toContainText('42');

  await page.locator('[data-tool="calculator"]').getByRole('button').first().click();
  await expect(page.getByText(/You changed the input and approved this call/)).toBeVisible();
});
