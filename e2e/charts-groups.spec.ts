import type { Locator, Page, TestInfo } from '@playwright/test';
import {
  cardOf,
  expect,
  expectExact,
  gridOf,
  m,
  ODD_CASES,
  ODD_RUN_COUNT,
  openExperiment,
  paramOf,
  rowOf,
  test,
} from './fixtures.ts';
import { PRODUCTION } from './filter-field.ts';
import { groupOpener, NO_CLIENT, toggleKeys } from './groups.ts';
import { plotOf, pointAt, typeStep } from './plot.ts';
import { pythonOf, runPython } from './truth.ts';

/** Five folds, each with a curve. */
const FOLDS = '의료·와인/교차 검증 5-fold';
const F1 = 'fold_{n}/val_f1';
const FOLD_KEYS = [1, 2, 3, 4, 5].map((fold) => `fold_${fold}/val_f1`);

interface TruePoint {
  readonly step: number;
  readonly value: number;
}

interface TrueRun {
  readonly id: string;
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  /** By step, of each asked metric. */
  readonly histories: Readonly<Record<string, readonly TruePoint[]>>;
}

/** All runs of an experiment with some histories, as the server's own client reads them. */
async function trueRuns(
  info: TestInfo,
  experiment: string,
  keys: readonly string[],
): Promise<readonly TrueRun[]> {
  const program = `
import json, os
from mlflow import MlflowClient
client = MlflowClient(os.environ["MLFLOW_TRACKING_URI"])
keys = json.loads(${JSON.stringify(JSON.stringify(keys))})
experiment = client.get_experiment_by_name(${JSON.stringify(experiment)})
def points(run, key):
    if key not in run.data.metrics:
        return []
    history = client.get_metric_history(run.info.run_id, key)
    ordered = sorted(history, key=lambda point: (point.step, point.timestamp))
    return [{"step": point.step, "value": point.value} for point in ordered if point.value == point.value]
runs = client.search_runs([experiment.experiment_id], max_results=1000)
print(json.dumps([{
    "id": run.info.run_id, "name": run.info.run_name, "params": run.data.params,
    "histories": {key: points(run, key) for key in keys},
} for run in runs]))
`;
  return JSON.parse((await runPython(info, program)).trim().split('\n').at(-1) ?? '') as TrueRun[];
}

