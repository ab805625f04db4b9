import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { DEFAULT_WORKSPACE } from '../src/domain/workspace.ts';
import { runsHref } from '../src/url/routes.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { cardOf, expect, expectExact, gridOf, m, ODD_CASES, rowOf, test as base } from './fixtures.ts';

/** The app on the real server, behind a relay that counts what is asked of histories. */
const test = base.extend<{ relay: FaultProxy }>({
  relay: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
});

const KEY = 'loss';
const POINTS_PER_POST = 1_000;

interface Point {
  readonly step: number;
  readonly value: number;
  readonly timestamp: number;
}

async function post<Reply>(path: string, body: unknown): Promise<Reply> {
  const answer = await fetch(new URL(`/api/2.0/mlflow/${path}`, process.env['RUNLENS_MLFLOW3_URL']), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Reply;
}

async function createExperiment(): Promise<ExperimentId> {
  const name = `fidelity ${randomUUID()}`;
  const reply = await post<{ experiment_id: ExperimentId }>('experiments/create', { name });
  return reply.experiment_id;
}

async function createRun(
  experimentId: ExperimentId,
  name: string,
  points: readonly Point[],
): Promise<string> {
  const body = { experiment_id: experimentId, run_name: name, start_time: 1_780_000_000_000 };
  const reply = await post<{ run: { info: { run_id: string } } }>('runs/create', body);
  await log(reply.run.info.run_id, points);
  return reply.run.info.run_id;
}

async function log(runId: string, points: readonly Point[]): Promise<void> {
  for (let from = 0; from < points.length; from += POINTS_PER_POST) {
    const metrics = points.slice(from, from + POINTS_PER_POST).map((point) => ({ key: KEY, ...point }));
    await post('runs/log-batch', { run_id: runId, metrics });
  }
}

function end(runId: string): Promise<unknown> {
  return post('runs/update', { run_id: runId, status: 'FINISHED', end_time: 1_780_000_999_000 });
}

/** Wavy, with one spike. */
function pointsOf(from: number, to: number, stepOf = (index: number) => index): readonly Point[] {
  return Array.from({ length: to - from }, (_, place) => {
    const index = from + place;
    const value = index === 1_234 ? 42.5 : Math.sin(index / 50);
    return { step: stepOf(index), value, timestamp: 1_780_000_000_000 + index };
  });
}

/** Addresses of requests for histories, from now on. */
function historiesAsked(relay: FaultProxy): URL[] {
  const asked: URL[] = [];
  relay.fault = ({ request }) => {
    const url = new URL(request.url ?? '/', relay.url);
    if (url.pathname.includes('/metrics/get-history')) asked.push(url);
    return false;
  };
  return asked;
}

async function openTable(page: Page, card: Locator): Promise<Locator> {
  await card.getByRole('button', { name: m.card_menu({ metric: KEY }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.card_table(), exact: true }).click();
  return gridOf(
    page.getByRole('dialog', { name: m.points_title({ metric: KEY }), exact: true }),
    m.run_metrics(),
  );
}

/** Step and value of some rows of "Show as table". */
async function rowsAt(grid: Locator, indices: readonly number[]): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const index of indices) {
    await grid.evaluate((element, row) => {
      const heightPx = element.querySelector('[aria-rowindex]')?.getBoundingClientRect().height ?? 28;
      element.scrollTop = row * heightPx;
    }, index);
    const cells = grid.locator(`[aria-rowindex="${index + 1}"]:not([aria-busy]) [role="gridcell"]`);
    await expect(cells).toHaveCount(4);
    rows.push((await cells.allTextContents()).slice(1, 3));
  }
  return rows;
}

const rowOfPoint = ({ step, value }: Point): readonly string[] => [String(step), String(value)];

