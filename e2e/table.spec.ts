import type { Locator, Page } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { parseRunColumn } from '../src/domain/runs/run-sort.ts';
import { choose, columnsOf, openMenu } from './columns.ts';
import { packedOf } from './plot.ts';
import { runsHref } from '../src/url/routes.ts';
import { type Asked, passOn, startFaultProxy } from './fault-proxy.ts';
import {
  expect,
  gridOf,
  m,
  namesIn,
  ODD_CASES,
  ODD_RUN_COUNT,
  openExperiment,
  openOddCases,
  paramOf,
  rowOf,
  test,
} from './fixtures.ts';

const COLUMNS = ['status', 'metrics.loss', 'metrics.digits', 'params.model/depth'];

test('a metric is found in the picker and shown by its best and largest value @smoke @demo', async ({
  page,
}) => {
  await openOddCases(page);
  const picker = await openPicker(page);
  await picker.getByRole('button', { name: m.columns_preset_name(), exact: true }).click();
  await expect.poll(() => headersOf(page)).toEqual([m.runs_column_compared(), m.runs_column_name()]);
  await picker.getByRole('searchbox', { name: m.columns_search(), exact: true }).fill('loss');
  const tree = picker.getByRole('group', { name: m.columns_button(), exact: true });
  await expect(tree.getByRole('checkbox')).toHaveCount(1);
  const facts = [
    m.columns_range({ min: '3e-300', max: '50' }),
    m.columns_values({ count: 8, text: '8' }),
    m.columns_in_runs({ count: 8, text: '8' }),
  ];
  await expect(tree.getByRole('checkbox')).toHaveAccessibleName(`loss ${facts.join(' · ')}`);
  await tree.getByRole('button', { name: m.columns_statistics({ metric: 'loss' }), exact: true }).click();
  await tree.getByRole('checkbox', { name: m.statistic_best(), exact: true }).check();
  await tree.getByRole('checkbox', { name: m.statistic_max(), exact: true }).check();
  await page.keyboard.press('Escape');

  // As logged: a spike of 9.8, infinities that never win.
  const grid = gridOf(page, m.runs_title());
  await expect(cellOf(grid, 'long with spike', 'max(metrics.loss)')).toHaveAttribute(
    'title',
    atStep('9.8', '12,345'),
  );
  await expect(cellOf(grid, 'nan and inf', 'max(metrics.loss)')).toHaveAttribute('title', atStep('0.9', '9'));
  await expect(cellOf(grid, 'duplicate steps', 'max(metrics.loss)')).toHaveAttribute(
    'title',
    atStep('19.2', '19'),
  );
  await expect(cellOf(grid, 'huge and tiny', 'best(metrics.loss)')).toHaveAttribute(
    'title',
    atStep('1e-300', '0'),
  );
  await expect(cellOf(grid, 'no metrics', 'best(metrics.loss)')).toHaveText('');

  const header = grid.getByRole('columnheader', { name: `loss · ${m.statistic_best()}`, exact: true });
  await header.getByRole('button', { name: `loss · ${m.statistic_best()}`, exact: true }).click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  // The lowest of a loss is the best; equal ones stand as the runs began, newest first, runs without any at the end.
  const byBest = ['negative steps', 'late steps', 'duplicate steps', 'nan and inf', 'huge and tiny'];
  const behind = ['long with spike', 'still running', 'single point'];
  await expect.poll(async () => (await namesIn(grid)).slice(0, 8)).toEqual([...byBest, ...behind]);
  await expect.poll(() => paramOf(page, 'sort')).toBe('best(metrics.loss)');
  const lowest = atStep(bestOf('-50'), '-50');
  await expect(cellOf(grid, 'negative steps', 'best(metrics.loss)')).toHaveAttribute('title', lowest);
});

test('a column by expression; one that means nothing says why', async ({ page }) => {
  await openOddCases(page);
  const picker = await openPicker(page);
  const field = picker.getByRole('textbox', { name: m.columns_expression(), exact: true });
  await field.fill('metrics.loss *');
  await field.press('Enter');
  const problem = m.filter_problem_end({ expected: m.filter_expected_value() });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(new RegExp(problem));
  await field.fill('metrics.loss * 2 + step');
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  await field.press('Enter');
  await page.keyboard.press('Escape');

  const grid = gridOf(page, m.runs_title());
  // 19 at step 19, 0.25 at step 7.
  await expect(cellOf(grid, 'late steps', '=metrics.loss * 2 + step')).toHaveAttribute('title', '57');
  await expect(cellOf(grid, 'single point', '=metrics.loss * 2 + step')).toHaveAttribute('title', '7.5');
  await expect(cellOf(grid, 'no metrics', '=metrics.loss * 2 + step')).toHaveText('');
});

