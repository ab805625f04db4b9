import type { Locator, Page } from '@playwright/test';
import { cardOf, expect, expectExact, gridOf, m, openExperiment, test } from './fixtures.ts';
import { packedOf, plotOf, pointAt } from './plot.ts';

/** As `scripts/add_requeued_runs.py` makes them. */
const [LOSS, CPU] = ['train/loss', 'system/cpu_utilization_percentage'];
const STEP_MS = 10_000;
const SECOND_TRY = `beef${'1'.padStart(28, '0')}`;
const FIRST_STEP = 40;

async function numberOf(plot: Locator, name: string): Promise<number> {
  await expect(plot).toHaveAttribute(name, /\d/);
  return Number(await plot.getAttribute(name));
}

/** The id of the first row, once that is read. */
async function firstRun(page: Page): Promise<string> {
  const row = gridOf(page, m.runs_title()).locator('[data-row="0"]');
  await expect(row).toHaveAttribute('data-row-id', /./);
  return (await row.getAttribute('data-row-id')) ?? '';
}

test('runs of one requeued training are one line with a seam, and stay apart in the table', async ({
  page,
}) => {
  await openExperiment(page, 'requeued');
  const card = cardOf(page, LOSS);
  await expectExact(card);
  await expect(card).toHaveAttribute('data-series', '3');

  const toolbar = page.getByRole('toolbar', { name: m.charts_toolbar(), exact: true });
  await toolbar.getByRole('button', { name: m.charts_axes(), exact: true }).click();
  await page.getByRole('combobox', { name: m.join_by(), exact: true }).selectOption('tags.slurm_job_id');
  const joined = m.line_joined({ count: 2, text: '2' });
  await expect(card).toContainText(joined);
  await expect(card).toHaveAttribute('data-series', '2');
  await expect(card).toHaveAttribute('data-runs-joined', '2');
  await expect(card).toHaveAttribute('data-points-read', '200');
  await page.keyboard.press('Escape');
  // The panel lies over the plot until it has gone.
  await expect(page.getByRole('combobox', { name: m.join_by(), exact: true })).toHaveCount(0);
  await expect.poll(() => packedOf(page)['join']).toBe('tags.slurm_job_id');

  await test.step('the seam says who takes over, and where', async () => {
    await pointAt(page, plotOf(card), FIRST_STEP / 99, 0.98);
    await expect(page.getByText(m.seam_begins({ run: 'second try' }), { exact: true })).toBeVisible();
    await expect(page.getByText(/step 40\b/).first()).toBeVisible();
    await expect(page.getByText(joined, { exact: true }).last()).toBeVisible();
  });

  await test.step('the table has what each run logged', async () => {
    await card.getByRole('button', { name: m.card_menu({ metric: LOSS }), exact: true }).click();
    await page.getByRole('menuitem', { name: m.card_table(), exact: true }).click();
    await expect(gridOf(page, m.run_metrics())).toHaveAttribute('aria-rowcount', '200');
    await page.keyboard.press('Escape');
  });

  await test.step('undo parts them, and so does a link without it', async () => {
    await page.keyboard.press('Control+z');
    await expect(card).toHaveAttribute('data-series', '3');
    await expect.poll(() => packedOf(page)['join']).toBeUndefined();
    await page.keyboard.press('Control+Shift+z');
    await expect(card).toHaveAttribute('data-series', '2');
    await expect.poll(() => packedOf(page)['join']).toBe('tags.slurm_job_id');
    await page.reload();
    await expect(card).toHaveAttribute('data-series', '2');
  });
});

test('cards by step and cards of the machine follow each other by the time stamps of the run', async ({
  page,
}) => {
  const experimentId = await openExperiment(page, 'requeued');
  await page.goto(`./#/runs?e=${experimentId}&set=${SECOND_TRY}`);
  const [loss, cpu] = [cardOf(page, LOSS), cardOf(page, CPU)];
  await expectExact(loss);
  await expectExact(cpu);
  /** Its first step was logged ten seconds after its start. */
  const elapsedAt = (step: number) => (step - FIRST_STEP + 1) * STEP_MS;

  await pointAt(page, plotOf(loss), 0.5, 0.5);
  const step = await numberOf(plotOf(loss), 'data-crosshair-x');
  await expect(plotOf(cpu)).toHaveAttribute('data-crosshair-x', String(elapsedAt(step)));

  await pointAt(page, plotOf(cpu), 0.25, 0.5);
  const ms = await numberOf(plotOf(cpu), 'data-crosshair-x');
  const there = await numberOf(plotOf(loss), 'data-crosshair-x');
  expect(Math.abs(elapsedAt(there) - ms)).toBeLessThanOrEqual(STEP_MS / 2);

  await test.step('a place that is pinned on one is pinned on both, and by a link', async () => {
    await pointAt(page, plotOf(loss), 0.5, 0.5);
    await expect(plotOf(loss)).toHaveAttribute('data-crosshair-x', String(step));
    await page.keyboard.press('p');
    await expect(plotOf(loss)).toHaveAttribute('data-pinned-x', String(step));
    await expect(plotOf(cpu)).toHaveAttribute('data-pinned-x', String(elapsedAt(step)));
    await expect.poll(() => packedOf(page)['pin']).toEqual([step, 'step', SECOND_TRY]);
    await page.reload();
    await expect(plotOf(cpu)).toHaveAttribute('data-pinned-x', String(elapsedAt(step)));
    await page.keyboard.press('Escape');
    await expect(plotOf(loss)).not.toHaveAttribute('data-pinned-x');
    await expect(plotOf(cpu)).not.toHaveAttribute('data-pinned-x');
  });

  await test.step('a zoom of either zooms both', async () => {
    await pointAt(page, plotOf(loss), 0.2, 0.5);
    await page.mouse.down();
    await pointAt(page, plotOf(loss), 0.6, 0.5);
    await page.mouse.up();
    await expect.poll(() => packedOf(page)['zoomsystem']).toBeDefined();
    const [from = 0, to = 0] = packedOf(page)['zoom'] as readonly number[];
    expect(packedOf(page)['zoomsystem']).toEqual([elapsedAt(from), elapsedAt(to)]);

    await plotOf(cpu).dblclick();
    await expect.poll(() => packedOf(page)['zoom']).toBeUndefined();
    expect(packedOf(page)['zoomsystem']).toBeUndefined();

    await pointAt(page, plotOf(cpu), 0.3, 0.5);
    await page.mouse.down();
    await pointAt(page, plotOf(cpu), 0.7, 0.5);
    await page.mouse.up();
    await expect.poll(() => packedOf(page)['zoom']).toBeDefined();
    const [fromMs = 0, toMs = 0] = packedOf(page)['zoomsystem'] as readonly number[];
    const steps = [Math.floor(FIRST_STEP - 1 + fromMs / STEP_MS), Math.ceil(FIRST_STEP - 1 + toMs / STEP_MS)];
    expect(packedOf(page)['zoom']).toEqual(steps);
  });
});

