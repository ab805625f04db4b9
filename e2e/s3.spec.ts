import { test as base } from '@playwright/test';
import { stopChild } from '../scripts/child-process.mjs';
import { startApp } from '../scripts/start-app.mjs';
import { type FaultProxy, passOn, startFaultProxy } from './fault-proxy.ts';
import { expect, m } from './fixtures.ts';
import { LOG_LINES, logLine } from './made-artifacts.ts';
import { startOwnServer } from './own-server.ts';
import { s3Settings, startS3Store } from './s3-store.ts';

/** A run of the demo, whose files lie in the store here. */
const RUN = '111760f40cf74ff289d2d4ba1409ff6e';
const LOG = 'logs/train.log';
/** So long the server lets one wait for each range, as it does while it fetches the file. */
const WAIT_MS = 1_100;

interface Store {
  readonly appUrl: string;
  readonly sizeBytes: number;
  /** Before the tracking server. */
  readonly server: FaultProxy;
  /** Before the store: pages have an origin, the server has none. */
  readonly store: FaultProxy;
}

const test = base.extend<object, { s3: Store }>({
  s3: [
    async ({ browserName: _browser }, provide) => {
      const moto = await startS3Store();
      const store = await startFaultProxy(moto.url);
      const tracking = await startOwnServer('mlflow3', () => s3Settings(store.url));
      const server = await startFaultProxy(tracking.url);
      const apps: Parameters<typeof startApp>[0] = [];
      const log = Array.from({ length: LOG_LINES }, (_, at) => `${logLine(at + 1)}\n`).join('');
      await moto.put(`3/${RUN}/artifacts/${LOG}`, log);
      await provide({ appUrl: await startApp(apps, server.url), sizeBytes: log.length, server, store });
      await Promise.all([...apps.map((app) => stopChild(app)), server.close(), store.close()]);
      await Promise.all([tracking.stop(), moto.stop()]);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

// One store and one server for both.
test.describe.configure({ mode: 'serial' });

const isFile = (url: string | undefined) => url?.includes('get-artifact') === true;

test('a large log in S3: ranges come from the store itself, by addresses that the server signs', async ({
  page,
  s3,
}) => {
  const ranges: (string | undefined)[] = [];
  const asked: string[] = [];
  s3.store.fault = ({ request }) => {
    if (request.headers.origin) ranges.push(request.headers.range);
    return false;
  };
  s3.server.fault = ({ request }) => {
    if (isFile(request.url)) asked.push(request.url ?? '');
    return false;
  };
  await page.goto(`${s3.appUrl}#/run/${RUN}?tab=artifacts&path=${LOG}`);
  await expect(page.locator('[data-line="1"]')).toContainText(logLine(1));
  await page.getByRole('button', { name: m.text_end(), exact: true }).click();
  await expect(page.getByText(logLine(LOG_LINES))).toBeVisible();
  expect(ranges[0]).toBe('bytes=0-262143');
  expect(ranges.at(-1)).toMatch(new RegExp(`-${s3.sizeBytes - 1}$`));
  expect(asked).toEqual([]);
  // What was read is kept.
  const count = ranges.length;
  await page.getByRole('button', { name: m.text_start(), exact: true }).click();
  await expect(page.locator('[data-line="1"]')).toContainText(logLine(1));
  expect(ranges).toHaveLength(count);
});

test('a store that refuses the page: the server fetches the file for each range, parts grow, and it is said', async ({
  page,
  s3,
}) => {
  const lengths: number[] = [];
  s3.store.fault = ({ request, response }) => {
    if (!request.headers.origin) return false;
    // Without a word that lets the page read it.
    response.writeHead(403).end();
    return true;
  };
  s3.server.fault = (asked) => {
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(asked.request.headers.range ?? '') ?? [];
    if (!isFile(asked.request.url) || start === undefined) return false;
    lengths.push(Number(end) + 1 - Number(start));
    setTimeout(() => passOn(new URL(s3.server.target), asked), WAIT_MS);
    return true;
  };
  await page.goto(`${s3.appUrl}#/run/${RUN}?tab=artifacts&path=${LOG}`);
  await expect(page.locator('[data-line="1"]')).toContainText(logLine(1));
  await expect(page.getByText(/^The store let us wait/)).toBeVisible();
  const place = page.getByRole('textbox', { name: m.text_go_to(), exact: true });
  await place.fill('30000');
  await place.press('Enter');
  await expect(page.locator('[data-line="30000"]')).toContainText(logLine(30_000));
  expect(lengths.slice(0, 2)).toEqual([262_144, 1_048_576]);
  const count = lengths.length;
  await page.getByRole('button', { name: m.text_start(), exact: true }).click();
  await expect(page.locator('[data-line="1"]')).toContainText(logLine(1));
  expect(lengths).toHaveLength(count);
});
