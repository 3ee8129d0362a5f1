import { expect, test } from '@playwright/test';
import { approvalCard, chatStatus, letAsk, registerUser, send } from '../support';

const CONTROL = process.env.CODA_CONTROL_URL ?? '';

/** As long as a page may wait between two attempts to reach a server that has been away for long. */
const RETURN = { timeout: 60_000 };

test('a killed server takes the answer up again where it was', async ({ page, request }) => {
  test.setTimeout(4 * 60_000);
  await registerUser(page);
  await letAsk(page, 'calculator');
  await send(page, 'what is 12*7');
  const answer = page.getByRole('article', { name: 'Coda' });
  const begun = "I am Coda's demo model";
  await expect(answer).toContainText(begun);
  await expect(approvalCard(page)).toBeVisible();

  await request.post(`${CONTROL}/kill`);
  await expect(chatStatus(page)).toHaveText('Connection lost. Reconnecting.');
  await request.post(`${CONTROL}/start`);
  await expect(chatStatus(page)).toHaveText('A tool asks for your approval.', RETURN);
  await approvalCard(page).getByRole('button', { name: 'Approve' }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(answer).toHaveCount(1);
  const text = await answer.innerText();
  expect(text).toContain('84');
  expect(text.split(begun)).toHaveLength(2);

  await page.reload();
  await expect(answer).toContainText('84');
  await expect(answer).toHaveCount(1);
});

test('a tool asks in the middle of its call, and gets the answer', async ({ page }) => {
  await registerUser(page);
  await send(page, 'use asking__book {}');
  const card = page.getByRole('group', { name: /asks you something/ });
  await expect(card).toContainText('Which table?');
  await card.getByRole('button', { name: 'Answer' }).click();
  await expect(card).toContainText('Required.');
  await page.reload();
  await card.getByLabel(/table/).fill('7');
  await card.getByRole('button', { name: 'Answer' }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(page.getByRole('article', { name: 'Coda' }).last()).toContainText('7');
});