/** As of the step, between the first and the last point; undefined: it has no value there. */
function valueAt(history: readonly TruePoint[] | undefined, step: number): number | undefined {
  const last = history?.findLast((point) => point.step <= step);
  return history?.some((point) => point.step >= step) ? last?.value : undefined;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

const short = (value: number) => String(Number(value.toPrecision(4)));

const range = (values: readonly number[]) => `${short(Math.min(...values))} to ${short(Math.max(...values))}`;

const legend = (page: Page) => page.getByRole('list', { name: m.group_legend(), exact: true });
const entries = (page: Page) => legend(page).getByRole('button').allTextContents();

/** Pins a step by typing it, and leaves the tooltip of it open. */
async function lookAtStep(page: Page, card: Locator, step: number): Promise<void> {
  await pointAt(page, plotOf(card));
  await typeStep(page, plotOf(card), step);
  await page.mouse.move(1, 1);
  await pointAt(page, plotOf(card));
  await expect(page.locator('[data-tooltip]')).toHaveAttribute('data-tooltip', String(step));
}

const tooltipRow = (page: Page, label: string) =>
  page.locator(`[data-tooltip] [data-label=${JSON.stringify(label)}]`);

/** The row of a line says this mean, of so many. */
async function expectReading(
  page: Page,
  label: string,
  values: readonly number[],
  beside: string,
): Promise<void> {
  const row = tooltipRow(page, label);
  await expect(row).toHaveAttribute('data-n', String(values.length));
  expect(Number(await row.getAttribute('data-value'))).toBeCloseTo(meanOf(values), 10);
  await expect(row).toContainText(beside);
}

test('runs of equal params are one line of their mean, with n', async ({ page }, info) => {
  const python = pythonOf(info.project.name);
  test.skip(python === undefined, NO_CLIENT);
  // The server's client takes long to start.
  test.slow();
  const experimentId = await openExperiment(page, PRODUCTION);
  const runs = await trueRuns(info, PRODUCTION, ['val/loss']);
  await page.goto(`./#/runs?e=${experimentId}&set=all`);
  await toggleKeys(page, 'horizon', 'weighting');
  const groups = new Map<string, TrueRun[]>();
  for (const run of runs) {
    const { horizon, weighting } = run.params;
    const label = `${horizon === undefined ? 'no horizon' : `horizon ${horizon}`} · ${weighting ?? 'no weighting'}`;
    groups.set(label, [...(groups.get(label) ?? []), run]);
  }
  const labels = [...groups].map(([label, members]) => `${label}, n = ${members.length}`);
  await expect.poll(async () => (await entries(page)).toSorted()).toEqual(labels.toSorted());

  const card = cardOf(page, 'val/loss');
  await expectExact(card);
  const step = 100;
  await lookAtStep(page, card, step);
  const read = (label: string) =>
    (groups.get(label) ?? []).flatMap(({ histories }) => {
      const value = valueAt(histories['val/loss'], step);
      return value === undefined ? [] : [value];
    });
  const several = [...groups.keys()].filter((label) => read(label).length > 1);
  expect(several.length).toBeGreaterThan(2);
  for (const label of several) {
    await expectReading(page, label, read(label), `± ${short(deviationOf(read(label)))}`);
  }

  // Another rule for the band, in the link with all the rest.
  await page.getByRole('button', { name: /^Group by/ }).click();
  await page.getByRole('combobox', { name: m.band_spread(), exact: true }).selectOption('min-max');
  await page.keyboard.press('Escape');
  for (const isReloaded of [false, true]) {
    if (isReloaded) await page.reload();
    await expectExact(card);
    await pointAt(page, plotOf(card));
    for (const label of several) await expectReading(page, label, read(label), range(read(label)));
  }

  const before = await entries(page);
  await page.getByRole('button', { name: m.group_clear(), exact: true }).click();
  await expect(legend(page)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => entries(page)).toEqual(before);
});

test('a group’s line lights its runs, and runs that lack a key are a group of their own', async ({
  page,
}) => {
  const experimentId = await openExperiment(page, ODD_CASES);
  await page.goto(`./#/runs?e=${experimentId}&set=all`);
  const grid = gridOf(page, m.runs_title());
  await toggleKeys(page, 'model/depth');
  await expect
    .poll(() => entries(page))
    .toEqual(['depth 3, n = 1', `${m.group_lacks({ key: 'depth' })}, n = ${ODD_RUN_COUNT - 1}`]);
  await expectExact(cardOf(page, 'loss'));
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-series', '1');
  // Most of its runs end early: the number that goes on stands beside the line.
  await expect(cardOf(page, 'loss').locator('[data-n="1"]')).toHaveText('n = 1');
  // Its row is lit, and those of its runs where they are shown.
  await legend(page).getByRole('button', { name: 'depth 3, n = 1', exact: true }).click();
  await expect(grid.locator('[data-focused]')).toHaveCount(1);
  await legend(page).getByRole('button').last().click();
  await expect(grid.locator('[data-focused]')).toHaveCount(1);
  await groupOpener(grid, m.group_lacks({ key: 'depth' })).click();
  await expect(grid.locator('[data-focused]')).toHaveCount(1 + ODD_RUN_COUNT - 1);
  await page.keyboard.press('Escape');
  await expect(grid.locator('[data-focused]')).toHaveCount(0);
});

test('folds are a mean with a band in each run, and are reduced before runs are', async ({ page }, info) => {
  const python = pythonOf(info.project.name);
  test.skip(python === undefined, NO_CLIENT);
  // The server's client takes long to start.
  test.slow();
  const experimentId = await openExperiment(page, FOLDS);
  const runs = await trueRuns(info, FOLDS, FOLD_KEYS);
  const step = 7;
  const foldsOf = ({ histories }: TrueRun) =>
    FOLD_KEYS.map((key) => valueAt(histories[key], step) ?? Number.NaN);
  const [one] = runs;
  if (!one) throw new Error('the experiment has no runs');

  await page.goto(`./#/runs?e=${experimentId}&set=${one.id}`);
  const card = cardOf(page, F1);
  await expectExact(card);
  await lookAtStep(page, card, step);
  await expectReading(page, one.name, foldsOf(one), `± ${short(deviationOf(foldsOf(one)))}`);
  await page.mouse.move(1, 1);
  await page.keyboard.press('Escape');

  await page.goto(`./#/runs?e=${experimentId}&set=all`);
  await toggleKeys(page, 'loss');
  await expect.poll(() => entries(page)).toEqual(['log_loss, n = 6', 'modified_huber, n = 6']);
  await expectExact(card);
  await expect(card).toContainText('mean over 5 folds, then mean ± std over 6 runs');
  // What every run logged once is a bar for each group.
  const bars = cardOf(page, 'cv_aggregate/mean_f1').getByRole('listitem');
  await expect(bars).toHaveCount(2);
  await expect(bars.locator('[data-n="6"]')).toHaveCount(2);
  await lookAtStep(page, card, step);
  for (const loss of ['log_loss', 'modified_huber']) {
    const means = runs.filter(({ params }) => params['loss'] === loss).map((run) => meanOf(foldsOf(run)));
    expect(means).toHaveLength(6);
    await expectReading(page, loss, means, `± ${short(deviationOf(means))}`);
  }
});

test('a family is a column of mean and deviation', async ({ page }, info) => {
  const python = pythonOf(info.project.name);
  test.skip(python === undefined, NO_CLIENT);
  // The server's client takes long to start.
  test.slow();
  await openExperiment(page, FOLDS);
  const runs = await trueRuns(info, FOLDS, FOLD_KEYS);
  const lastOf = ({ histories }: TrueRun) =>
    FOLD_KEYS.map((key) => histories[key]?.at(-1)?.value ?? Number.NaN);
  const header = `${F1} · ${m.family_mean_std()}`;
  await page.getByRole('button', { name: m.columns_button(), exact: true }).click();
  await page.getByRole('checkbox', { name: header, exact: true }).click();
  await page.keyboard.press('Escape');
  const text = `family_mean(${F1})`;
  const grid = gridOf(page, m.runs_title());
  const cellOf = (run: TrueRun) => rowOf(grid, run.name).locator(`[data-column="${text}"]`);
  for (const run of runs.slice(0, 3)) {
    await expect(cellOf(run)).toHaveText(/^0\.\d+ ± 0\.\d+$/);
    const title = (await cellOf(run).getAttribute('title')) ?? '';
    const [mean, rest = ''] = title.split(' ± ');
    expect(Number(mean)).toBeCloseTo(meanOf(lastOf(run)), 12);
    expect(Number(rest.split(' ')[0])).toBeCloseTo(deviationOf(lastOf(run)), 12);
    expect(rest).toContain('n = 5');
  }
  const best = runs.toSorted((a, b) => meanOf(lastOf(b)) - meanOf(lastOf(a)))[0];
  await grid.locator(`[role="columnheader"][data-column="${text}"]`).click();
  await expect.poll(() => paramOf(page, 'sort')).toContain(text);
  await expect(grid.getByRole('row').nth(1)).toContainText(best?.name ?? 'no run');
});