test('a run that is focused in a chart is scrolled to in the table; Escape takes back one thing a press', async ({
  page,
}) => {
  // So low that the last of its few runs on a server is out of sight.
  await page.setViewportSize({ width: 1440, height: 600 });
  const experimentId = await openExperiment(page, 'digits/mlp sweep');
  const grid = gridOf(page, m.runs_title());
  const newest = await firstRun(page);
  await page.goto(`./#/runs?e=${experimentId}&sort=start_time`);
  await expect(grid.locator('[data-row="0"]')).not.toHaveAttribute('data-row-id', newest);
  const oldest = await firstRun(page);
  await page.goto(`./#/runs?e=${experimentId}&set=${oldest}`);
  const card = cardOf(page, 'train/loss');
  await expectExact(card);
  const row = grid.locator(`[data-row-id="${oldest}"]`);
  await expect(row).toHaveCount(0);

  const plot = plotOf(card);
  await plot.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('data-focused', 'true');
  await expect(row).toBeInViewport();
  await expect(plot).toBeFocused();

  await page.keyboard.press('p');
  await expect(plot).toHaveAttribute('data-pinned-x', /\d/);
  // The place that the arrows set, then the pin, then the run.
  await page.keyboard.press('Escape');
  await expect(plot).toHaveAttribute('data-pinned-x', /\d/);
  await page.keyboard.press('Escape');
  await expect(plot).not.toHaveAttribute('data-pinned-x');
  await expect(row).toHaveAttribute('data-focused', 'true');
  await page.keyboard.press('Escape');
  await expect(row).not.toHaveAttribute('data-focused');
});

test('charts of a run undo, and their link shows the same', async ({ page }) => {
  await openExperiment(page, 'digits/mlp sweep');
  await page.goto(`./#/run/${await firstRun(page)}?tab=charts`);
  const toolbar = page.getByRole('toolbar', { name: m.charts_toolbar(), exact: true });
  await toolbar.getByRole('button', { name: m.charts_axes(), exact: true }).click();
  const logY = page.getByRole('checkbox', { name: m.charts_log_y(), exact: true });
  await logY.check();
  await page.keyboard.press('Escape');
  await expect.poll(() => packedOf(page)['y']).toBe('log');
  await page.reload();
  await toolbar.getByRole('button', { name: m.charts_axes(), exact: true }).click();
  await expect(logY).toBeChecked();
  await logY.uncheck();
  await page.keyboard.press('Escape');
  await expect.poll(() => packedOf(page)['y']).toBeUndefined();
  await toolbar.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect.poll(() => packedOf(page)['y']).toBe('log');
});

test('the charts toolbar stands in one row beside the table', async ({ page }) => {
  const experimentId = await openExperiment(page, 'digits/mlp sweep');
  const settings = { axis: 'relative', zoom: [10, 5_000] };
  const packed = Buffer.from(JSON.stringify(settings)).toString('base64url');
  const base = await firstRun(page);
  await page.goto(`./#/runs?e=${experimentId}&base=${base}&w=${packed}`);
  const toolbar = page.getByRole('toolbar', { name: m.charts_toolbar(), exact: true });
  await expect(toolbar.getByRole('button', { name: m.card_zoom_reset(), exact: true })).toBeVisible();
  expect((await toolbar.boundingBox())?.height).toBeLessThan(50);
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect.poll(async () => (await toolbar.boundingBox())?.width).toBeLessThan(640);
  expect((await toolbar.boundingBox())?.height).toBeLessThan(50);
  // What has no room for its words keeps its name, and nothing lies over another one.
  const axes = await toolbar.getByRole('button', { name: m.charts_axes(), exact: true }).boundingBox();
  const add = await toolbar.getByRole('button', { name: m.card_add(), exact: true }).boundingBox();
  expect((axes?.x ?? 0) + (axes?.width ?? 0)).toBeLessThanOrEqual(add?.x ?? 0);
});
