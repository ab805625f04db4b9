// @ts-check
/**
 * `npm run screenshots`: every page of the demo, both themes, both languages, into docs/screenshots/. Needs a running
 * app: RUNLENS_URL, default http://127.0.0.1:4173/.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from './find-browser.mjs';

const OUT = join(import.meta.dirname, '..', 'docs', 'screenshots');
const BASE = (process.env['RUNLENS_URL'] ?? 'http://127.0.0.1:4173/').replace(/\/*$/, '/');

/**
 * A page and what to do there before it is shown.
 * @typedef {object} Shot
 * @property {string} name
 * @property {string} hash
 * @property {(page: import('@playwright/test').Page) => Promise<unknown>} ready
 */

/** @type {readonly Shot[]} */
const SHOTS = [
  { name: 'experiments', hash: '#/', ready: (page) => page.getByRole('grid').waitFor() },
  { name: 'workspace', hash: '#/runs?e=3&sort=-metrics.val/accuracy', ready: chartsDrawn },
  { name: 'workspace-odd', hash: '#/runs?e=4&set=all', ready: chartsDrawn },
  {
    name: 'run',
    hash: '#/open?u=mlp-64-tanh-adam-086',
    ready: (page) => page.getByRole('grid').first().waitFor(),
  },
  { name: 'connect', hash: '#/connect', ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() },
  {
    name: 'not-found',
    hash: '#/run/0000000000000000000000000000dead',
    ready: (page) => page.getByText('0000dead').first().waitFor(),
  },
];

/** @param {import('@playwright/test').Page} page */
async function chartsDrawn(page) {
  await page.getByRole('grid').waitFor();
  await page.waitForFunction(() => {
    const cards = [...document.querySelectorAll('figure')].slice(0, 2);
    return (
      cards.length > 0 &&
      cards.every((card) => card.dataset['state'] === 'exact' && card.dataset['series'] !== '0')
    );
  });
}

const browser = await chromium.launch({
  executablePath: await findBrowser(console.log),
  args: BROWSER_FLAGS,
});
mkdirSync(OUT, { recursive: true });
for (const theme of /** @type {const} */ (['light', 'dark'])) {
  for (const locale of ['en', 'ko']) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: theme,
      locale: locale === 'ko' ? 'ko-KR' : 'en-US',
      timezoneId: 'Asia/Seoul',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    for (const { name, hash, ready } of SHOTS) {
      await page.goto(`${BASE}${hash}`);
      await ready(page);
      await page.evaluate(() => document.fonts.ready);
      const suffix = locale === 'en' ? theme : `${theme}-${locale}`;
      await page.screenshot({ path: join(OUT, `${name}-${suffix}.png`) });
    }
    await context.close();
  }
}
await browser.close();
