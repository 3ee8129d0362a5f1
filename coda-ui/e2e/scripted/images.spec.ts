import { writeFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { show, test } from './fixture';
import { SCREENS, scriptOf } from './screens';

/** Makes the pictures of the documentation. */
const FOLDER = '../docs/images';
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 720 };

const IMAGES = [
  { file: 'chat', screen: 'chat-tool', theme: 'light', size: WIDE },
  { file: 'steps', screen: 'chat-steps', theme: 'light', size: WIDE },
  { file: 'writing', screen: 'chat-writing', theme: 'dark', size: WIDE },
  { file: 'approval', screen: 'chat-approval', theme: 'light', size: WIDE },
  { file: 'question', screen: 'chat-question', theme: 'dark', size: WIDE },
  { file: 'queue', screen: 'chat-queue', theme: 'light', size: WIDE },
  { file: 'branches', screen: 'chat-branches', theme: 'light', size: WIDE },
  { file: 'artifact', screen: 'artifact-page', theme: 'light', size: WIDE },
  { file: 'analytics', screen: 'analytics', theme: 'light', size: WIDE },
  { file: 'settings', screen: 'settings-provider-keys', theme: 'light', size: WIDE },
  { file: 'palette', screen: 'dialog-palette', theme: 'dark', size: WIDE },
  { file: 'phone', screen: 'chat-tool', theme: 'dark', size: PHONE },
] as const;

test.use({ deviceScaleFactor: 1 });

for (const { file, screen: name, theme, size } of IMAGES) {
  test(file, async ({ page, server }) => {
    const screen = SCREENS.find((each) => each.name === name);
    if (screen === undefined) throw new Error(`There is no screen ${name}.`);
    server.scripted.play(scriptOf(screen));
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await show(page, server.address, screen);
    await expect(screen.shows(page)).toBeVisible();
    await expect(page.locator('pre code:not(.highlighted)')).toHaveCount(0);
    const client = await page.context().newCDPSession(page);
    const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
    await writeFile(`${FOLDER}/${file}.webp`, Buffer.from(data, 'base64'));
  });
}