test('a card over its budget stays a sample and says what exact costs; a zoom and a click bring the points', async ({
  page,
  relay,
}) => {
  test.slow();
  const experimentId = await createExperiment();
  // Steps that count samples: the last one says nothing of how many points there are.
  const points = pointsOf(0, 3_000, (index) => (index === 2_999 ? 9_000_001 : index));
  await end(await createRun(experimentId, 'many steps', points));
  const asked = historiesAsked(relay);
  await page.goto(new URL(runsHref({ experimentIds: [experimentId] }), relay.url).href);
  const card = cardOf(page, KEY);
  await expect(card).toHaveAttribute('data-state', 'sampled');
  await expect(card).toHaveAttribute('data-series', '1');
  await expect(card).toHaveAttribute('data-points-read', '320');
  const makeExact = card.getByRole('button', { name: m.card_make_exact(), exact: true });
  await expect(makeExact).toHaveAttribute('title', /^3\d\d requests, about \d+ (s|min)$/);
  expect(asked.map(({ pathname }) => pathname).filter((path) => path.endsWith('/get-history'))).toEqual([]);

  await test.step('zoomed in, all points of the shown range and no others', async () => {
    const chart = { ...DEFAULT_WORKSPACE.chart, xWindow: { min: 1_200, max: 1_300 } };
    await page.goto(new URL(runsHref({ experimentIds: [experimentId], chart }), relay.url).href);
    await expect(card).toContainText(m.card_part_exact());
    await expect(card).toHaveAttribute('data-state', 'sampled');
    const grid = await openTable(page, card);
    await expect(grid).not.toHaveAttribute('aria-rowcount', '-1');
    const total = Number(await grid.getAttribute('aria-rowcount'));
    expect(total).toBeGreaterThan(400);
    expect(total).toBeLessThan(430);
    await page.keyboard.press('Escape');
    expect(asked.at(-1)?.searchParams.get('start_step')).toBe('1200');
    expect(asked.at(-1)?.searchParams.get('end_step')).toBe('1300');
  });

  await makeExact.click();
  await expectExact(card);
  await expect(makeExact).toHaveCount(0);
  const grid = await openTable(page, card);
  await expect(grid).toHaveAttribute('aria-rowcount', '3000');
  const places = [0, 1_233, 1_234, 1_235, 2_998, 2_999];
  expect(await rowsAt(grid, places)).toEqual(places.map((place) => rowOfPoint(points[place] as Point)));
});

test('runs that go on grow by one request for all of them, and are exact when they ended', async ({
  page,
  relay,
}) => {
  test.slow();
  const experimentId = await createExperiment();
  const runIds: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    runIds.push(await createRun(experimentId, name, pointsOf(0, 3_000)));
  }
  const [one = '', two = '', three = ''] = runIds;
  await page.goto(new URL(runsHref({ experimentIds: [experimentId] }), relay.url).href);
  const card = cardOf(page, KEY);
  await expect(card).toHaveAttribute('data-points-read', '9000');
  await expectExact(card);

  const asked = historiesAsked(relay);
  const readAgain = page.getByRole('button', { name: m.runs_read_again(), exact: true });
  await log(one, pointsOf(3_000, 3_020));
  await log(two, pointsOf(3_000, 3_010));
  await readAgain.click();
  await expect(card).toHaveAttribute('data-points-read', '9030');
  await expectExact(card);
  // How often each run logs is found out besides, at its last steps, sooner or later.
  const grown = asked.filter(({ searchParams }) => Number(searchParams.get('end_step')) > 2_999);
  expect(grown.map((url) => url.searchParams.getAll('run_ids').toSorted())).toEqual([[one, two].toSorted()]);
  expect(grown[0]?.searchParams.get('start_step')).toBe('2999');

  await log(three, pointsOf(3_000, 3_005));
  await end(three);
  await readAgain.click();
  await expect(card).toHaveAttribute('data-points-read', '9035');
  await expectExact(card);
  const places = [2_999, 3_000, 3_004];
  await page.goto(
    new URL(runsHref({ experimentIds: [experimentId], filter: "attributes.run_name = 'three'" }), relay.url)
      .href,
  );
  await expect(card).toHaveAttribute('data-points-read', '3005');
  const logged = pointsOf(0, 3_005);
  expect(await rowsAt(await openTable(page, card), places)).toEqual(
    places.map((place) => rowOfPoint(logged[place] as Point)),
  );
});

