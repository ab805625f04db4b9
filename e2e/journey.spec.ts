import type { Locator, Page } from '@playwright/test';
import {
  boxOf,
  cardOf,
  compareSet,
  expect,
  expectExact,
  gridOf,
  m,
  namesIn,
  ODD_NAME,
  ODD_RUN_COUNT,
  openOddCases,
  paramOf,
  rowOf,
  test,
} from './fixtures.ts';
import { packId } from '../src/url/id-text.ts';
import { pythonOf, trueHistories, type TruePoint } from './truth.ts';

const BY_LOSS = [
  'negative steps',
  'duplicate steps',
  'late steps',
  'nan and inf',
  'single point',
  'still running',
  'long with spike',
  'huge and tiny',
];
/** Runs without that metric, newest first: after the others in both directions. */
const WITHOUT_LOSS = ['killed run', 'failed run', ODD_NAME, 'no metrics'];

test('finds an experiment, sees and sorts its runs @smoke @demo', async ({ page }) => {
  await openOddCases(page);
  const grid = gridOf(page, m.runs_title());
  await expect.poll(() => namesIn(grid)).toEqual(BY_START);
  await expectStatuses(grid);
  await expect(page.getByRole('status').filter({ hasText: /all loaded/ })).toHaveText(
    m.runs_loaded_all({ count: ODD_RUN_COUNT, text: String(ODD_RUN_COUNT) }),
  );

  const byLoss = grid.getByRole('columnheader', { name: 'loss', exact: true });
  const sortByLoss = byLoss.getByRole('button', { name: 'loss', exact: true });
  // The lower loss is the better one: it comes first.
  await sortByLoss.click();
  await expect(byLoss).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => namesIn(grid)).toEqual([...BY_LOSS.toReversed(), ...WITHOUT_LOSS]);
  await expect.poll(() => paramOf(page, 'sort')).toBe('metrics.loss');

  await sortByLoss.click();
  await expect(byLoss).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => namesIn(grid)).toEqual([...BY_LOSS, ...WITHOUT_LOSS]);
  await expect.poll(() => paramOf(page, 'sort')).toBe('-metrics.loss');

  await page.reload();
  await expect.poll(() => namesIn(grid)).toEqual([...BY_LOSS, ...WITHOUT_LOSS]);
  await expect(grid).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
});

const BY_START = [
  'killed run',
  'failed run',
  'still running',
  ODD_NAME,
  'no metrics',
  'huge and tiny',
  'long with spike',
  'single point',
  'late steps',
  'negative steps',
  'duplicate steps',
  'nan and inf',
];

/** Since its last point, long ago. */
const SILENT = new RegExp(`^${m.run_silent_since({ time: '' }).trim()} .*\\d`);

async function expectStatuses(grid: Locator): Promise<void> {
  const statusOf = (name: string) => rowOf(grid, name).getByRole('img');
  await expect(statusOf('killed run')).toHaveAccessibleName(m.status_KILLED());
  await expect(statusOf('failed run')).toHaveAccessibleName(m.status_FAILED());
  await expect(statusOf('still running')).toHaveAccessibleName(SILENT);
  await expect(grid.getByRole('img', { name: m.status_FINISHED(), exact: true })).toHaveCount(9);
}

test('a sort puts NaN before what is missing, after every number', async ({ page }) => {
  const { experimentId } = await openOddCases(page);
  await page.goto(`./#/runs?e=${experimentId}&sort=metrics.last_nan&tab=table`);
  const grid = gridOf(page, m.runs_title());
  const others = BY_START.filter((name) => name !== 'nan and inf');
  await expect.poll(() => namesIn(grid)).toEqual(['nan and inf', ...others]);
  await expect(rowOf(grid, 'nan and inf').getByRole('gridcell', { name: 'NaN', exact: true })).toBeVisible();
});

