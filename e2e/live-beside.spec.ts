import { randomUUID } from 'node:crypto';
import type { Locator, Page, TestInfo } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import type { RunId } from '../src/domain/runs/run.ts';
import { runsHref } from '../src/url/routes.ts';
import { cardOf, compareSet, expect, gridOf, m, rowOf, test } from './fixtures.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';
import { startTraining, STEPS } from './training.ts';
import { pythonOf } from './truth.ts';

const topOf = (page: Page) => gridOf(page, m.runs_title()).locator('[data-top-rows]');
const lossOf = (row: Locator) => row.locator('[data-column="metrics.loss"]');
const NONE = '' as ExperimentId;
const HOUR_MS = 3_600_000;

/** Experiments of one test, gone with it. */
async function withExperiments(
  testInfo: TestInfo,
  count: number,
  act: (ids: readonly ExperimentId[], word: string) => Promise<void>,
): Promise<void> {
  const word = randomUUID().slice(0, 8);
  const ids: ExperimentId[] = [];
  for (let index = 0; index < count; index++)
    ids.push((await makeExperiment(testInfo, `beside ${word} ${index}`)) as ExperimentId);
  try {
    await act(ids, word);
  } finally {
    for (const experiment_id of ids) await tell(testInfo, 'experiments/delete', { experiment_id });
  }
}

const log = (testInfo: TestInfo, run_id: string, value: number, step: number) =>
  tell(testInfo, 'runs/log-metric', { run_id, key: 'loss', value, step, timestamp: Date.now() });

