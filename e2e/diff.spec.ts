import { readFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { PRODUCTION } from './filter-field.ts';
import { compareSet, expect, gridOf, m, openExperiment, rowOf, test } from './fixtures.ts';
import { packedOf } from './plot.ts';
import { pythonOf, runPython } from './truth.ts';

const RUNS = ['mtp-h4-decay-seed2', 'mtp-h4-decay-seed1', 'mtp-h4-uniform-seed2'];

/** Opens the diff of the three runs and returns their ids in the order of the columns. */
async function openDiff(page: Page): Promise<readonly string[]> {
  await openExperiment(page, PRODUCTION);
  const grid = gridOf(page, m.runs_title());
  const ids: string[] = [];
  for (const name of RUNS) ids.push((await rowOf(grid, name).getAttribute('data-row-id')) ?? '');
  await page.goto(page.url().replace(/(#\/runs\?e=[^&]+).*/, `$1&tab=diff&set=${ids.join(',')}`));
  await expect(compareSet(page)).toContainText('3');
  await expect(diffOf(page).getByRole('columnheader')).toHaveCount(4);
  return ids;
}

const diffOf = (page: Page) => gridOf(page, m.tab_diff());

/** Lines of a kind on screen: the key, and the whole value of each run. */
async function linesOf(page: Page, kind: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await diffOf(page)
    .locator(`[data-row-id^="${kind} "]`)
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll('[role="gridcell"], [role="rowheader"]')].map(
          (cell) => (cell as HTMLElement).title || (cell.textContent ?? ''),
        ),
      ),
    );
  return new Map(rows.map(([key = '', ...values]) => [key, values]));
}

/** Params that differ between the runs, as MLflow's own client reads them. */
async function trueParams(testInfo: TestInfo, ids: readonly string[]) {
  const python = pythonOf(testInfo.project.name);
  if (!python || testInfo.project.name === 'demo') return undefined;
  const program = `
import json, mlflow
params = [mlflow.get_run(run).data.params for run in ${JSON.stringify(ids)}]
keys = {key for each in params for key in each}
lines = {key: [each.get(key) for each in params] for key in keys}
print(json.dumps({key: values for key, values in lines.items() if len(set(values)) > 1}))
`;
  return JSON.parse(await runPython(testInfo, program)) as Record<string, (string | null)[]>;
}

test('which params differ between these three runs, by name and beside the baseline @demo @smoke', async ({
  page,
}, testInfo) => {
  const ids = await openDiff(page);
  const params = await linesOf(page, 'param');
  expect([...params.keys()]).toEqual(['seed', 'weighting']);
  const truth = await trueParams(testInfo, ids);
  if (truth) expect(Object.fromEntries(params)).toEqual(truth);
  await expect(page.getByRole('checkbox', { name: m.diff_only() })).toBeChecked();

  await page.getByRole('checkbox', { name: m.diff_only() }).uncheck();
  await expect(diffOf(page).locator('[data-row-id="param hidden"]')).toBeVisible();
  await expect.poll(() => packedOf(page)['diff']).toEqual({ all: true });
  await page.reload();
  await expect(diffOf(page).locator('[data-row-id="param hidden"]')).toBeVisible();

  // The baseline stands first, and metrics tell how far the others are from it.
  const grid = gridOf(page, m.runs_title());
  await rowOf(grid, RUNS[1] ?? '')
    .locator('[data-column="name"]')
    .focus();
  await page.keyboard.press('b');
  await expect(diffOf(page).getByRole('columnheader').nth(1)).toContainText(m.diff_baseline());
  await expect(diffOf(page).getByRole('columnheader').nth(1)).toHaveAccessibleName(RUNS[1] ?? '');
  const loss = diffOf(page).locator('[data-row-id="metric val/loss"]');
  await expect(loss.locator('[data-verdict]')).toHaveCount(2);
  const [base = '', ...others] = (await linesOf(page, 'metric')).get('val/loss') ?? [];
  for (const other of others) {
    const [value = '', delta = ''] = other.replace(')', '').split(' (');
    expect(Number(delta.replace('−', '-'))).toBeCloseTo(Number(value) - Number(base), 12);
  }
});

test('lines are found, ordered by their difference, stepped through and taken out as a table', async ({
  page,
}) => {
  const ids = await openDiff(page);
  await page.getByRole('searchbox', { name: m.diff_find() }).fill('uniform');
  await expect(diffOf(page).locator('[data-row-id="param weighting"]')).toBeVisible();
  expect([...(await linesOf(page, 'param')).keys()]).toEqual(['weighting']);
  await page.getByRole('searchbox', { name: m.diff_find() }).fill('');

  await page.getByRole('combobox', { name: m.diff_order() }).selectOption('size');
  await expect.poll(async () => [...(await linesOf(page, 'param')).keys()]).toEqual(['seed', 'weighting']);

  await page.getByRole('checkbox', { name: m.diff_only() }).uncheck();
  await page.getByRole('button', { name: m.diff_next() }).click();
  const focused = diffOf(page).locator('[data-focused]');
  await expect(focused).toHaveCount(1);
  const first = await focused.getAttribute('data-row-id');
  await page.getByRole('button', { name: m.diff_next() }).click();
  await expect.poll(() => focused.getAttribute('data-row-id')).not.toBe(first);
  await page.getByRole('button', { name: m.diff_previous() }).click();
  await expect.poll(() => focused.getAttribute('data-row-id')).toBe(first);

  await page.getByRole('checkbox', { name: m.diff_by_run(), exact: true }).check();
  await expect(diffOf(page)).toHaveAttribute('aria-rowcount', '3');
  // A run that is pointed at is lit in the table, too.
  await diffOf(page).locator(`[data-row-id="${ids[1]}"]`).hover();
  await expect(gridOf(page, m.runs_title()).locator('[data-highlighted]')).toContainText(RUNS[1] ?? '');
  await page.getByRole('checkbox', { name: m.diff_by_run(), exact: true }).uncheck();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: m.diff_csv(), exact: true }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  expect(head).toBe(['kind', 'key', ...RUNS].join(','));
  expect(lines).toContain([m.diff_params(), 'weighting', 'decay', 'decay', 'uniform'].join(','));
});