test('changes the compare set by hand; the address keeps it @demo', async ({ page }) => {
  const { idOf } = await openOddCases(page);
  const [without, plus] = [await idOf('single point'), await idOf('nan and inf')];
  await expect(compareSet(page)).toContainText(m.set_top({ count: 10 }));
  await expect(boxOf(page, 'single point')).toBeChecked();
  await expect(boxOf(page, 'nan and inf')).not.toBeChecked();

  await boxOf(page, 'single point').click();
  await expect(compareSet(page)).toContainText(`${m.set_top({ count: 10 })}, ${m.set_without({ count: 1 })}`);
  await boxOf(page, 'nan and inf').click();
  const words = `${m.set_top({ count: 10 })}, ${m.set_without({ count: 1 })}, ${m.set_plus({ count: 1 })}`;
  await expect(compareSet(page)).toContainText(words);
  await expect
    .poll(() => paramOf(page, 'set'))
    .toBe(`top:10~without:${packId(without)}~plus:${packId(plus)}`);

  await page.reload();
  await expect(compareSet(page)).toContainText(words);
  await expect(boxOf(page, 'single point')).not.toBeChecked();
  await expect(boxOf(page, 'nan and inf')).toBeChecked();
  await expectExact(cardOf(page, 'loss'));
});

test('the points of a chart are those that the server’s own client reads @smoke @demo', async ({
  page,
}, testInfo) => {
  // Python and MLflow's client take ten seconds to load on a busy machine.
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'needs the environment of the server’s client: npm test makes it');
  const { experimentId, idOf } = await openOddCases(page);
  const whole = ['nan and inf', 'duplicate steps', 'negative steps', 'late steps'];
  const ids = await Promise.all([...whole, 'long with spike'].map((name) => idOf(name)));
  const asked = trueHistories(testInfo, ids, 'loss');

  for (const [index, name] of whole.entries()) {
    const id = ids[index] ?? '';
    await test.step(name, async () => {
      const truth = (await asked).get(id) ?? [];
      const grid = await openPoints(page, experimentId, id, truth.length);
      expect(await readAllRows(grid, truth.length)).toEqual(truth.map((point) => ({ run: name, ...point })));
    });
  }
  await test.step('long with spike', async () => {
    const id = ids.at(-1) ?? '';
    const truth = (await asked).get(id) ?? [];
    expect(truth).toHaveLength(20_000);
    expect(truth[12_345]?.value).toBe('9.8');
    const grid = await openPoints(page, experimentId, id, truth.length);
    for (const index of [0, 1, 12_344, 12_345, 12_346, 19_998, 19_999]) {
      const row = await readRowAt(grid, index);
      expect(row).toEqual({ run: 'long with spike', ...truth[index] });
    }
  });
});

