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
  await expect(messageBox(page)).toBeVisible();
  return email;
}

export const messageBox = (page: Page) => page.getByRole('textbox', { name: 'Message' });

export const chatStatus = (page: Page) =>
  page.getByRole('region', { name: 'Conversation' }).getByRole('status').last();

/** Writes a message and sends it with a key. */
export async function send(page: Page, text: string, key = 'Enter'): Promise<void> {
  await messageBox(page).fill(text);
  await messageBox(page).press(key);
}

/** Chooses one of a list. */
export async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Lets a tool ask before it runs, so that an answer stays under way for as long as a test likes. */
export async function letAsk(page: Page, tool: string): Promise<void> {
  await page.evaluate(async (name) => {
    const csrf = document.cookie.split('; ').find((cookie) => cookie.startsWith('coda_csrf='));
    const answer = await fetch('/api/v1/settings', {
      method: 'PATCH',
      headers: {
        'Content-Type': 'application/json',
        'X-CSRF-Token': decodeURIComponent(csrf?.slice('coda_csrf='.length) ?? ''),
      },
      body: JSON.stringify({ preferences: { tool_permissions: { [name]: 'ask' } } }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }, tool);
}

export const approvalCard = (page: Page) => page.getByRole('group', { name: /May this tool run/ });

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

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}
