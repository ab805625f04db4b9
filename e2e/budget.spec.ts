import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { cardOf, expect, expectExact, gridOf, m, openOddCases, test } from './fixtures.ts';

const KB = 1000;
const FIRST_PAGE_LIMIT = 300 * KB;
const WORKSPACE_LIMIT = 330 * KB;
const WORKER_LIMIT = 80 * KB;
/** The names that the build gives to SQLite's own files and to our source over it. */
const SQLITE = /\/(?:sqlite3|dist-|source-|open-database-)[^/]*\.js$/;

interface Fetched {
  readonly pageBytes: number;
  readonly workerBytes: number;
}

/** Sums JavaScript as a person's browser gets it (gzip), fetched before the page is interactive. */
async function measure(page: Page, route: string): Promise<Fetched> {
  const answers: Response[] = [];
  page.on('response', (response) => answers.push(response));
  await page.goto(route);
  const marked = await page.waitForFunction(() => {
    const mark = performance.getEntriesByName('runlens:interactive')[0];
    return mark && { atMs: performance.timeOrigin + mark.startTime };
  });
  const { atMs } = (await marked.jsonValue()) as { atMs: number };
  const workers = new Set(page.workers().map((worker) => worker.url()));
  const counted: { readonly url: string; readonly bytes: number }[] = [];
  for (const response of answers) {
    const url = response.url();
    if (!url.endsWith('.js') || response.request().timing().startTime > atMs) continue;
    counted.push({ url, bytes: gzipSync(await response.body()).length });
  }
  // A worker's own imports are in its own timeline, not in the page's, where a file stands once it has come whole.
  const ofPage = new Set(
    await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)),
  );
  let [pageBytes, workerBytes] = [0, 0];
  for (const { url, bytes } of counted) {
    if (ofPage.has(url) && !workers.has(url)) pageBytes += bytes;
    else if (!SQLITE.test(url)) workerBytes += bytes;
  }
  return { pageBytes, workerBytes };
}

function expectWithin({ pageBytes, workerBytes }: Fetched, limit: number): void {
  // Far less would mean that nothing was counted.
  expect(pageBytes).toBeGreaterThan(50 * KB);
  expect(pageBytes).toBeLessThanOrEqual(limit);
  expect(workerBytes).toBeGreaterThan(5 * KB);
  expect(workerBytes).toBeLessThanOrEqual(WORKER_LIMIT);
}

test('the first page comes with at most 300 KB of script @demo', async ({ page }, testInfo) => {
  const fetched = await measure(page, './#/');
  testInfo.annotations.push({ type: 'fetched', description: JSON.stringify(fetched) });
  expectWithin(fetched, FIRST_PAGE_LIMIT);
});

test('the runs table comes with at most 330 KB of script @demo', async ({ page, browser }, testInfo) => {
  const { experimentId } = await openOddCases(page);
  // A visitor who has nothing in the cache.
  const context = await browser.newContext(testInfo.project.use);
  const cold = await context.newPage();
  const fetched = await measure(cold, `./#/runs?e=${experimentId}&tab=table`);
  testInfo.annotations.push({ type: 'fetched', description: JSON.stringify(fetched) });
  await expect(gridOf(cold, m.runs_title())).toBeVisible();
  expectWithin(fetched, WORKSPACE_LIMIT);
  await context.close();
});

test('asks no other host for anything @demo', async ({ page, baseURL }) => {
  const origins = new Set<string>();
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.protocol !== 'blob:') origins.add(url.origin);
  });
  await openOddCases(page);
  await expectExact(cardOf(page, 'loss'));
  await gridOf(page, m.runs_title()).getByRole('link', { name: 'late steps', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('late steps');
  await page.getByRole('tab', { name: m.tab_charts(), exact: true }).click();
  await expectExact(cardOf(page, 'loss'));
  await page.goto('./#/connect');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.connect_title());
  expect([...origins]).toEqual([new URL(baseURL ?? '').origin]);
});