test('columns are pinned, moved, hidden and turned from their menus; the address keeps it', async ({
  page,
}) => {
  await openColumns(page, COLUMNS);
  await choose(page, 'model/depth', m.column_pin());
  await expect.poll(() => columnsOf(page)).toEqual(['params.model/depth', ...COLUMNS.slice(0, 3)]);
  await choose(page, 'digits', m.column_move_left());
  const moved = ['params.model/depth', 'status', 'metrics.digits', 'metrics.loss'];
  await expect.poll(() => columnsOf(page)).toEqual(moved);
  await choose(page, m.runs_column_status(), m.column_hide());
  const left = ['params.model/depth', 'metrics.digits', 'metrics.loss'];
  await expect.poll(() => columnsOf(page)).toEqual(left);

  const grid = gridOf(page, m.runs_title());
  await expect(cellOf(grid, 'huge and tiny', 'metrics.loss')).toHaveAttribute('title', bestOf('3e-300'));
  await choose(page, 'loss', `${m.column_better()}: ${m.column_better_lower()}`, m.column_better_higher());
  await expect(cellOf(grid, 'negative steps', 'metrics.loss')).toHaveAttribute('title', bestOf('50'));
  await expect(cellOf(grid, 'huge and tiny', 'metrics.loss')).toHaveAttribute('title', '3e-300');
  await expect
    .poll(() => packedOf(page))
    .toMatchObject({ columns: left, pinned: ['params.model/depth'], better: { loss: 'higher' } });

  await openAfresh(page);
  await expect.poll(() => columnsOf(page)).toEqual(left);
  await expect(cellOf(grid, 'negative steps', 'metrics.loss')).toHaveAttribute('title', bestOf('50'));
  await openMenu(page, 'model/depth');
  await expect(page.getByRole('menuitem', { name: m.column_unpin(), exact: true })).toBeVisible();
});

test('when a run ended, its id and its datasets are columns; the last to end comes first', async ({
  page,
}) => {
  const { idOf } = await openOddCases(page);
  const failed = await idOf('failed run');
  await openColumns(page, ['end_time', 'run_id', 'dataset.name']);
  const grid = gridOf(page, m.runs_title());
  await expect(cellOf(grid, 'failed run', 'run_id')).toHaveAttribute('title', failed);
  await expect(cellOf(grid, 'failed run', 'dataset.name')).toHaveText('');
  await expect(cellOf(grid, 'still running', 'end_time')).toHaveText('');
  await grid.getByRole('button', { name: m.runs_column_ended(), exact: true }).click();
  await expect.poll(async () => (await namesIn(grid)).slice(0, 2)).toEqual(['killed run', 'failed run']);
  await expect.poll(async () => (await namesIn(grid)).at(-1)).toBe('still running');
  await expect.poll(() => paramOf(page, 'sort')).toBe('-end_time');

  const experimentIds = [(await openExperiment(page, 'digits/mlp sweep')) as ExperimentId];
  const columns = [{ kind: 'attribute', key: 'dataset.name' }] as const;
  await page.goto(`./${runsHref({ experimentIds, columns, tab: 'table' })}`);
  await expect(grid.locator('[role="gridcell"][data-column="dataset.name"]').first()).toHaveText('digits');
});

