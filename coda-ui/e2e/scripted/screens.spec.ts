import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { show, test } from './fixture';
import { SCREENS, type Screen, scriptOf } from './screens';

/** Markdown that is not laid out yet, and code without its colours. */
const UNFINISHED = 'div.whitespace-pre-wrap, pre code:not(.highlighted)';

/** Widths with a height at which the most is in view; from the widest, so that nothing is opened twice. */
const ALL_SIZES = [
  { width: 1440, height: 810 },
  { width: 768, height: 820 },
  { width: 360, height: 720 },
];

/** In a build with little time, one picture of each screen: the widest in light or the narrowest in dark, in turn. */
const FEW = process.env.CODA_FEW_SCREENS !== undefined;
const sizesOf = (index: number) =>
  FEW ? ALL_SIZES.filter(({ width }) => width === (index % 2 ? 360 : 1440)) : ALL_SIZES;
const schemesAt = (width: number): ('light' | 'dark')[] =>
  FEW ? [width === 1440 ? 'light' : 'dark'] : ['light', 'dark'];

for (const [index, screen] of SCREENS.entries()) {
  test(screen.name, async ({ page, server }) => {
    server.scripted.play(scriptOf(screen));
    const sizes = sizesOf(index);
    for (const size of sizes) {
      await page.setViewportSize(size);
      if (size === sizes[0] || screen.byWidth) await show(page, server.address, screen);
      await expect(screen.shows(page)).toBeVisible();
      await expect(page.locator(UNFINISHED)).toHaveCount(0);
      for (const colorScheme of schemesAt(size.width)) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const name = `${screen.name}-${size.width}-${colorScheme}.webp`;
        // Colours change at once; all else may take its time after the page has been laid out anew.
        const picture =
          colorScheme === schemesAt(size.width)[0]
            ? await settledPicture(page)
            : await pictureOf(page);
        expect.soft(picture).toMatchSnapshot(name);
      }
    }
    await expectNothingForAxe(page, screen);
  });
}

const pictureOf = (page: Page) =>
  page.screenshot({ type: 'webp', quality: 50, scale: 'device', animations: 'disabled' });

/** A picture of the page, once it is the same twice. */
async function settledPicture(page: Page): Promise<Buffer> {
  let last = await pictureOf(page);
  for (let next = await pictureOf(page); !next.equals(last); next = await pictureOf(page))
    last = next;
  return last;
}

/** Colours are all that differs between light and dark. What models write has its own frame, in which no check can run. */
async function expectNothingForAxe(page: Page, { name }: Screen): Promise<void> {
  const dark = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('iframe')
    .withRules('color-contrast')
    .analyze();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await new AxeBuilder({ page }).setLegacyMode().exclude('iframe').analyze();
  const found = [...dark.violations, ...light.violations].map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target).join(', ')}`,
  );
  expect(found, name).toEqual([]);
}
