import { expect, test } from '@playwright/test';
import { expectNoBarriers, registerUser } from './support';

test('a tool that asks waits for a person, even across a reload', async ({ page }) => {
  await registerUser(page);
  await page.evaluate(async () => {
    const csrf = document.cookie.split('; ').find((cookie) => cookie.startsWith('coda_csrf='));
    const answer = await fetch('/api/v1/settings', {
      method: 'PATCH',
      headers: {
        'Content-Type': 'application/json',
        'X-CSRF-Token': decodeURIComponent(csrf?.slice('coda_csrf='.length) ?? ''),
      },
      body: JSON.stringify({ preferences: { tool_permissions: { calculator: 'ask' } } }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  });

  await page.getByRole('textbox', { name: 'Message' }).fill('what is 12*7');
  await page.keyboard.press('Enter');
  const card = page.getByRole('group', { name: /May this tool run/ });
  await expect(card).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('A tool asks for your approval.');
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/approval-light.png' });

  await page.reload();
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: 'Edit input' }).click();
  await card.getByRole('textbox').fill('{"expression": "6*7"}');
  await card.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('status')).toHaveText('The answer is complete.');
  await expect(page.locator('article').last()).toContainText('42');
});