test('a column is shaded alone, and all on request; the address keeps it', async ({ page }) => {
  await openColumns(page, ['metrics.loss', 'metrics.digits', 'max(metrics.loss)']);
  const grid = gridOf(page, m.runs_title());
  const barOf = (columnId: string) =>
    cellOf(grid, 'late steps', columnId).evaluate((cell) => cell.style.getPropertyValue('--bar'));
  await choose(page, 'loss', `${m.column_shading()}: ${m.column_shading_none()}`, m.column_shading_bar());
  await expect.poll(() => barOf('metrics.loss')).toMatch(/px$/);
  expect(await barOf('max(metrics.loss)')).toBe('');
  await expect.poll(() => packedOf(page)['shades']).toEqual({ 'metrics.loss': 'bar' });

  await openAfresh(page);
  await expect.poll(() => barOf('metrics.loss')).toMatch(/px$/);
  await choose(page, 'loss', `${m.column_shading()}: ${m.column_shading_bar()}`, m.column_shading_apply());
  await expect.poll(() => barOf('max(metrics.loss)')).toMatch(/px$/);
  await expect.poll(() => packedOf(page)).toMatchObject({ shading: 'bar' });
  expect(packedOf(page)['shades']).toBeUndefined();
});

test('a best that needs to know which way is better asks in its header, once', async ({ page }) => {
  await openColumns(page, ['best(metrics.digits)', 'metrics.loss']);
  const grid = gridOf(page, m.runs_title());
  const asking = `digits · ${m.statistic_best()} ?`;
  const best = (name: string) => cellOf(grid, name, 'best(metrics.digits)');
  const { length } = await namesIn(grid);
  await expect(grid.locator('[role="gridcell"][data-column="best(metrics.digits)"]')).toHaveText(
    Array.from({ length }, () => ''),
  );
  await grid.getByRole('button', { name: asking, exact: true }).click();
  await expect(page.getByText(m.column_which_way({ metric: 'digits' }), { exact: true })).toBeVisible();
  await page.getByRole('menuitem', { name: m.column_better_lower(), exact: true }).click();
  await expect(best('huge and tiny')).not.toHaveText('');
  await expect(best('no metrics')).toHaveText('');
  await expect(grid.getByRole('button', { name: asking, exact: true })).toHaveCount(0);
  expect(paramOf(page, 'sort')).toBeUndefined();
});

test('a column that is added is scrolled into sight, and typing goes on where it was', async ({ page }) => {
  // More than fit: those out of sight are not in the document.
  await showColumns(
    page,
    Array.from({ length: 40 }, (_, step) => `at(metrics.loss, ${step})`),
  );
  const grid = gridOf(page, m.runs_title());
  const added = '=metrics.loss * 3';
  const picker = await openPicker(page);
  const field = picker.getByRole('textbox', { name: m.columns_expression(), exact: true });
  // The list of forty columns must not lie over it.
  await field.click();
  await field.fill(added.slice(1));
  await field.press('Enter');
  await expect(grid.locator(`[role="columnheader"][data-column="${added}"]`)).toBeInViewport({ ratio: 1 });
  await expect(field).toBeFocused();
});

test('a narrow screen shows the first metric whole, and the words of the compare set', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openOddCases(page);
  const grid = gridOf(page, m.runs_title());
  const header = grid.getByRole('columnheader', { name: 'loss', exact: true });
  await expect(header).toBeInViewport();
  const edges = async () => {
    const [pane, column] = [await grid.boundingBox(), await header.boundingBox()];
    return { pane: (pane?.x ?? 0) + (pane?.width ?? 0), column: (column?.x ?? 0) + (column?.width ?? 0) };
  };
  const { pane, column } = await edges();
  expect(column).toBeLessThanOrEqual(pane);
  const words = page.getByRole('status', { name: m.set_label(), exact: true });
  expect(await words.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await expect(page.getByRole('button', { name: m.columns_button(), exact: true })).toBeVisible();
});

test('columns are put in order by dragging and by keys', async ({ page }) => {
  await openColumns(page, COLUMNS);
  const grid = gridOf(page, m.runs_title());
  const header = (name: string) => grid.getByRole('columnheader', { name, exact: true });
  await header('digits').dragTo(header(m.runs_column_status()), { targetPosition: { x: 8, y: 10 } });
  const dragged = ['metrics.digits', 'status', 'metrics.loss', 'params.model/depth'];
  await expect.poll(() => columnsOf(page)).toEqual(dragged);
  // A header that was dragged is not clicked: that would sort.
  expect(paramOf(page, 'sort')).toBeUndefined();

  const picker = await openPicker(page);
  const grip = picker.getByRole('button', { name: m.columns_drag({ column: 'model/depth' }), exact: true });
  await grip.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  const moved = ['metrics.digits', 'params.model/depth', 'status', 'metrics.loss'];
  await expect.poll(() => columnsOf(page)).toEqual(moved);
  await expect(grip).toBeFocused();
  await expect.poll(() => packedOf(page)['columns']).toEqual(moved);
});

