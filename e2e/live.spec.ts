import { randomUUID } from 'node:crypto';
import type { TestInfo } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { runsHref } from '../src/url/routes.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { cardOf, compareSet, expect, gridOf, m, namesIn, rowOf, test as base } from './fixtures.ts';
import { serverOf } from './made-data.ts';
import { startTraining, STEPS } from './training.ts';
import { pythonOf } from './truth.ts';

/** The app on the real server, behind a relay that counts what is asked. */
const test = base.extend<{ relay: FaultProxy }>({
  relay: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
});

const LOSS_UP = { column: { kind: 'metric', key: 'loss' }, isDescending: false } as const;

async function post<Reply>(testInfo: TestInfo, path: string, body: unknown): Promise<Reply> {
  const answer = await fetch(new URL(`/api/2.0/mlflow/${path}`, serverOf(testInfo)), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Reply;
}

async function createExperiment(testInfo: TestInfo): Promise<ExperimentId> {
  const name = `live ${randomUUID()}`;
  return (await post<{ experiment_id: ExperimentId }>(testInfo, 'experiments/create', { name }))
    .experiment_id;
}

/** A run with one point of a loss; `minutesAgo` of both. */
async function createRun(
  testInfo: TestInfo,
  experimentId: ExperimentId,
  name: string,
  { loss, minutesAgo = 0, isEnded = true }: { loss: number; minutesAgo?: number; isEnded?: boolean },
): Promise<string> {
  const timeMs = Date.now() - minutesAgo * 60_000;
  const body = { experiment_id: experimentId, run_name: name, start_time: timeMs };
  const { run } = await post<{ run: { info: { run_id: string } } }>(testInfo, 'runs/create', body);
  const runId = run.info.run_id;
  const metrics = [0, 1, 2].map((step) => ({ key: 'loss', value: loss, step, timestamp: timeMs + step }));
  await post(testInfo, 'runs/log-batch', { run_id: runId, metrics });
  if (isEnded)
    await post(testInfo, 'runs/update', { run_id: runId, status: 'FINISHED', end_time: timeMs + 10 });
  return runId;
}

test('a training run watched for 200 steps: values come in place, order waits for a click, the chart grows @smoke', async ({
  page,
  relay,
}, testInfo) => {
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'no Python with the client');
  const experimentId = await createExperiment(testInfo);
  await createRun(testInfo, experimentId, 'better', { loss: 0.1 });
  await createRun(testInfo, experimentId, 'worse', { loss: 0.5 });
  const asked: URL[] = [];
  const searches: string[] = [];
  relay.fault = ({ request, body }) => {
    const url = new URL(request.url ?? '/', relay.url);
    if (url.pathname.includes('/metrics/get-history')) asked.push(url);
    if (url.pathname.endsWith('/runs/search')) searches.push(body.toString());
    return false;
  };
  await page.goto(new URL(runsHref({ experimentIds: [experimentId], sort: LOSS_UP }), relay.url).href);
  const grid = gridOf(page, m.runs_title());
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  const card = cardOf(page, 'loss');
  await expect(card).toHaveAttribute('data-state', 'exact');
  const before = { histories: asked.length, searches: searches.length };

  const training = await startTraining(testInfo, python ?? '', experimentId);
  const announced = page.getByRole('button', { name: m.order_new({ count: 1, text: '1' }), exact: true });
  await announced.click({ timeout: 60_000 });
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  const row = rowOf(grid, 'training');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  const orderThen = await namesIn(grid);

  await training.ended;
  const value = row.locator('[data-column="metrics.loss"]');
  await expect(value).toHaveText(/^0\.0050?$/);
  // It is the best by now, and stands where it stood unless it was the best then.
  expect(await namesIn(grid)).toEqual(orderThen);
  await expect(compareSet(page)).toContainText('3');
  const changed = page.getByRole('button', { name: m.order_changed({ text: '1' }), exact: true });
  if (orderThen[0] !== 'training') await changed.click();
  await expect.poll(() => namesIn(grid)).toEqual(['training', 'better', 'worse']);
  await expect(changed).toHaveCount(0);

  await expect(card).toHaveAttribute('data-state', 'exact');
  await expect(card).toHaveAttribute('data-points-read', String(STEPS + 6));
  // Each request starts where the one before ended; all is read when the run is new, and once more when it ended.
  const starts = asked
    .slice(before.histories)
    .filter((url) => url.searchParams.has('start_step'))
    .map((url) => Number(url.searchParams.get('start_step')));
  const tails = starts.filter((start) => start >= 0);
  expect(tails.length).toBeGreaterThan(0);
  expect(tails).toEqual(tails.toSorted((left, right) => left - right));
  expect(starts.length - tails.length).toBeLessThanOrEqual(3);
  for (const search of searches.slice(before.searches)) expect(search).toMatch(/start_time >=|run_id IN/);
});

test('a compared run that somebody else deletes is marked and stays until a click', async ({
  page,
}, testInfo) => {
  test.slow();
  const experimentId = await createExperiment(testInfo);
  await createRun(testInfo, experimentId, 'stays', { loss: 0.1, isEnded: false });
  const runId = await createRun(testInfo, experimentId, 'goes', { loss: 0.5, isEnded: false });
  await page.goto(runsHref({ experimentIds: [experimentId], sort: LOSS_UP }));
  const grid = gridOf(page, m.runs_title());
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-series', '2');
  await post(testInfo, 'runs/delete', { run_id: runId });
  const deleted = page.getByRole('button', { name: m.order_deleted({ count: 1, text: '1' }), exact: true });
  await expect(deleted).toBeVisible({ timeout: 30_000 });
  await expect(rowOf(grid, 'goes').getByRole('img', { name: m.run_gone(), exact: true })).toBeVisible();
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-series', '2');
  await deleted.click();
  await expect(grid).toHaveAttribute('aria-rowcount', '1');
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-series', '1');
});

test('a silent run says since when, is found by its status and marked as failed at its last point @smoke', async ({
  page,
}, testInfo) => {
  const experimentId = await createExperiment(testInfo);
  await createRun(testInfo, experimentId, 'goes on', { loss: 0.1, isEnded: false });
  const runId = await createRun(testInfo, experimentId, 'hangs', {
    loss: 0.5,
    minutesAgo: 15,
    isEnded: false,
  });
  await page.goto(runsHref({ experimentIds: [experimentId], filter: "status = 'SILENT'" }));
  const grid = gridOf(page, m.runs_title());
  await expect(grid).toHaveAttribute('aria-rowcount', '1');
  const row = rowOf(grid, 'hangs');
  await row.getByRole('button', { name: /^hangs: silent since/ }).click();
  await page
    .getByRole('menuitem', { name: m.silent_mark_as({ status: m.status_FAILED() }), exact: true })
    .click();
  // It is none of the silent ones any more.
  await page.getByRole('button', { name: m.runs_clear_filter(), exact: true }).click();
  await expect(row.getByRole('img', { name: m.status_FAILED(), exact: true })).toBeVisible();
  const answer = await fetch(new URL(`/api/2.0/mlflow/runs/get?run_id=${runId}`, serverOf(testInfo)));
  const { run } = (await answer.json()) as {
    run: { info: { status: string; end_time: number; start_time: number } };
  };
  expect(run.info.status).toBe('FAILED');
  expect(run.info.end_time).toBe(run.info.start_time + 2);
});
