import { defineConfig } from '@playwright/test';
import { launchOptions } from './playwright.config';

/** Shows the built UI over a server that answers what tests have written down. */
export default defineConfig({
  testDir: 'e2e/scripted',
  outputDir: 'target/screens',
  snapshotPathTemplate: 'e2e/screens/{arg}{ext}',
  reporter: [['list']],
  // As Surefire does in CI; what passes then is listed as flaky, and is a fault.
  retries: process.env.CI ? 1 : 0,
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000, toMatchSnapshot: { maxDiffPixelRatio: 0.001 } },
  use: {
    // Half as many pixels a side are enough to see what has moved.
    deviceScaleFactor: 0.5,
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: {
      ...launchOptions,
      args: [
        ...launchOptions.args,
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--force-color-profile=srgb',
      ],
    },
  },
});
