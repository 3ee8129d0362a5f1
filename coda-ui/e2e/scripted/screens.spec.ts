import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { show, test } from './fixture';
import { SCREENS, type Screen, scriptOf } from './screens';

type Scheme = 'light' | 'dark';

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
const SIZES = ALL_SIZES.filter(({ width }) => !FEW || width !== 768);
const isTaken = (index: number, width: number) => !FEW || width === (index % 2 ? 360 : 1440);
const schemesAt = (width: number): Scheme[] =>
  FEW ? [width === 1440 ? 'light' : 'dark'] : ['light', 'dark'];

for (const [index, screen] of SCREENS.entries()) {
  test(screen.name, async ({ page, server }) => {
    server.scripted.play(scriptOf(screen));
    for (const size of SIZES) {
      await page.setViewportSize(size);
      if (size === SIZES[0] || screen.byWidth) await show(page, server.address, screen);
      await expect(screen.shows(page)).toBeVisible();
      await expect(page.locator(UNFINISHED)).toHaveCount(0);
      if (!isTaken(index, size.width)) {
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        await settledPicture(page);
        continue;
      }
      for (const [number, colorScheme] of schemesAt(size.width).entries()) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const name = `${screen.name}-${size.width}-${colorScheme}.webp`;
        // Colours change at once; all else may take its time after the page has been laid out anew.
        const picture = number === 0 ? await settledPicture(page) : await pictureOf(page);
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

/** What models write has its own frame, in which no check can run. */
async function expectNothingForAxe(page: Page, { name }: Screen): Promise<void> {
  const found = [];
  // Colours are all that differs between light and dark.
  if (!FEW) found.push(...(await violations(page, 'dark', ['color-contrast'])));
  found.push(...(await violations(page, 'light')));
  expect(found, name).toEqual([]);
}

async function violations(page: Page, colorScheme: Scheme, rules?: string[]): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude('iframe');
  const found = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return found.violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target).join(', ')}`,
  );
}
