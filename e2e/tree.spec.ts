import { randomUUID } from 'node:crypto';
import type { TestInfo } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { CLOSED_TREE } from '../src/domain/runs/tree-view.ts';
import { runsHref } from '../src/url/routes.ts';
import { boxOf, compareSet, expect, m, namesIn, rowOf, test } from './fixtures.ts';

const LOSS_UP = { column: { kind: 'metric', key: 'loss' }, isDescending: false } as const;
const CHILDREN = 12;

async function post<Reply>(testInfo: TestInfo, path: string, body: unknown): Promise<Reply> {
  const isOld = testInfo.project.name === 'mlflow2';
  const server = process.env[isOld ? 'RUNLENS_MLFLOW2_URL' : 'RUNLENS_MLFLOW3_URL'];
  const answer = await fetch(new URL(`/api/2.0/mlflow/${path}`, server), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Reply;
}

/** A sweep without a loss, its runs with one each, and a run that stands alone. */
async function createSweep(testInfo: TestInfo) {
  const name = `tree ${randomUUID()}`;
  const { experiment_id: experimentId } = await post<{ experiment_id: ExperimentId }>(
    testInfo,
    'experiments/create',
    { name },
  );
  let clock = Date.now() - 600_000;
  const createRun = async (runName: string, loss?: number, parentId?: string) => {
    clock += 1_000;
    const tags = parentId === undefined ? [] : [{ key: 'mlflow.parentRunId', value: parentId }];
    const body = { experiment_id: experimentId, run_name: runName, start_time: clock, tags };
    const { run } = await post<{ run: { info: { run_id: string } } }>(testInfo, 'runs/create', body);
    const id = run.info.run_id;
    if (loss !== undefined)
      await post(testInfo, 'runs/log-metric', {
        run_id: id,
        key: 'loss',
        value: loss,
        step: 0,
        timestamp: clock,
      });
    await post(testInfo, 'runs/update', { run_id: id, status: 'FINISHED', end_time: clock + 500 });
    return id;
  };
  const sweep = await createRun('sweep');
  for (let index = 0; index < CHILDREN; index++) await createRun(`trial ${index}`, index + 1, sweep);
  await createRun('alone', 2.5);
  return { experimentId, sweep };
}

test('runs of a sweep stand below it: unfolded, filtered, ticked together @smoke', async ({
  page,
}, testInfo) => {
  test.slow();
  const { experimentId } = await createSweep(testInfo);
  await page.goto(runsHref({ experimentIds: [experimentId], sort: LOSS_UP }));
  await page.getByRole('button', { name: m.tree_button(), exact: true }).click();
  await page.getByRole('menuitem', { name: m.tree_closed(), exact: true }).click();
  const grid = page.getByRole('treegrid', { name: m.runs_title(), exact: true });
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  expect(await namesIn(grid)).toEqual(['sweep', 'alone']);
  // The sweep has no loss: it takes no place among the best ten.
  await expect(compareSet(page)).toContainText(m.set_top({ count: 10 }));
  await expect(boxOf(page, 'sweep')).toHaveAttribute('aria-checked', 'mixed');

  const sweep = rowOf(grid, 'sweep');
  await expect(sweep).toHaveAttribute('aria-expanded', 'false');
  await sweep.getByRole('button', { name: m.tree_open({ name: 'sweep' }), exact: true }).click();
  await expect(sweep).toHaveAttribute('aria-expanded', 'true');
  await expect(grid).toHaveAttribute('aria-rowcount', String(CHILDREN + 2));
  await expect(rowOf(grid, 'trial 0')).toHaveAttribute('aria-level', '2');

  await test.step('one box for all of them', async () => {
    await boxOf(page, 'sweep').click();
    await expect(boxOf(page, 'sweep')).toHaveAttribute('aria-checked', 'true');
    await expect(boxOf(page, 'trial 11')).toBeChecked();
    await boxOf(page, 'sweep').click();
    await expect(boxOf(page, 'sweep')).toHaveAttribute('aria-checked', 'false');
    await expect(boxOf(page, 'trial 0')).not.toBeChecked();
    await expect(boxOf(page, 'alone')).toBeChecked();
  });

  await test.step('the link keeps it', async () => {
    await page.reload();
    await expect(grid).toHaveAttribute('aria-rowcount', String(CHILDREN + 2));
  });

  await test.step('a filter keeps the parent, which does not count', async () => {
    const filter = "attributes.run_name = 'trial 3'";
    await page.goto(runsHref({ experimentIds: [experimentId], sort: LOSS_UP, tree: CLOSED_TREE, filter }));
    await expect(grid).toHaveAttribute('aria-rowcount', '2');
    await expect.poll(() => namesIn(grid)).toEqual(['sweep', 'trial 3']);
    await expect(rowOf(grid, 'sweep')).toHaveAttribute('data-faint', 'true');
    await expect(compareSet(page)).toContainText(m.set_runs({ count: 1, text: '1' }));
  });
});
