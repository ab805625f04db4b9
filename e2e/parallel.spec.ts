import { readFile } from 'node:fs/promises';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { cardOf, compareSet, expect, gridOf, m, openExperiment, rowOf, test } from './fixtures.ts';
import { packedOf } from './plot.ts';
import { pythonOf, runPython } from './truth.ts';

const SWEEP = 'digits/mlp sweep';
const SWEEP_RUN_COUNT = 128;
const METRIC = 'val/accuracy';

const figureOf = (page: Page) => page.getByRole('figure', { name: m.parallel_figure(), exact: true });
const axisOf = (page: Page, id: string) => page.locator(`[data-axis="${id}"]`);
const passing = (page: Page) => page.getByRole('status', { name: m.parallel_status(), exact: true });

/** All runs of the sweep, the best first in the table. */
async function openParallel(page: Page): Promise<Locator> {
  await openExperiment(page, SWEEP);
  await page.goto(
    page.url().replace(/(#\/runs\?e=[^&]+).*/, `$1&tab=parallel&set=all&sort=-metrics.${METRIC}`),
  );
  const figure = figureOf(page);
  await expect(figure).toHaveAttribute('data-series', String(SWEEP_RUN_COUNT));
  await expect(figure).toHaveAttribute('data-state', 'exact');
  return figure;
}

/** Drags along an axis; shares of its height from the top. */
async function brush(page: Page, id: string, from: number, to: number): Promise<void> {
  const box = await axisOf(page, id).locator('[data-strip]').boundingBox();
  if (!box) throw new Error(`no axis ${id}`);
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + box.height * from);
  await page.mouse.down();
  await page.mouse.move(x, box.y + box.height * ((from + to) / 2));
  await page.mouse.move(x, box.y + box.height * to);
  await page.mouse.up();
}

interface Packed {
  readonly axes: readonly (
    | string
    | { readonly column: string; readonly brushes: readonly { range: number[] }[] }
  )[];
}

/** The lower end of the brush on the metric, as the link has it. */
async function lowerEnd(page: Page): Promise<number> {
  const found = () => {
    const axes = (packedOf(page)['parallel'] as Packed | undefined)?.axes ?? [];
    const axis = axes.find((each) => typeof each === 'object' && each.column === `metrics.${METRIC}`);
    return typeof axis === 'object' ? axis.brushes[0]?.range[0] : undefined;
  };
  await expect.poll(found).toBeDefined();
  return found() ?? Number.NaN;
}

interface Truth {
  readonly kept: number;
  /** More than one where they are equally good. */
  readonly best: readonly string[];
  /** Params in which all kept runs are the same. */
  readonly common: Readonly<Record<string, string>>;
  /** Spearman's, of the learning rate and the metric over all runs. */
  readonly rho: number;
}

/** What MLflow's own client finds at or above a value of the metric. */
async function truth(testInfo: TestInfo, least: number): Promise<Truth | undefined> {
  if (!pythonOf(testInfo.project.name)) return undefined;
  const program = `
import json, mlflow
from scipy import stats
experiment = mlflow.get_experiment_by_name(${JSON.stringify(SWEEP)})
client = mlflow.MlflowClient()
search = lambda condition: client.search_runs([experiment.experiment_id], condition, max_results=1000)
metric = lambda run: run.data.metrics[${JSON.stringify(METRIC)}]
everything = search('')
rates = [float(run.data.params['learning_rate']) for run in everything]
kept = search(f'metrics.\`${METRIC}\` >= ${least}')
most = max(map(metric, kept))
params = [run.data.params for run in kept]
common = {key: value for key, value in params[0].items() if all(each.get(key) == value for each in params)}
print(json.dumps({
    'kept': len(kept),
    'best': [run.info.run_name for run in kept if metric(run) == most],
    'common': common,
    'rho': stats.spearmanr(rates, list(map(metric, everything))).statistic,
}))
`;
  return JSON.parse(await runPython(testInfo, program)) as Truth;
}

/** How far the learning rate goes with the metric, as the page says. */
async function saidOfLearningRate(page: Page): Promise<number> {
  await page.getByRole('button', { name: m.matters_toggle(), exact: true }).click();
  const matters = page.getByRole('region', { name: m.matters_title({ metric: METRIC }) });
  const row = matters.getByRole('row', { name: /^learning_rate/ });
  await expect(row).toContainText('ρ');
  const text = (await row.textContent()) ?? '';
  await page.getByRole('button', { name: m.matters_toggle(), exact: true }).click();
  return Number(/ρ (−?[\d.]+)/.exec(text)?.[1]?.replace('−', '-'));
}

/** Params in which all compared runs are the same, by the diff of all lines. */
async function commonParams(page: Page): Promise<Readonly<Record<string, string>>> {
  await page.getByRole('checkbox', { name: m.diff_only(), exact: true }).uncheck();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: m.diff_csv(), exact: true }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  const params = text
    .split(/\r?\n/)
    .map((line) => line.split(','))
    .filter(([kind]) => kind === m.diff_params());
  const same = params.filter(([, , first, ...others]) => others.every((value) => value === first));
  return Object.fromEntries(same.map(([, key = '', value = '']) => [key, value] as const));
}

