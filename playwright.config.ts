import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS } from './scripts/find-browser.mjs';

/** Set by scripts/e2e.mjs, which starts the servers: one app for each source. */
const { RUNLENS_BROWSER, RUNLENS_DEMO_URL, RUNLENS_APP3_URL, RUNLENS_APP2_URL } = process.env;
/** Journeys that take minutes are for `npm run test:long` alone. */
const isLong = process.env['RUNLENS_LONG'] !== undefined;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A machine that stands still for seconds fails any wait; what needs two attempts is printed with its error.
  retries: 1,
  timeout: isLong ? 600_000 : 60_000,
  ...(isLong ? {} : { grepInvert: /@long\b/ }),
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // A trace of each journey makes all of them a tenth slower; `--trace on` makes one where it is needed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(RUNLENS_BROWSER === undefined ? {} : { executablePath: RUNLENS_BROWSER }),
      args: [
        ...BROWSER_FLAGS,
        // A plain-http name, hence no secure context: what users have who open a server by its address.
        '--host-resolver-rules=MAP lan.test 127.0.0.1',
      ],
    },
  },
  projects: [
    { name: 'demo', grep: isLong ? /@long\b.*@demo\b/ : /@demo\b/, use: { baseURL: RUNLENS_DEMO_URL } },
    { name: 'mlflow3', ...(isLong ? { grep: /@long\b/ } : {}), use: { baseURL: RUNLENS_APP3_URL } },
    { name: 'mlflow2', grep: isLong ? /@long\b.*@smoke\b/ : /@smoke\b/, use: { baseURL: RUNLENS_APP2_URL } },
  ],
});
