import { expect, type Page, test } from '@playwright/test';
import {
  chatStatus,
  expectNoBarriers,
  expectNoSidewaysScroll,
  messageBox,
  registerUser,
  watchOrigins,
  watchProblems,
} from './support';

const CSV = { name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2') };
const PICTURE = {
  name: 'dot.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

const files = (page: Page) => page.getByRole('list', { name: 'Attached files' });
const attach = (page: Page, file: typeof CSV) =>
  page.getByLabel('Files to attach').setInputFiles(file);

test('files are attached, refused with a reason, sent, and there after a reload', async ({
  page,
}) => {
  const foreign = watchOrigins(page);
  const problems = watchProblems(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await registerUser(page);

  await attach(page, CSV);
  await expect(files(page).getByText('7 B')).toBeVisible();
  await attach(page, { ...CSV, name: 'a.zip', buffer: Buffer.from('PK\u0003\u0004\u0000') });
  await expect(files(page).getByRole('alert')).toContainText('Only images');
  await page.getByRole('button', { name: 'Remove a.zip' }).click();

  await drop(page, PICTURE);
  const refusal = page.getByText('demo does not take images.');
  await expect(refusal).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/attachments-light.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/attachments-dark.png' });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: 'target/e2e/attachments-360.png' });
  await page.setViewportSize({ width: 1360, height: 860 });

  await page.reload();
  await expect(files(page).getByRole('listitem')).toHaveCount(2);
  await expect(refusal).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Chats' }).getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove dot.png' }).click();
  await messageBox(page).fill('Hello');
  await messageBox(page).press('Enter');
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  await expect(page).toHaveURL(/\/sessions\//);
  await expect(files(page)).toHaveCount(0);

  const link = page.getByRole('link', { name: 'Attachment: sales.csv' });
  await expect(link).toBeVisible();
  await page.reload();
  await expect(link).toBeVisible();
  const download = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(await download.text()).toBe('a,b\n1,2');
  await expectNoBarriers(page);
  await page.screenshot({ path: 'target/e2e/attachment-sent-dark.png' });

  expect(foreign).toEqual([]);
  expect(problems).toEqual([]);
});

/** Drops a file on the page, as a file manager does. */
async function drop(page: Page, { name, mimeType, buffer }: typeof PICTURE): Promise<void> {
  const data = await page.evaluateHandle(
    ([base64, fileName, type]) => {
      const bytes = Uint8Array.from(atob(base64 ?? ''), (char) => char.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], fileName ?? '', { type: type ?? '' }));
      return transfer;
    },
    [buffer.toString('base64'), name, mimeType],
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await expect(page.getByText('Drop files here to attach them')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}
