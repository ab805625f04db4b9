// @ts-check
/**
 * `npm run screenshots [-- NAME…]`: pages of the demo in both themes and both languages, into docs/screenshots/. Needs a
 * running app: RUNLENS_URL, default http://127.0.0.1:4173/.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
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
 * @property {readonly (keyof typeof VARIANTS)[]} variants
 * @property {boolean} [isDense] as a PNG it would take 200 to 400 kB: it is a WebP
 * @property {(page: import('@playwright/test').Page) => Promise<unknown>} ready
 */

const WIDE = { width: 1440, height: 900 };
/** What is added to the name of a picture, and how it is taken. */
const VARIANTS = /** @type {const} */ ({
  light: { theme: 'light', locale: 'en-US', viewport: WIDE },
  'light-ko': { theme: 'light', locale: 'ko-KR', viewport: WIDE },
  dark: { theme: 'dark', locale: 'en-US', viewport: WIDE },
  'dark-ko': { theme: 'dark', locale: 'ko-KR', viewport: WIDE },
  ko: { theme: 'light', locale: 'ko-KR', viewport: { width: 1024, height: 768 } },
});
const EACH = /** @type {const} */ (['light', 'light-ko', 'dark', 'dark-ko']);
const FEW = /** @type {const} */ (['light', 'dark', 'ko']);

const SWEEP = '#/runs?e=3&set=all&sort=-metrics.val/accuracy';
const SWEEP_RUN = '111760f40cf74ff289d2d4ba1409ff6e';
const KINDS_RUN = 'b33961a8596743d9aef5cfe0a8297a76';
const LOG_RUN = '3159a551fa2f47edb7854ad69ded95ec';

/** What a viewer shows once it has read its file. */
const READ = {
  image: '[data-viewer="image"] img',
  table: '[data-viewer="table"] [role="gridcell"]',
  text: '[data-viewer="text"] [data-line]',
};

/** The part of an address that holds what has no parameter of its own. @param {object} view */
const packed = (view) => `&w=${Buffer.from(JSON.stringify(view)).toString('base64url')}`;

/** @type {readonly Shot[]} */
const SHOTS = [
  { name: 'experiments', hash: '#/', variants: EACH, ready: (page) => page.getByRole('grid').waitFor() },
  {
    name: 'workspace',
    hash: '#/runs?e=3&sort=-metrics.val/accuracy',
    variants: EACH,
    ready: chartsDrawn,
  },
  { name: 'workspace-odd', hash: '#/runs?e=4&set=all', variants: EACH, ready: chartsDrawn },
  { name: 'parallel', hash: `${SWEEP}&tab=parallel`, variants: FEW, isDense: true, ready: pictureDrawn },
  {
    name: 'scatter',
    isDense: true,
    hash: `${SWEEP}&tab=scatter${packed({
      scatter: { x: 'metrics.train/loss', color: 'params.learning_rate', trend: true, front: true },
    })}`,
    variants: FEW,
    ready: pictureDrawn,
  },
  { name: 'heatmap', hash: '#/runs?e=1&set=all&tab=heatmap', variants: FEW, ready: pictureDrawn },
  {
    name: 'bars',
    hash: `${SWEEP}&tab=bars${packed({ bars: { by: 'params.solver', shape: 'box' } })}`,
    variants: FEW,
    ready: pictureDrawn,
  },
  {
    name: 'diff',
    isDense: true,
    hash: '#/runs?e=3&set=top:5&sort=-metrics.val/accuracy&tab=diff',
    variants: FEW,
    ready: (page) => page.getByRole('tabpanel').getByText('learning_rate', { exact: true }).waitFor(),
  },
  artifact('image:plots/confusion_matrix.png', KINDS_RUN),
  artifact('table:tables/per_class.csv', SWEEP_RUN),
  artifact('text:logs/train.log', LOG_RUN),
  {
    name: 'models',
    hash: '#/models',
    variants: FEW,
    ready: (page) => page.getByText('digits-mlp').waitFor(),
  },
  {
    name: 'model',
    hash: '#/models/digits-mlp',
    variants: FEW,
    ready: (page) => page.getByRole('article').first().getByText(/^0\.9/).first().waitFor(),
  },
  {
    name: 'run',
    hash: '#/open?u=mlp-64-tanh-adam-086',
    variants: EACH,
    ready: (page) => page.getByRole('grid').first().waitFor(),
  },
  {
    name: 'connect',
    hash: '#/connect',
    variants: EACH,
    ready: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  {
    name: 'not-found',
    hash: '#/run/0000000000000000000000000000dead',
    variants: EACH,
    ready: (page) => page.getByText('0000dead').first().waitFor(),
  },
  { name: 'share', hash: '#/runs?e=1&set=all&tab=heatmap', variants: FEW, ready: shareOpened },
  { name: 'sign-in', hash: '#/', variants: FEW, ready: signInAsked },
];

/**
 * A file of a run beside the tree of its files.
 * @param {string} file kind of its viewer and path
 * @param {string} run
 * @returns {Shot}
 */
function artifact(file, run) {
  const [viewer, path] = /** @type {[keyof typeof READ, string]} */ (file.split(':'));
  return {
    name: `artifact-${path.replace(/^.*\/|\..*$/g, '').replaceAll('_', '-')}`,
    hash: `#/run/${run}?tab=artifacts&path=${path}`,
    variants: FEW,
    ready: (page) => page.locator(READ[viewer]).first().waitFor(),
  };
}

/** A tab of the comparison. @param {import('@playwright/test').Page} page */
async function pictureDrawn(page) {
  await page.getByRole('grid').first().waitFor();
  await page.locator('[data-state="exact"]:is(figure, [role="figure"])').waitFor();
}

/** @param {import('@playwright/test').Page} page */
async function shareOpened(page) {
  await pictureDrawn(page);
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByRole('textbox').first().waitFor();
}

/** The place of a server that asks for a password. @param {import('@playwright/test').Page} page */
async function signInAsked(page) {
  const refusal = { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="mlflow"' }, body: 'sign in' };
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { source: { kind: 'mlflow', baseUrl: '.' } } }),
  );
  await page.route(/\/(?:ajax-)?api\//, (route) => route.fulfill(refusal));
  await page.reload();
  await page.getByRole('dialog').locator('input[type="password"]').waitFor();
}

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

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 * @param {boolean} [isDense]
 */
async function save(page, name, isDense) {
  const path = join(OUT, name);
  if (!isDense) return void (await page.screenshot({ path: `${path}.png` }));
  const tools = await page.context().newCDPSession(page);
  const { data } = await tools.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  writeFileSync(`${path}.webp`, Buffer.from(data, 'base64'));
}

const browser = await chromium.launch({
  executablePath: await findBrowser(console.log),
  args: BROWSER_FLAGS,
});
mkdirSync(OUT, { recursive: true });
const wanted = new Set(process.argv.slice(2));
const shots = SHOTS.filter(({ name }) => wanted.size === 0 || wanted.has(name));
for (const [suffix, { theme, locale, viewport }] of Object.entries(VARIANTS)) {
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    locale,
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  for (const { name, hash, variants, isDense, ready } of shots) {
    if (!variants.some((each) => each === suffix)) continue;
    await page.goto(`${BASE}${hash}`);
    await ready(page);
    await page.evaluate(() => document.fonts.ready);
    await save(page, `${name}-${suffix}`, isDense);
  }
  await context.close();
}
await browser.close();