test('a run of another experiment is found by a part of its name, grows in place and is told to be deleted', async ({
  page,
}, testInfo) => {
  test.slow();
  await withExperiments(testInfo, 2, async ([here = NONE, there = NONE], word) => {
    await makeRun(testInfo, here, { name: 'own', status: 'FINISHED', hoursAgo: 1 });
    const name = `far ${word} seed 3`;
    const id = await makeRun(testInfo, there, { name, status: 'RUNNING', hoursAgo: 0, loss: 4 });
    await makeRun(testInfo, there, { name: `far ${word} seed 4`, status: 'FINISHED', hoursAgo: 2 });
    await page.goto(runsHref({ experimentIds: [here] }));
    await page.getByRole('button', { name: m.add_run(), exact: true }).click();
    await page.getByRole('textbox', { name: m.add_run_label(), exact: true }).fill(`${word} SEED`);
    const found = page.getByRole('list', { name: m.add_run_found(), exact: true });
    await expect(found.getByRole('listitem')).toHaveCount(2);
    await found.getByRole('button', { name: m.add_run_this({ name }), exact: true }).click();
    await expect(found).toContainText(m.add_run_is_added());
    await page.keyboard.press('Escape');

    const row = rowOf(topOf(page), name);
    await expect(lossOf(row)).toHaveText('4');
    await expect(cardOf(page, 'loss')).toHaveAttribute('data-series', '2');
    await log(testInfo, id, 3, 2);
    await log(testInfo, id, 2.5, 3);
    await expect(lossOf(row)).toHaveText('2.500', { timeout: 20_000 });
    // Its curve follows: two points of it were there with that of the own run.
    await expect(cardOf(page, 'loss')).toHaveAttribute('data-points-read', '4', { timeout: 20_000 });
    await tell(testInfo, 'runs/delete', { run_id: id });
    await expect(row.getByRole('img', { name: m.run_gone(), exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(compareSet(page)).toContainText(m.set_deleted({ count: 1, text: '1' }));
  });
});

/** Everything that the card said of itself since. */
async function recordStates(card: Locator): Promise<() => Promise<readonly string[]>> {
  await card.evaluate((figure) => {
    const said: string[] = [];
    (window as unknown as { said: string[] }).said = said;
    new MutationObserver(() => said.push(figure.dataset['state'] ?? 'gone')).observe(figure, {
      attributes: true,
      attributeFilter: ['data-state'],
    });
  });
  return () => card.evaluate(() => [...new Set((window as unknown as { said: string[] }).said)]);
}

test('a training watched for 200 steps in the charts, far below in a narrow table that stays as it is', async ({
  page,
}, testInfo) => {
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'no Python with the client');
  await withExperiments(testInfo, 1, async ([experimentId = NONE]) => {
    const names = Array.from({ length: 60 }, (_, index) => `early ${String(index).padStart(2, '0')}`);
    for (const [index, name] of names.entries())
      await makeRun(testInfo, experimentId, { name, status: 'FINISHED', hoursAgo: 80 - index });
    const training = await startTraining(testInfo, python ?? '', experimentId);
    const search = {
      experiment_ids: [experimentId],
      filter: "attributes.run_name = 'training'",
      max_results: 1,
    };
    let id = '';
    await expect
      .poll(async () => {
        const { runs = [] } = (await tell(testInfo, 'runs/search', search)) as {
          runs?: { info: { run_id: string } }[];
        };
        id = runs[0]?.info.run_id ?? '';
        return id;
      })
      .not.toBe('');
    const sort = { column: { kind: 'attribute', key: 'start_time' }, isDescending: false } as const;
    const set = { kind: 'these', runIds: [id as RunId] } as const;
    await page.goto(runsHref({ experimentIds: [experimentId], sort, set }));
    const grid = gridOf(page, m.runs_title());
    await expect(grid).toHaveAttribute('aria-rowcount', '61');
    const card = cardOf(page, 'loss');
    await expect(card).toHaveAttribute('data-state', 'exact');

    // A narrow table, a row in focus, scrolled a little: the training is far below.
    await page.getByRole('separator', { name: m.pane_resize(), exact: true }).focus();
    await page.keyboard.press('Home');
    await rowOf(grid, 'early 05').locator('[data-column="name"]').focus();
    await grid.evaluate((element) => element.scrollTo({ top: 120 }));
    await expect(rowOf(grid, 'training')).toHaveCount(0);
    const scroll = () => grid.evaluate((element) => Math.round(element.scrollTop));
    const top = await scroll();
    const said = await recordStates(card);

    const read = async () => Number(await card.getAttribute('data-points-read'));
    const seen: number[] = [await read()];
    for (let growth = 0; growth < 3; growth++) {
      const last = seen.at(-1) ?? 0;
      await expect.poll(read, { timeout: 20_000 }).toBeGreaterThan(last);
      seen.push(await read());
    }
    await training.ended;
    await expect(card).toHaveAttribute('data-points-read', String(STEPS), { timeout: 20_000 });
    await expect(card).toHaveAttribute('data-state', 'exact');
    // No blank, no skeleton in between: the line was longer each time, and nothing else changed.
    expect(await said()).not.toEqual(expect.arrayContaining(['loading']));
    expect(await said()).not.toEqual(expect.arrayContaining(['failed']));
    expect(await scroll()).toBe(top);
    await expect(rowOf(grid, 'early 05').locator('[data-column="name"]')).toBeFocused();
    await expect(compareSet(page)).toContainText(m.set_these({ count: 1, text: '1' }));
  });
});

test('the page of a silent run says since when, ends its duration there, and marks it as killed', async ({
  page,
}, testInfo) => {
  await withExperiments(testInfo, 1, async ([experimentId = NONE]) => {
    const id = await makeRun(testInfo, experimentId, { name: 'hangs', status: 'RUNNING', hoursAgo: 3 });
    await page.goto(`./#/run/${id}`);
    const details = page.getByRole('region', { name: m.run_details(), exact: true });
    await expect(details).toContainText(/silent since/);
    // It began an hour before its last point.
    await expect(details).toContainText('1h');
    await page.getByRole('button', { name: /^hangs: silent since/ }).click();
    const killed = m.silent_mark_as({ status: m.status_KILLED() });
    await page.getByRole('menuitem', { name: killed, exact: true }).click();
    await expect(details).toContainText(m.status_KILLED());
    await expect(details).not.toContainText(/silent since/);
    const search = { experiment_ids: [experimentId], max_results: 1 };
    const { runs = [] } = (await tell(testInfo, 'runs/search', search)) as {
      runs?: readonly { readonly info: { readonly end_time: number; readonly start_time: number } }[];
    };
    const [run] = runs;
    expect((run?.info.end_time ?? 0) - (run?.info.start_time ?? 0)).toBeCloseTo(HOUR_MS, -1);
  });
});

test('the page of a run that goes on grows with it', async ({ page }, testInfo) => {
  await withExperiments(testInfo, 1, async ([experimentId = NONE]) => {
    const id = await makeRun(testInfo, experimentId, { name: 'goes on', status: 'RUNNING', hoursAgo: 0 });
    await page.goto(`./#/run/${id}?tab=charts`);
    const card = cardOf(page, 'loss');
    await expect(card).toHaveAttribute('data-points-read', '1');
    await log(testInfo, id, 0.5, 2);
    await expect(card).toHaveAttribute('data-points-read', '2', { timeout: 20_000 });
  });
});
