import type { Page } from '@playwright/test';
import { applyFilter, PRODUCTION, PRODUCTION_RUN_COUNT } from './filter-field.ts';
import { boxOf, expect, gridOf, m, openExperiment, paramOf, rowOf, test } from './fixtures.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { packedOf } from './plot.ts';

const BASELINE = 'mtp-h4-decay-seed2';
/** Was killed at step 775 of 2,000. */
const INTERRUPTED = 'mtp-h4-uniform-중단됨';
const LAST_STEP = 775;
const LOSS = 'metrics.val/loss';

const topOf = (page: Page) => gridOf(page, m.runs_title()).locator('[data-top-rows]');
const numbersIn = (text: string) =>
  (text.replaceAll('\u2212', '-').match(/[+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []).map((one) =>
    Number(one.replaceAll(',', '')),
  );

/** What the server has of the metric at a step or before it; undefined on a source without a server. */
async function servedAt(runId: string, step: number): Promise<number | undefined> {
  const base = process.env['RUNLENS_MLFLOW3_URL'];
  if (!base) return undefined;
  const query = new URLSearchParams({ run_id: runId, metric_key: 'val/loss', max_results: '25000' });
  const answer = await fetch(`${base}/api/2.0/mlflow/metrics/get-history?${query}`);
  const { metrics } = (await answer.json()) as { metrics: { step?: number; value: number }[] };
  const before = metrics.filter(({ step: at = 0 }) => at <= step);
  return before.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0)).at(-1)?.value;
}

test('cells stand beside the baseline, also where the filter leaves it out and a run ended before it', async ({
  page,
}, testInfo) => {
  await openExperiment(page, PRODUCTION);
  const grid = gridOf(page, m.runs_title());
  const row = rowOf(grid, BASELINE);
  const baselineId = (await row.getAttribute('data-row-id')) ?? '';
  await row.locator('[data-column="name"]').focus();
  await page.keyboard.press('b');
  await page.getByRole('tab', { name: m.tab_table(), exact: true }).click();
  await expect(topOf(page)).toHaveCount(0);

  await applyFilter(page, "params.weighting = 'uniform'");
  await expect(topOf(page).getByRole('row')).toHaveCount(1);
  await expect(topOf(page).locator(`[data-row-id="${baselineId}"] [data-baseline]`)).toBeVisible();

  const cell = rowOf(grid, INTERRUPTED).locator(`[data-column="${LOSS}"]`);
  const delta = cell.locator('[data-at-step]');
  await expect(delta).toHaveAttribute('data-at-step', String(LAST_STEP));
  await expect(delta).toContainText(m.delta_at_step({ step: String(LAST_STEP) }));
  await expect(delta).toHaveAttribute('data-verdict', 'worse');
  const [value = 0, difference = 0, against = 0] = numbersIn((await cell.getAttribute('title')) ?? '');
  expect(difference).toBeCloseTo(value - against, 12);
  if (testInfo.project.name === 'mlflow3') expect(against).toBe(await servedAt(baselineId, LAST_STEP));

  await page.getByRole('combobox', { name: m.delta_label(), exact: true }).selectOption('percent');
  const [, percent = 0] = numbersIn((await cell.getAttribute('title')) ?? '');
  expect(percent).toBeCloseTo((difference / against) * 100, 9);
  await expect.poll(() => packedOf(page)['delta']).toBe('percent');
  await page.reload();
  await expect(delta).toContainText('%');
  await page.getByRole('combobox', { name: m.delta_label(), exact: true }).selectOption('none');
  await expect(delta).toHaveCount(0);
});

test('a run of another experiment stands above the rows and is compared, and counts nowhere', async ({
  page,
}) => {
  const other = 'mlp-64x32-tanh-adam-124';
  await openExperiment(page, PRODUCTION);
  const grid = gridOf(page, m.runs_title());
  const all = String(PRODUCTION_RUN_COUNT);
  await expect(grid).toHaveAttribute('aria-rowcount', all);
  await page.getByRole('button', { name: m.add_run(), exact: true }).click();
  await page.getByRole('textbox', { name: m.add_run_label(), exact: true }).fill(other);
  await page.getByRole('list', { name: m.add_run_found(), exact: true }).getByRole('button').first().click();
  await expect(rowOf(topOf(page), other)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(boxOf(page, other)).toBeChecked();
  await expect(grid).toHaveAttribute('aria-rowcount', all);

  await expect.poll(() => packedOf(page)['added']).toHaveLength(1);
  await page.reload();
  await expect(boxOf(page, other)).toBeChecked();
  await boxOf(page, other).click();
  await expect(boxOf(page, other)).not.toBeChecked();
  await page.getByRole('button', { name: m.add_run_count({ count: 1 }), exact: true }).click();
  await page.getByRole('button', { name: m.add_run_remove({ name: other }), exact: true }).click();
  await expect(topOf(page)).toHaveCount(0);
});

test('a baseline that cannot be read is said in the table, and cleared there', async ({ page }) => {
  const experimentId = await openExperiment(page, PRODUCTION);
  const lost = '0123456789abcdef0123456789abcdef';
  await page.goto(`./#/runs?e=${experimentId}&tab=table&base=${lost}`);
  const told = page.getByRole('button', {
    name: m.baseline_gone_short({ id: lost.slice(0, 8) }),
    exact: true,
  });
  await told.click();
  await expect(told).toHaveCount(0);
  await expect.poll(() => paramOf(page, 'base')).toBeUndefined();
});

test('a baseline whose history cannot be read is said in the cells, and read again on a click', async ({
  page,
  baseURL,
}) => {
  const relay = await startFaultProxy(baseURL ?? '');
  const experimentId = await openExperiment(page, PRODUCTION);
  const grid = gridOf(page, m.runs_title());
  const baselineId = (await rowOf(grid, BASELINE).getAttribute('data-row-id')) ?? '';
  relay.fault = ({ request, response, body }) => {
    const asked = `${request.url} ${body.toString()}`;
    const isBroken = asked.includes('get-history') && asked.includes(baselineId);
    // An answer of somebody else's: the browser complains of none.
    if (isBroken) response.writeHead(200, { 'content-type': 'text/html' }).end('<p>no</p>');
    return isBroken;
  };
  await page.goto(`${relay.url}#/runs?e=${experimentId}&tab=table&base=${baselineId}`);
  const cell = rowOf(grid, INTERRUPTED).locator(`[data-column="${LOSS}"]`);
  await expect(cell.locator('[data-gap="failed"]')).toBeVisible();
  await expect(cell).toHaveAttribute('title', new RegExp(m.delta_gap_failed()));
  relay.fault = undefined;
  await page.getByRole('button', { name: m.baseline_unread(), exact: true }).click();
  await expect(cell.locator('[data-at-step]')).toHaveAttribute('data-at-step', String(LAST_STEP));
  await expect(page.getByRole('button', { name: m.baseline_unread(), exact: true })).toHaveCount(0);
  await relay.close();
});