test('one run whose history cannot be read is marked in its card, the others stay, and a retry brings it', async ({
  page,
  relay,
}) => {
  await page.goto(relay.url);
  await gridOf(page, m.experiments_title()).getByRole('link', { name: ODD_CASES, exact: true }).click();
  const grid = gridOf(page, m.runs_title());
  const address = await rowOf(grid, 'late steps').getByRole('link').getAttribute('href');
  const broken = address?.replace('#/run/', '') ?? '';
  relay.fault = ({ request, response }) => {
    const isBroken = request.url?.includes('get-history') === true && request.url.includes(broken);
    if (isBroken) response.writeHead(500, { 'content-type': 'text/plain' }).end('Oops');
    return isBroken;
  };
  const { page: other, close } = await openQuietly(page);
  await other.goto(page.url());
  await other.reload();
  const card = cardOf(other, KEY);
  await expect(card).toHaveAttribute('data-series-failed', '1');
  await expect(card).not.toHaveAttribute('data-series', '0');
  await expect(card).toHaveAttribute('data-state', 'exact');
  await expect(card.locator('[data-runs-failed="1"] li')).toHaveText(
    `late steps: ${m.fail_server_title()} (500)`,
  );
  relay.fault = undefined;
  await card.getByRole('button', { name: m.retry(), exact: true }).click();
  await expect(card).toHaveAttribute('data-series-failed', '0');
  await expectExact(card);
  await close();
});

/** A page whose complaints are expected: the browser itself writes of answers that failed. */
async function openQuietly(page: Page) {
  const context = await page.context().browser()?.newContext();
  if (!context) throw new Error('no browser');
  return { page: await context.newPage(), close: () => context.close() };
}

test('a second visit asks for no history of ended runs, until what is kept is cleared', async ({
  page,
  relay,
}) => {
  test.slow();
  await page.goto(relay.url);
  const grid = gridOf(page, m.experiments_title());
  await grid.getByRole('link', { name: ODD_CASES, exact: true }).click();
  const experimentId = new URL(page.url()).hash.replace('#/runs?e=', '') as ExperimentId;
  const filter = "attributes.status = 'FINISHED'";
  const address = new URL(runsHref({ experimentIds: [experimentId], filter }), relay.url).href;
  await page.goto(address);
  const card = cardOf(page, KEY);
  const visit = async () => {
    const asked = historiesAsked(relay);
    await page.reload();
    await expectExact(card);
    return asked.filter(({ searchParams }) => searchParams.get('metric_key') === KEY).length;
  };
  await expectExact(card);
  // It is written a moment after it came; seven of the nine ended runs logged this metric.
  await expect.poll(() => keptHistories(page)).toBe(7);
  expect(await visit()).toBe(0);
  await expect(card).toHaveAttribute('data-points-total', /^2\d{4}$/);

  await page.goto(new URL('#/connect', relay.url).href);
  await page.getByRole('button', { name: m.connect_cache_clear(), exact: true }).click();
  await expect(page.getByText(m.connect_cache_cleared(), { exact: true })).toBeVisible();
  await page.goto(address);
  expect(await visit()).toBeGreaterThan(0);
});

/** How many histories of that metric are kept in this browser. */
function keptHistories(page: Page): Promise<number> {
  return page.evaluate(async (ending) => {
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === 'runlens-histories')) return 0;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open('runlens-histories');
      asked.addEventListener('success', () => resolve(asked.result));
      asked.addEventListener('error', () => reject(new Error('not opened')));
    });
    const keys = await new Promise<readonly IDBValidKey[]>((resolve) => {
      const asked = database.transaction('histories').objectStore('histories').getAllKeys();
      asked.addEventListener('success', () => resolve(asked.result));
    });
    database.close();
    return keys.filter((key) => typeof key === 'string' && key.endsWith(ending)).length;
  }, ` ${KEY}`);
}
