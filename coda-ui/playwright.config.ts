import { defineConfig } from '@playwright/test';

/** A browser without what would only cost time. */
export const launchOptions = {
  executablePath: process.env.CODA_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Whether the server can be killed and started again at an address of the test's. */
const canKill = process.env.CODA_CONTROL_URL !== undefined;

/** Runs against a server that is already up; its address is CODA_BASE_URL. */
export default defineConfig({
  testDir: 'e2e',
  testIgnore: ['**/scripted/**', ...(canKill ? [] : ['**/faults/**'])],
  // The two runs may be active at the same time.
  outputDir: canKill ? 'target/e2e/faults' : 'target/e2e/results',
  reporter: [['list']],
  // As Surefire does in CI; what passes then is listed as flaky, and is a fault.
  retries: process.env.CI ? 1 : 0,
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env.CODA_BASE_URL ?? 'http://localhost:8080',
    viewport: { width: 1360, height: 860 },
    locale: 'en-US',
    // A trace costs more than the test, and a test that fails in CI runs once more.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions,
  },
});
