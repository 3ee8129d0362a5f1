import { expect, type Page } from '@playwright/test';
import german from '../../src/shared/i18n/de.json' with { type: 'json' };
import { show, test } from './fixture';
import { type Screen, scriptOf } from './screens';

const SCREEN: Screen = { name: '', path: '/', shows: (page) => page.getByRole('main') };

const GERMAN: Readonly<Record<string, unknown>> = german;
const LANGUAGES = [
  { language: 'en', textOf: (english: string) => english },
  { language: 'de', textOf: (english: string) => String(GERMAN[english]) },
];

/** A list scrolls by whole pixels of the device, which are two of the page here. */
const WHOLE = { ratio: 0.98 };

const tabs = (page: Page) => page.getByRole('dialog').getByRole('tab');
const chosen = (page: Page) => page.getByRole('dialog').getByRole('tab', { selected: true });

async function openSettings(page: Page, textOf: (english: string) => string): Promise<void> {
  await page.getByRole('button', { name: textOf('Open the side bar (Ctrl+B)') }).click();
  const account = textOf('Account of {name}').replace('{name}', '');
  await page.getByRole('button', { name: account }).click();
  await page.getByRole('menuitem', { name: textOf('Settings…') }).click();
  await expect(tabs(page)).toHaveCount(7);
}

for (const { language, textOf } of LANGUAGES) {
  test.describe(`on a phone, in the language ${language}`, () => {
    test.beforeEach(async ({ page, server }) => {
      server.scripted.play(scriptOf(SCREEN));
      await page.setViewportSize({ width: 360, height: 740 });
      const kept = { 'coda-settings': { state: { language }, version: 2 } };
      await show(page, server.address, { ...SCREEN, kept });
    });

    test('the chosen page of the settings has its tab in view', async ({ page }) => {
      await openSettings(page, textOf);
      for (const tab of [...(await tabs(page).all()), tabs(page).first()]) {
        // A click of the test would bring the tab into view by itself.
        await tab.dispatchEvent('mousedown', { button: 0 });
        await expect(tab).toHaveAttribute('aria-selected', 'true');
        await expect(tab).toBeInViewport(WHOLE);
      }
    });

    test('settings that open at one of their pages have its tab in view', async ({ page }) => {
      await page.getByRole('textbox').fill('/');
      await page.getByRole('option', { name: textOf('Save a prompt…') }).click();
      await expect(chosen(page)).toHaveText(textOf('Prompts'));
      await expect(chosen(page)).toBeInViewport(WHOLE);
    });

    test('a tab stays in view when the phone is turned', async ({ page }) => {
      await openSettings(page, textOf);
      await page.setViewportSize({ width: 740, height: 360 });
      for (const tab of (await tabs(page).all()).slice(2)) {
        await tab.dispatchEvent('mousedown', { button: 0 });
        await page.setViewportSize({ width: 740, height: 360 });
        await page.setViewportSize({ width: 360, height: 740 });
        await expect(tab).toBeInViewport(WHOLE);
      }
    });
  });
}
