import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { plainAxis } from '../src/domain/comparison/parallel/parallel-view.ts';
import { DEFAULT_WORKSPACE, type Workspace } from '../src/domain/workspace.ts';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import type { RunId } from '../src/domain/runs/run.ts';
import { runsHref } from '../src/url/routes.ts';
import { choose, columnsOf } from './columns.ts';
import { cardOf, compareSet, expect, gridOf, m, namesIn, rowOf, test } from './fixtures.ts';
import { serverOf } from './made-data.ts';
import { startOwnServer } from './own-server.ts';

async function post<Reply>(testInfo: TestInfo, path: string, body: unknown): Promise<Reply> {
  const answer = await fetch(new URL(`/api/2.0/mlflow/${path}`, serverOf(testInfo)), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Reply;
}

async function createRun(testInfo: TestInfo, experimentId: string, name: string): Promise<string> {
  const timeMs = Date.now() - 60_000;
  const body = { experiment_id: experimentId, run_name: name, start_time: timeMs };
  const { run } = await post<{ run: { info: { run_id: string } } }>(testInfo, 'runs/create', body);
  const metrics = [0, 1, 2].map((step) => ({ key: 'loss', value: 3 - step, step, timestamp: timeMs + step }));
  await post(testInfo, 'runs/log-batch', { run_id: run.info.run_id, metrics });
  return run.info.run_id;
}

/** Opens the dialog by its key and takes a link out of it. */
async function linksOf(page: Page): Promise<{ readonly pinned: string; readonly live: string }> {
  const dialog = page.getByRole('dialog', { name: m.share_title(), exact: true });
  await expect(async () => {
    await page.keyboard.press('s');
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const field = (name: string) => dialog.getByRole('textbox', { name, exact: true });
  await expect(field(m.share_pinned_label())).toHaveValue(/#\/runs\?/);
  const pinned = await field(m.share_pinned_label()).inputValue();
  const live = await field(m.share_live_label()).inputValue();
  await dialog.getByRole('button', { name: m.close(), exact: true }).click();
  await expect(dialog).toBeHidden();
  return { pinned, live };
}

/** Another person's browser. */
async function openElsewhere(page: Page, address: string) {
  const context = await page.context().browser()?.newContext();
  if (!context) throw new Error('no browser');
  const other = await context.newPage();
  await other.goto(address);
  return { other, close: () => context.close() };
}

/** Of a sentence what stands before what nobody knows beforehand. */
const MARK = '\u0000';
const beginningOf = (sentence: string) => sentence.split(MARK)[0] ?? sentence;

const one = (names: string) => ({ count: 1, text: '1', names });

/** What elements say of what they show. */
const saidBy = (elements: Locator) =>
  elements.evaluateAll((found) =>
    found.map((element) =>
      [...element.attributes]
        .filter(({ name }) => /^(?:data-|aria-(?:label|sort)$|title$)/.test(name))
        .map(({ name, value }) => `${name}=${value}`)
        .toSorted(),
    ),
  );

/** What a page tells of itself: columns, rows with their colours, the set, and what each card or plot draws. */
async function seenOn(page: Page) {
  const grid = gridOf(page, m.runs_title());
  return {
    names: await namesIn(grid),
    colors: await grid
      .locator('[data-column="name"] [style]')
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('style'))),
    set: await compareSet(page).textContent(),
    columns: await saidBy(grid.getByRole('columnheader')),
    metrics: await saidBy(grid.locator('[role="gridcell"][data-column^="metrics."]')),
    baseline: await page.getByRole('group', { name: m.baseline_chip(), exact: true }).allTextContents(),
    cards: await saidBy(page.getByRole('figure').or(page.getByRole('application'))),
    axes: await saidBy(page.locator('[data-axis], [data-brush], [data-passing]')),
    brushes: await page.locator('[data-chip]').allTextContents(),
    tab: await page.getByRole('tab', { selected: true }).textContent(),
    filter: await page.getByRole('textbox', { name: m.filter_label(), exact: true }).textContent(),
  };
}

async function expectSameOn(page: Page, other: Page, figure: string): Promise<void> {
  for (const each of [page, other]) await expect(cardOf(each, figure)).toHaveAttribute('data-state', 'exact');
  await expect(async () => expect(await seenOn(other)).toEqual(await seenOn(page))).toPass({
    timeout: 20_000,
  });
}

test('a link that is pinned as of now keeps what was shared and says what became of it; a live one follows its rule', async ({
  page,
}, testInfo) => {
  const { experiment_id: experimentId } = await post<{ experiment_id: ExperimentId }>(
    testInfo,
    'experiments/create',
    { name: `shared ${randomUUID()}` },
  );
  const [running, tagged, deleted] = await Promise.all(
    ['running', 'tagged', 'deleted'].map((name) => createRun(testInfo, experimentId, name)),
  );
  await page.goto(`./${runsHref({ experimentIds: [experimentId], find: 'loss' })}`);
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-points-read', '9');
  const { pinned, live } = await linksOf(page);
  expect(pinned.length).toBeLessThan(500);

  // The person beside: the same from the address bar.
  await expect(page).toHaveURL(/[?&]data=[\w-]{9}/);
  const beside = await openElsewhere(page, page.url());
  await expectSameOn(page, beside.other, 'loss');
  await beside.close();

  // A day goes by.
  const later = { step: 3, value: 9, timestamp: Date.now() + 7_200_000 };
  await post(testInfo, 'runs/log-batch', { run_id: running, metrics: [{ key: 'loss', ...later }] });
  await post(testInfo, 'runs/update', { run_id: running, status: 'FINISHED', end_time: later.timestamp });
  await post(testInfo, 'runs/set-tag', { run_id: tagged, key: 'team', value: 'vision' });
  await post(testInfo, 'runs/delete', { run_id: deleted });

  const { other, close } = await openElsewhere(page, pinned);
  const news = other
    .getByRole('status')
    .filter({ hasText: beginningOf(m.link_pinned_changed({ date: MARK })) });
  await expect(news).toContainText(m.share_gone(one('deleted')));
  await expect(news).toContainText(m.share_finished(one('running')));
  await expect(news).toContainText(m.share_grown(one('running')));
  await expect(news).toContainText(m.share_edited(one('tagged')));
  const asOf = other.getByRole('status', { name: m.as_of_label(), exact: true });
  await expect(asOf).toBeVisible();
  await expect(cardOf(other, 'loss')).toHaveAttribute('data-points-read', '6');
  await asOf.getByRole('button', { name: m.as_of_off(), exact: true }).click();
  await expect(asOf).toBeHidden();
  await expect(cardOf(other, 'loss')).toHaveAttribute('data-points-read', '7');

  await other.goto(live);
  await expect(other.getByText(beginningOf(m.link_live_changed({ set: MARK, date: MARK })))).toBeVisible();
  await expect(rowOf(gridOf(other, m.runs_title()), 'tagged')).toBeVisible();
  await close();
});

/** `digits/mlp sweep` of the demo data. */
const SWEEP = '3' as ExperimentId;

const metric = (key: string) => ({ kind: 'metric', key }) as const;

test('a pasted link shows what somebody else saw, whatever this browser remembers of the experiment', async ({
  page,
}) => {
  const shown: Partial<Workspace> = {
    experimentIds: [SWEEP],
    sort: { column: metric('val/loss'), isDescending: false },
    set: { kind: 'top', count: 6, without: [], plus: [] },
    find: 'val/',
  };
  await page.goto(`./${runsHref(shown)}`);
  await expect(cardOf(page, 'val/loss')).toHaveAttribute('data-series', '6');
  const second = gridOf(page, m.runs_title()).locator('[role="row"][data-row-id]').nth(1);
  const baseline = { kind: 'run', id: (await second.getAttribute('data-row-id')) as RunId } as const;
  await page.goto(`./${runsHref({ ...shown, baseline })}`);
  await expect(page).toHaveURL(/[?&]data=/);

  // Another person, who has chosen columns and which way is better.
  const { other, close } = await openElsewhere(page, new URL(`./${runsHref(shown)}`, page.url()).href);
  await expect(cardOf(other, 'val/loss')).toHaveAttribute('data-series', '6');
  const lower = `${m.column_better()}: ${m.column_better_lower()}`;
  await choose(other, 'val/loss', lower, m.column_better_higher());
  await choose(other, 'activation', m.column_hide());
  await expect.poll(() => columnsOf(other)).not.toContain('params.activation');
  const next = await other.context().newPage();
  await next.goto(page.url());
  await expectSameOn(page, next, 'val/loss');
  expect(await columnsOf(next)).toContain('params.activation');

  // Another tab of the workspace, pasted into the same page.
  const accuracy = metric('val/accuracy');
  const brush = { isExcluding: false, range: { min: 0.9, max: Number.POSITIVE_INFINITY }, lanes: [] };
  const axes = [
    plainAxis({ kind: 'param', key: 'learning_rate' }),
    { ...plainAxis(accuracy), brushes: [brush] },
  ];
  const set = { kind: 'all', without: [] } as const;
  const brushed: Partial<Workspace> = { ...shown, baseline, tab: 'parallel', set };
  await page.goto(`./${runsHref({ ...brushed, parallel: { axes, color: 'metrics.val/accuracy' } })}`);
  await expect(page.locator('[data-chip]')).toHaveCount(1);
  await expect(page).toHaveURL(/[?&]data=/);
  await next.goto(page.url());
  await expectSameOn(page, next, m.parallel_figure());
  await close();
});

/** The same experiments under the same ids and names, made a moment later: other data. */
function makeLater(folder: string): void {
  const change =
    'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE experiments SET creation_time = creation_time + 1"); c.commit()';
  execFileSync('python3', ['-c', change, join(folder, 'mlflow.db')]);
}

test('a link opened on another server shows the same where the data is the same, and says so where it is not', async ({
  page,
}) => {
  test.slow();
  const copied = await startOwnServer('mlflow3');
  try {
    const { chart } = DEFAULT_WORKSPACE;
    const href = runsHref({
      experimentIds: [SWEEP],
      sort: { column: { kind: 'metric', key: 'val/loss' }, isDescending: false },
      set: { kind: 'top', count: 6, without: [], plus: [] },
      filter: "params.activation = 'relu'",
      find: 'val/',
      chart: {
        ...chart,
        yKind: 'log',
        smoothing: { kind: 'ema', weight: 0.6 },
        xWindow: { min: 5, max: 30 },
        cardColumns: 1,
      },
    });
    await page.goto(`./${href}`);
    await expect(cardOf(page, 'val/loss')).toHaveAttribute('data-series', '6');
    const { pinned } = await linksOf(page);
    await page.goto(pinned);
    const hash = pinned.slice(pinned.indexOf('#'));

    const same = await openElsewhere(page, `${copied.appUrl}${hash}`);
    await expectSameOn(page, same.other, 'val/loss');
    await expect(same.other.getByText(m.other_data_title())).toBeHidden();
    await same.close();

    makeLater(copied.folder);
    const { other, close } = await openElsewhere(page, `${copied.appUrl}${hash}`);
    await expect(other.getByText(m.other_data_title())).toBeVisible();
    await expect(gridOf(other, m.runs_title())).toBeHidden();
    await other.getByRole('button', { name: m.other_data_anyway(), exact: true }).click();
    await expect(gridOf(other, m.runs_title())).toBeVisible();
    await close();
  } finally {
    await copied.stop();
  }
});