test('which runs of a sweep are best, and what they have in common', async ({ page }, testInfo) => {
  const figure = await openParallel(page);
  await expect(axisOf(page, 'params.learning_rate')).toHaveAttribute('data-scale', 'log');
  const rho = await saidOfLearningRate(page);
  await brush(page, `metrics.${METRIC}`, 0.1, -0.02);
  const found = await truth(testInfo, await lowerEnd(page));
  const kept = Number(await passing(page).getAttribute('data-passing'));
  expect(kept).toBeGreaterThan(1);
  expect(kept).toBeLessThan(SWEEP_RUN_COUNT);
  expect(kept).toBe(found?.kept ?? kept);
  expect(rho).toBeCloseTo(found?.rho ?? rho, 2);
  await expect(figure).toHaveAttribute('data-series', String(kept));

  // The line at the top of the metric is that of the best run, here and in the table.
  const end = await axisOf(page, `metrics.${METRIC}`).locator('[data-strip]').boundingBox();
  if (!end) throw new Error('no axis');
  await page.mouse.move(end.x - 2, end.y);
  const tooltip = page.locator('[data-tooltip]');
  await expect(tooltip).toBeVisible();
  const name = (await tooltip.getAttribute('data-tooltip')) ?? '';
  expect(found?.best ?? [name]).toContain(name);
  await expect(rowOf(gridOf(page, m.runs_title()), name)).toHaveAttribute('data-highlighted', 'true');

  // The link shows the same to somebody else.
  await page.reload();
  await expect(passing(page)).toHaveAttribute('data-passing', String(kept));

  await page.getByRole('button', { name: m.parallel_compare(), exact: true }).click();
  await page.getByRole('tab', { name: m.tab_diff(), exact: true }).click();
  await expect(gridOf(page, m.tab_diff())).toHaveAttribute('aria-colcount', String(kept + 1));
  const common = await commonParams(page);
  expect(Object.keys(common)).toContain('batch_size');
  expect(common).toEqual(found?.common ?? common);
  await page.getByRole('searchbox', { name: m.diff_find() }).fill('batch_size');
  await expect(gridOf(page, m.tab_diff()).locator('[data-row-id="param batch_size"]')).toContainText('64');
});

test('a brush becomes the compare set, its curves are charts, undo goes back @demo', async ({ page }) => {
  await openParallel(page);
  await brush(page, `metrics.${METRIC}`, 0.03, -0.02);
  const kept = Number(await passing(page).getAttribute('data-passing'));
  await page.getByRole('button', { name: m.parallel_compare(), exact: true }).click();
  await expect(compareSet(page)).toContainText(m.set_these({ count: kept, text: String(kept) }));
  await page.getByRole('tab', { name: m.tab_charts(), exact: true }).click();
  await expect(cardOf(page, METRIC)).toHaveAttribute('data-series', String(kept));
  await page.keyboard.press('Control+z');
  await expect(compareSet(page)).toContainText(m.set_all());
  await page.getByRole('tab', { name: m.tab_parallel(), exact: true }).click();
  await expect(passing(page)).toHaveAttribute('data-passing', String(kept));
});
