import { expect, test } from '@playwright/test';
import {
  chatStatus,
  expectNoBarriers,
  expectNoSidewaysScroll,
  PASSWORD,
  registerUser,
} from './support';

test('asks for sign-in, and then shows the page that was wanted', async ({ page }) => {
  const email = await registerUser(page);
  await page.getByRole('button', { name: /Do the arithmetic/ }).click();
  await expect(chatStatus(page)).toHaveText('The answer is complete.');
  const wanted = page.url();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expectNoBarriers(page);

  await page.goto(wanted);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.screenshot({ path: 'target/e2e/login-light.png' });
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(wanted);
  await expect(page.locator('[data-tool="calculator"]')).toBeVisible();
});

test('an address that is taken is refused in words', async ({ page }) => {
  const email = await registerUser(page);
  await page.context().clearCookies();
  await page.goto('/register');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.locator('form')).toContainText(/taken|already/i);
});

test('stays signed in after a long absence and a reload', async ({ page }) => {
  await registerUser(page);
  await page.context().clearCookies({ name: /coda_access/ });
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await page.goto('/login');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
});

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE', viewport: { width: 360, height: 740 } });

  test('the page is in German', async ({ page }) => {
    await page.goto('/login');
    await expect(page.getByRole('heading', { name: 'Anmelden' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expectNoBarriers(page);
    await expectNoSidewaysScroll(page);
  });
});
