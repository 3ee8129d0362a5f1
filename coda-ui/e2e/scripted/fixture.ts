import { test as base, type Page } from '@playwright/test';
import { NOW } from './conversation';
import type { Screen } from './screens';
import { ScriptedServer } from './server';

type Scripted = { server: { address: string; scripted: ScriptedServer } };

/** Has a scripted server in place of Coda's. */
export const test = base.extend<object, Scripted>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is used
    async ({}, use) => {
      const scripted = new ScriptedServer('target/classes/static');
      await use({ address: await scripted.start(), scripted });
      scripted.stop();
    },
    { scope: 'worker' },
  ],
});

/** Opens a screen at the time at which every screen is looked at, and does what comes first there. */
export async function show(page: Page, address: string, screen: Screen): Promise<void> {
  const { path, kept = {}, act } = screen;
  await page.addInitScript((values) => {
    for (const [key, value] of Object.entries(values))
      localStorage.setItem(key, JSON.stringify(value));
  }, kept);
  await page.clock.setFixedTime(NOW);
  await page.goto(address + path);
  await page.addStyleTag({ path: 'e2e/scripted/screens.css' });
  await act?.(page);
}
