import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const PASSWORD = 'correct horse battery';

/** Registers a user nobody else has and answers the address; the page then shows a new chat. */
export async function registerUser(page: Page): Promise<string> {
  const email = `user-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.org`;
  await page.goto('/register');
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  return email;
}

/** Collects the address of every request that leaves the site. */
export function watchOrigins(page: Page): string[] {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const local = url.protocol === 'data:' || url.protocol === 'blob:';
    const own = page.url() === 'about:blank' || url.origin === new URL(page.url()).origin;
    if (!local && !own) foreign.push(request.url());
  });
  return foreign;
}

/** Collects script errors and what the content security policy has refused. */
export function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
  });
  return problems;
}

/** Fails on serious and critical findings of axe. */
export async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const barriers = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(barriers).toEqual([]);
}
