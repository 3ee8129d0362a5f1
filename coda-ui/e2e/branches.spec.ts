import { expect, test } from '@playwright/test';
import { chatStatus, messageBox, registerUser, send } from './support';

test('an answer is regenerated and a question edited, with the keyboard alone', async ({
  page,
}) => {
  await registerUser(page);
  await send(page, 'what is 12*7');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  const answer = page.getByRole('article', { name: 'Coda' }).last();
  const versions = (name: string) => page.getByRole('group', { name: `Versions of this ${name}` });

  await answer.getByRole('button', { name: 'Regenerate' }).focus();
  await page.keyboard.press('Enter');
  await expect(versions('answer')).toContainText('2 / 2');
  await versions('answer').getByRole('button', { name: 'Previous answer' }).press('Enter');
  await expect(versions('answer')).toContainText('1 / 2');

  await messageBox(page).press('ArrowUp');
  const edit = page.getByRole('textbox', { name: 'Edit your message' });
  await expect(edit).toBeFocused();
  await edit.fill('what is 6*7');
  await edit.press('Enter');
  await expect(page.getByRole('article', { name: 'Coda' }).last()).toContainText('42');
  await expect(versions('question')).toContainText('2 / 2');

  await messageBox(page).fill('left here');
  await versions('question').getByRole('button', { name: 'Previous question' }).press('Enter');
  await expect(page.getByRole('article', { name: 'Coda' }).last()).toContainText('84');
  await expect(messageBox(page)).toHaveValue('');
  await versions('question').getByRole('button', { name: 'Next question' }).press('Enter');
  await expect(messageBox(page)).toHaveValue('left here');
});

test('prompts are saved and used with the keyboard', async ({ page }) => {
  await registerUser(page);
  await messageBox(page).press('/');
  await expect(page.getByRole('option', { name: 'Save a prompt…' })).toBeVisible();
  await page.keyboard.press('Enter');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Name').fill('Product');
  await settings.getByLabel('Prompt', { exact: true }).fill('what is {{a}}*{{b}}');
  await settings.getByRole('button', { name: 'Add prompt' }).press('Enter');
  await page.keyboard.press('Escape');

  await messageBox(page).pressSequentially('/prod');
  await page.keyboard.press('Enter');
  const values = page.getByRole('dialog', { name: 'Product' });
  await values.getByLabel('a', { exact: true }).fill('3');
  await values.getByLabel('b', { exact: true }).fill('4');
  await page.keyboard.press('Enter');
  await expect(messageBox(page)).toHaveValue('what is 3*4');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Coda' })).toContainText('12');
});
