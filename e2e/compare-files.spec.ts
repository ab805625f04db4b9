import type { Page } from '@playwright/test';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { expect, m, paramOf, test } from './fixtures.ts';
import { serverOf } from './made-data.ts';
import { startApp } from '../scripts/start-app.mjs';
import { stopChild } from '../scripts/child-process.mjs';
import { splitHash } from '../src/url/routes.ts';
import { parseWorkspace } from '../src/url/workspace-codec.ts';

/** Two runs of the folds that logged an image at four steps, and a table of answers (`demo/kinds.py`). */
const WINES = ['b33961a8596743d9aef5cfe0a8297a76', 'f8d2b55ab94c495bbedab37309815b6e'];
/** Two runs of the sweep that logged a model, and files of their own. */
const MODELS = ['111760f40cf74ff289d2d4ba1409ff6e', '373027a49dff4c5ba84b76f52bbab297'];
const MODEL_FILE = 'models:/m-a7520037ca6e49a2bd55b6188655a226/MLmodel';

const compared = (page: Page) => page.locator('[data-compare]');

async function open(page: Page, experimentId: string, runs: readonly string[], path: string): Promise<void> {
  await page.goto(
    `./#/runs?e=${experimentId}&set=${runs.join()}&tab=artifacts&path=${encodeURIComponent(path)}`,
  );
  await page.getByRole('radio', { name: m.cmp_all(), exact: true }).check();
}

test('images of two runs: beside each other, swiped, blended, and how many pixels differ, over steps @demo', async ({
  page,
}) => {
  await open(
    page,
    '2',
    WINES,
    `images/weights+step+0+timestamp+1772000000000+00000000-0000-4000-8000-000000000000.png`,
  );
  await expect(compared(page).getByRole('img', { name: /weights/ })).toHaveCount(2);
  await page.getByRole('button', { name: m.view_image_step_next(), exact: true }).click();
  // Each run shows its own image of the step.
  await expect.poll(() => paramOf(page, 'path')).toContain('step+20+');
  await expect(compared(page).getByRole('img', { name: /step\+20\+/ })).toHaveCount(2);
  const mode = (name: string) => compared(page).getByRole('radio', { name, exact: true });
  const share = compared(page).getByRole('slider', { name: m.cmp_share(), exact: true });
  const second = compared(page).locator('[data-pair] img').nth(1);
  await mode(m.cmp_images_swipe()).check();
  await share.fill('0');
  await expect(second).toHaveCSS('clip-path', 'inset(0px)');
  await share.fill('100');
  await expect(second).not.toHaveCSS('clip-path', 'inset(0px)');
  await mode(m.cmp_images_blend()).check();
  await share.fill('25');
  await expect(second).toHaveCSS('opacity', '0.25');
  await mode(m.cmp_images_difference()).check();
  await expect(second).toHaveCSS('mix-blend-mode', 'difference');
  const words = compared(page).locator('[data-counted]');
  await expect(words).toHaveText(m.cmp_pixels({ share: await differing(page) }));
  // The link opens the same; it follows the clicks a little later.
  await expect
    .poll(() => parseWorkspace(splitHash(new URL(page.url()).hash).search).workspace.files.imageMode)
    .toBe('difference');
  await page.reload();
  await expect(words).toContainText('%');
});

/** As a canvas of the page counts. */
function differing(page: Page): Promise<string> {
  return page.evaluate(() => {
    const [left, right] = [...document.querySelectorAll<HTMLImageElement>('[data-pair] img')].map((image) => {
      const { naturalWidth: width, naturalHeight: height } = image;
      const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
      context?.drawImage(image, 0, 0);
      return new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? new ArrayBuffer());
    });
    const count = left?.filter((pixel, at) => pixel !== right?.[at]).length ?? 0;
    return `${((100 * count) / (left?.length ?? 1)).toFixed(1)} %`;
  });
}

test('a file of the logged models of two runs, though each has an id of its own @demo', async ({ page }) => {
  await open(page, '3', MODELS, MODEL_FILE);
  await expect(compared(page)).toHaveAttribute('data-compare', 'tree');
  await expect(compared(page).getByText('run_id', { exact: true })).toBeVisible();
  for (const run of MODELS) await expect(compared(page).getByText(`"${run}"`, { exact: true })).toBeVisible();
});

test('a file that one run cannot give is read again on a click, the others stand', async ({
  page,
}, testInfo) => {
  const apps: Parameters<typeof startApp>[0] = [];
  const relay: FaultProxy = await startFaultProxy(serverOf(testInfo));
  try {
    relay.fault = ({ request, response }) => {
      const isSecond = request.url?.includes('get-artifact') && request.url.includes(WINES[1] ?? '');
      if (isSecond) response.writeHead(403).end('no');
      return isSecond === true;
    };
    await page.goto(await startApp(apps, relay.url));
    const [first, second] = WINES;
    await page.goto(
      `${page.url().replace(/#.*$/, '')}#/runs?e=2&set=${WINES.join()}&tab=artifacts&path=tables/answers.json`,
    );
    await page.getByRole('radio', { name: m.cmp_all(), exact: true }).check();
    const chip = (id = '') => compared(page).locator(`[data-run-id="${id}"][data-state]`);
    await expect(chip(second)).toHaveAttribute('data-state', 'failed');
    await expect(chip(first)).toHaveAttribute('data-state', 'same');
    relay.fault = undefined;
    await chip(second).click();
    await expect(compared(page).getByRole('gridcell', { name: '셋' })).toBeVisible();
  } finally {
    await Promise.all([...apps.map((app) => stopChild(app)), relay.close()]);
  }
});