test('what was chosen for an experiment is there at the next visit', async ({ page }) => {
  const { experimentId } = await openOddCases(page);
  await choose(page, 'loss', m.column_hide());
  await expect.poll(() => columnsOf(page)).not.toContain('metrics.loss');
  const kept = await columnsOf(page);
  await page.goto('about:blank');
  await page.goto(`./#/runs?e=${experimentId}`);
  await expect.poll(() => columnsOf(page)).toEqual(kept);

  const picker = await openPicker(page);
  await picker.getByRole('button', { name: m.columns_reset(), exact: true }).click();
  await expect.poll(() => columnsOf(page)).toContain('metrics.loss');
});

test('rows of an earlier visit stand there at once, then fresh ones', async ({ page, baseURL }) => {
  const relay = await startFaultProxy(baseURL ?? '');
  try {
    await page.goto(relay.url);
    await gridOf(page, m.experiments_title()).getByRole('link', { name: ODD_CASES, exact: true }).click();
    const grid = gridOf(page, m.runs_title());
    await expect(grid).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
    await expect.poll(() => keptTables(page)).toBe(1);

    const held: Asked[] = [];
    relay.fault = (asked) => {
      const isHeld = asked.request.url?.includes('/runs/search') === true;
      if (isHeld) held.push(asked);
      return isHeld;
    };
    await page.reload();
    // The run that goes on is not kept: it may have changed.
    await expect.poll(() => namesIn(grid)).toHaveLength(ODD_RUN_COUNT - 1);
    await expect(grid).toHaveAttribute('aria-rowcount', '-1');
    const cachedWords = page.getByText(new RegExp(m.runs_cached({ age: '.+' })));
    await expect(cachedWords).toBeVisible();
    relay.fault = undefined;
    for (const asked of held) passOn(new URL(baseURL ?? ''), asked);
    await expect(grid).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
    await expect(rowOf(grid, 'still running')).toBeVisible();
    await expect(cachedWords).toHaveCount(0);
  } finally {
    await relay.close();
  }
});

/** How many tables of runs are kept in this browser. */
function keptTables(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === 'runlens-rows')) return 0;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open('runlens-rows');
      asked.addEventListener('success', () => resolve(asked.result));
      asked.addEventListener('error', () => reject(new Error('not opened')));
    });
    const keys = await new Promise<readonly IDBValidKey[]>((resolve) => {
      const asked = database.transaction('rows').objectStore('rows').getAllKeys();
      asked.addEventListener('success', () => resolve(asked.result));
    });
    database.close();
    return keys.filter((key) => typeof key === 'string' && key.includes(' of ')).length;
  });
}

function atStep(value: string, step: string): string {
  return m.cell_at_step({ value, step });
}

/** The title of the best of the eight runs with a loss. */
function bestOf(value: string): string {
  return m.cell_best({ value, count: '8' });
}

/** The odd cases with these columns, in the whole width. */
async function openColumns(page: Page, texts: readonly string[]): Promise<void> {
  await showColumns(page, texts);
  await expect.poll(() => columnsOf(page)).toEqual(texts);
}

async function showColumns(page: Page, texts: readonly string[]): Promise<void> {
  const { experimentId } = await openOddCases(page);
  const columns = texts.map(parseRunColumn).filter((column) => column !== undefined);
  const experimentIds = [experimentId as ExperimentId];
  await page.goto(`./${runsHref({ experimentIds, columns, tab: 'table' })}`);
}

async function openPicker(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: m.columns_button(), exact: true }).click();
  const picker = page.getByRole('dialog', { name: m.columns_button(), exact: true });
  await expect(picker.getByRole('searchbox')).toBeVisible();
  return picker;
}

function headersOf(page: Page): Promise<readonly (string | null)[]> {
  return gridOf(page, m.runs_title())
    .getByRole('columnheader')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? cell.textContent));
}

function cellOf(grid: Locator, runName: string, columnId: string): Locator {
  return rowOf(grid, runName).locator(`[role="gridcell"][data-column="${columnId}"]`);
}

/** A page that knows nothing but the address. */
async function openAfresh(page: Page): Promise<void> {
  const address = page.url();
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(address);
}