/** "Show as table" of the `loss` card of a compare set of one run. */
async function openPoints(page: Page, experimentId: string, runId: string, total: number): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: m.points_title({ metric: 'loss' }), exact: true });
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: m.close(), exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.goto(`./#/runs?e=${experimentId}&set=${runId}`);
  await expect(compareSet(page)).toContainText(m.set_these({ count: 1, text: '1' }));
  const card = cardOf(page, 'loss');
  // The card of the run before may still be on screen: the count tells them apart.
  await expect(card).toHaveAttribute('data-points-read', String(total));
  await expect(card).toHaveAttribute('data-points-total', String(total));
  await expect(card).toHaveAttribute('data-series', '1');
  await expectExact(card);
  await card.getByRole('button', { name: m.card_menu({ metric: 'loss' }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.card_table(), exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(
    m.points_count({ count: total, text: total.toLocaleString('en') }),
  );
  const grid = gridOf(dialog, m.run_metrics());
  await expect(grid).toHaveAttribute('aria-rowcount', String(total));
  return grid;
}

interface ShownPoint extends TruePoint {
  readonly run: string;
}

/** All rows of a grid that keeps only the visible ones in the document. */
async function readAllRows(grid: Locator, total: number): Promise<readonly ShownPoint[]> {
  const seen = new Map<number, ShownPoint>();
  await expect
    .poll(
      async () => {
        for (const [index, point] of await readRows(grid)) seen.set(index, point);
        const missing = Array.from({ length: total }, (_, index) => index).find((index) => !seen.has(index));
        if (missing !== undefined) await scrollTo(grid, missing);
        return seen.size;
      },
      { intervals: [50] },
    )
    .toBe(total);
  return [...seen].sort(([a], [b]) => a - b).map(([, point]) => point);
}

async function readRowAt(grid: Locator, index: number): Promise<ShownPoint | undefined> {
  await scrollTo(grid, index);
  await expect(grid.locator(`[aria-rowindex="${index + 1}"] [role="gridcell"]`)).toHaveCount(4);
  return (await readRows(grid)).get(index);
}

async function scrollTo(grid: Locator, index: number): Promise<void> {
  await grid.evaluate((element, row) => {
    const heightPx = element.querySelector('[aria-rowindex]')?.getBoundingClientRect().height ?? 28;
    element.scrollTop = row * heightPx;
  }, index);
}

/** The rows in the document that have been read, by index. */
async function readRows(grid: Locator): Promise<ReadonlyMap<number, ShownPoint>> {
  const rows = await grid.evaluate((element) =>
    [...element.querySelectorAll('[aria-rowindex]:not([aria-busy])')].map((row) => {
      const cells = [...row.querySelectorAll<HTMLElement>('[role="gridcell"]')];
      const [run = '', step = '', value = ''] = cells.map((cell) => cell.textContent ?? '');
      const index = Number(row.getAttribute('aria-rowindex')) - 1;
      return { index, run, step, value, time: cells[3]?.title ?? '' };
    }),
  );
  return new Map(
    rows.map(({ index, run, step, value, time }) => [
      index,
      { run, step: Number(step), timestampMs: Date.parse(time), value },
    ]),
  );
}

test('a run’s page tells everything that was logged about it @smoke @demo', async ({ page }) => {
  await openOddCases(page);
  await gridOf(page, m.runs_title()).getByRole('link', { name: 'nan and inf', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('nan and inf');
  const metrics = gridOf(page, m.run_metrics());
  await expect(metrics).toHaveAttribute('aria-rowcount', '2');
  const lastNan = metrics.getByRole('row').filter({ hasText: 'last_nan' });
  const cells = ['key', 'value', 'step', 'time'].map((id) => lastNan.locator(`[data-column="${id}"]`));
  for (const [index, text] of ['last_nan', 'NaN', '1', /2026/].entries()) {
    await expect(cells[index] ?? lastNan).toHaveText(text);
  }
  await expect(page.getByRole('definition').filter({ hasText: m.status_FINISHED() })).toBeVisible();

  await page.getByRole('tab', { name: m.tab_charts(), exact: true }).click();
  await expectExact(cardOf(page, 'loss'));
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-points-total', '10');

  await page.getByRole('navigation', { name: m.nav_breadcrumbs() }).getByRole('link').last().click();
  await gridOf(page, m.runs_title()).getByRole('link', { name: ODD_NAME, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ODD_NAME);
  const params = gridOf(page, m.run_params());
  const long = params.getByRole('row').filter({ hasText: '긴 이름' });
  await expect(long.getByRole('gridcell').last()).toHaveAttribute('title', 'x'.repeat(250));
  await expect(params.getByRole('row').filter({ hasText: 'model/depth' })).toContainText('3');
});

test('a note is saved where the source keeps it @smoke @demo', async ({ page }, testInfo) => {
  const isDemo = testInfo.project.name === 'demo';
  const { idOf } = await openOddCases(page);
  const address = `./#/run/${await idOf('no metrics')}`;
  await page.goto(address);
  // HTML in a note is shown as the text that it is.
  const text = `메모 & <b>not bold</b> ${testInfo.testId} ${Date.now()}`;
  await page.getByRole('button', { name: m.run_note_edit(), exact: true }).click();
  await page.getByRole('textbox', { name: m.run_note(), exact: true }).fill(text);
  const copyNote = page.getByText(m.connection_memory_long(), { exact: true });
  await expect(copyNote).toHaveCount(isDemo ? 1 : 0);
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  // Saved is when the editor is gone: until then the words stand in its box, and leaving would stop the write.
  await expect(page.getByRole('textbox', { name: m.run_note(), exact: true })).toHaveCount(0);
  const note = page.getByRole('main').getByText(text, { exact: true });
  await expect(note).toBeVisible();
  if (isDemo) {
    await expect(page.getByText(m.connection_memory(), { exact: true })).toBeVisible();
    await page.goto('./#/');
    await page.goto(address);
  } else {
    await page.reload();
  }
  await expect(page.getByRole('button', { name: m.run_note_edit(), exact: true })).toBeVisible();
  await expect(note).toBeVisible();
});
