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

/** How many runs MLflow's own client finds at or above it, and the params in which they are all the same. */
async function truth(testInfo: TestInfo, least: number) {
  const python = pythonOf(testInfo.project.name);
  if (!python || testInfo.project.name === 'demo') return undefined;
  const program = `
import json, mlflow
experiment = mlflow.get_experiment_by_name(${JSON.stringify(SWEEP)})
runs = mlflow.MlflowClient().search_runs([experiment.experiment_id], f'metrics.\`${METRIC}\` >= ${least}', max_results=1000)
print(len(runs))
`;
  return Number(await runPython(testInfo, program));
}

test('which runs of a sweep are best, and what they have in common', async ({ page }, testInfo) => {
  const figure = await openParallel(page);
  await expect(axisOf(page, 'params.learning_rate')).toHaveAttribute('data-scale', 'log');
  await brush(page, `metrics.${METRIC}`, 0.1, -0.02);
  const least = await lowerEnd(page);
  const kept = Number(await passing(page).getAttribute('data-passing'));
  expect(kept).toBeGreaterThan(1);
  expect(kept).toBeLessThan(SWEEP_RUN_COUNT);
  expect(kept).toBe((await truth(testInfo, least)) ?? kept);
  await expect(figure).toHaveAttribute('data-series', String(kept));

  // The line at the top of the metric is that of the best run, here and in the table.
  const end = await axisOf(page, `metrics.${METRIC}`).locator('[data-strip]').boundingBox();
  if (!end) throw new Error('no axis');
  await page.mouse.move(end.x - 2, end.y + 3);
  const tooltip = page.locator('[data-tooltip]');
  await expect(tooltip).toBeVisible();
  const name = (await tooltip.getAttribute('data-tooltip')) ?? '';
  await expect(rowOf(gridOf(page, m.runs_title()), name)).toHaveAttribute('data-highlighted', 'true');

  // The link shows the same to somebody else.
  await page.reload();
  await expect(passing(page)).toHaveAttribute('data-passing', String(kept));
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
