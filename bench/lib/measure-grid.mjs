// 10,000 runs with 40 columns: loading against the server's own time, then sorting, filtering and scrolling.
import { costOfRequests, longTasks, repeat, untilQuiet } from './browser.mjs';
import { median, sleep, spread, spreadFields } from './measure.mjs';
import { isRunsSearch, LONG_MS, summed, withCost } from './measures.mjs';
import { recordFrames, turnWheel } from './reactions.mjs';
import { observeBoth } from './quiet-visit.mjs';
import { replayAll } from './replay-requests.mjs';
import { cpuSeconds } from './server-cost.mjs';
import { SYNTHETIC_KEYS } from './synthetic-runs.mjs';

const KEYS = Array.from({ length: 20 }, (_, index) => `val/m${String(index).padStart(2, '0')}`);
const COLUMNS = [
  ...KEYS.map((key) => `metrics.${key}`),
  ...['optimizer', 'dataset', 'x'].map((key) => `params.${key}`),
  ...Array.from({ length: 17 }, (_, index) => `params.p${String(index).padStart(2, '0')}`),
];
/** Of the filters, one after the other; as many sorts come before. */
const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.4];
/** MLflow loads 100 runs a click; scrolling is measured with as many as its own users ever get to. */
const FORCED_RUNS = 1000;
const MLFLOW_PAGE = 100;
const LOAD_CLICKS = 3;
const WHEEL_PX = 240;

export async function measureGrid(context) {
  const { browser, tries, slowTries, workload, mlflow } = context;
  const id = workload.sweep.experimentId;
  const columns = mlflow.table.chooseColumns(id, COLUMNS);
  const samples = { runlens: [], mlflow: [] };
  for (let index = 0; index < tries; index += 1) {
    const visit = (open) => visitRunlens(context, open, id, index === 0);
    samples.runlens.push(...(await repeat(browser, 1, [], visit)));
    // Nothing of theirs varies by more than a few per cent, and it takes most of the time.
    if (index >= slowTries) continue;
    const visits = [
      [
        [mlflow.INIT, columns],
        (open) => withCost(context, open, () => sortAndFilterMlflow(context, open, id)),
      ],
      [
        [mlflow.INIT, columns, mlflow.table.forcePageSize(FORCED_RUNS)],
        (open) => scrollMlflow(context, open, id),
      ],
      [[mlflow.INIT, columns], (open) => loadMlflow(context, open, id)],
    ];
    for (const [scripts, visit] of visits) samples.mlflow.push(...(await repeat(browser, 1, scripts, visit)));
  }
  const { runlens, ...others } = summed(samples, 1);
  // A replay takes as long as the visit: the first try's.
  const replayedMs = samples.runlens.find(({ serverMs }) => serverMs)?.serverMs;
  const ratio = spread(
    samples.runlens.map(({ allMs }) => allMs / replayedMs),
    2,
  );
  const { errors, ...quiet } = await measureHeaps(context, id);
  return { ...others, runlens: { ...runlens, ratio }, quiet, errors: [...others.errors, ...errors] };
}

async function visitRunlens(context, open, id, isReplayed) {
  const { runlens, mlflow, server, workload } = context;
  const before = cpuSeconds(server.group);
  const hash = runlens.table.tableHash(id, COLUMNS);
  const shown = await runlens.table.openWholeTable(open, runlens.base, hash);
  const searches = open.requests.filter(isRunsSearch);
  const cost = costOfRequests(open);
  const seconds = cpuSeconds(server.group) - before;
  const operated = await operate(context, open);
  const rows = await runlens.countedRows(open);
  if (rows !== workload.sweep.runs) throw new Error(`${rows} rows are there`);
  return {
    ...shown,
    ...cost,
    cpuSeconds: seconds,
    ...(isReplayed && { serverMs: await replayAll(mlflow.base, searches) }),
    rows,
    searches: searches.length,
    ...operated,
  };
}

/** For profiles: the same hands, with answers from memory. */
export async function operateGrid(context, open) {
  const { runlens, workload, replayBase } = context;
  const hash = runlens.table.tableHash(workload.sweep.experimentId, COLUMNS);
  return {
    ...(await runlens.table.openWholeTable(open, replayBase, hash)),
    ...(await operate(context, open)),
  };
}

/** Sorts, filters and scrolls with all runs here and the server idle. */
async function operate({ workload, runlens }, open) {
  await untilQuiet(open);
  const sinceMs = await open.page.evaluate(() => performance.now());
  const sorts = [];
  for (const key of KEYS.slice(0, THRESHOLDS.length)) {
    sorts.push(await runlens.table.sortBy(open, `metrics.${key}`));
    await sleep(300);
  }
  const filters = [];
  for (const threshold of THRESHOLDS) {
    filters.push(await runlens.table.filterBy(open, KEYS[0], threshold));
    await sleep(300);
  }
  await runlens.table.clearFilter(open, workload.sweep.runs);
  await sleep(500);
  const scrolled = await scrollBothWays(runlens.table, open);
  const tasks = await longTasks(open.page, sinceMs);
  return {
    sortMs: median(sorts),
    longestSortMs: Math.max(...sorts),
    filterMs: median(filters),
    longestFilterMs: Math.max(...filters),
    ...scrolled,
    ...countLong(tasks),
  };
}

/** 100,000 runs that no server has: loaded beyond the pause by a click, sorted, scrolled. Runlens alone. */
export async function measureHuge({ browser, tries, runlens, inventBase }) {
  const samples = await repeat(browser, tries, [], async (open) => {
    const allMs = await runlens.table.openBeyondPause(open, inventBase, runlens.table.tableHash('1'));
    await untilQuiet(open);
    const sinceMs = await open.page.evaluate(() => performance.now());
    const sorts = [];
    for (const key of SYNTHETIC_KEYS) {
      const column = `metrics.${key}`;
      if (await runlens.table.hasColumn(open, column)) sorts.push(await runlens.table.sortBy(open, column));
      await sleep(300);
    }
    const scrolled = await scrollBothWays(runlens.table, open);
    const tasks = await longTasks(open.page, sinceMs);
    return { allMs, sortMs: median(sorts), ...scrolled, ...countLong(tasks) };
  });
  return { runlens: spreadFields(samples, 1), errors: samples.filter(({ error }) => error) };
}

const countLong = (tasks) => ({
  longTasks: tasks.filter(({ ms }) => ms > LONG_MS).length,
  longestTaskMs: tasks[0]?.ms ?? 0,
});

async function scrollBothWays(table, open) {
  const box = await table.scrollBox(open);
  const down = await recordFrames(
    open.page,
    () => turnWheel(open.page, box, { y: WHEEL_PX }),
    table.countRows,
  );
  await table.backToStart(open);
  await sleep(500);
  const aside = await recordFrames(open.page, () => swing(open.page, box), table.countRows);
  return {
    downP95Ms: down.p95Ms,
    downMaxMs: down.maxMs,
    downEmptyPercent: down.emptyPercent,
    asideP95Ms: aside.p95Ms,
    asideMaxMs: aside.maxMs,
  };
}

/** To and fro: 40 columns come to their end within a second. */
async function swing(page, box) {
  for (const x of [1, -1, 1, -1]) await turnWheel(page, box, { x: x * (WHEEL_PX / 4), forMs: 750 });
}

async function sortAndFilterMlflow({ mlflow }, open, id) {
  const { readyMs } = await mlflow.openRunsTable(open, mlflow.base, id);
  await untilQuiet(open);
  const sinceMs = await open.page.evaluate(() => performance.now());
  const sortMs = await mlflow.table.sortBy(open, KEYS[0]);
  await untilQuiet(open);
  // Of the key that it is sorted by, the first rows would stay.
  const filterMs = await mlflow.table.filterBy(open, KEYS[1], THRESHOLDS[0]);
  await untilQuiet(open);
  const tasks = await longTasks(open.page, sinceMs);
  return { readyMs, sortMs, filterMs, ...countLong(tasks) };
}

async function scrollMlflow({ mlflow }, open, id) {
  const { loaded } = await mlflow.openRunsTable(open, mlflow.base, id);
  await untilQuiet(open);
  const sinceMs = await open.page.evaluate(() => performance.now());
  const scrolled = await scrollBothWays(mlflow.table, open);
  const tasks = await longTasks(open.page, sinceMs);
  return { ...scrolled, scrolledRuns: loaded, longestScrollTaskMs: tasks[0]?.ms ?? 0 };
}

/** What all runs would take is worked out from some clicks: nobody has the patience for 99 of them. */
async function loadMlflow({ workload, mlflow }, open, id) {
  const { readyMs } = await mlflow.openRunsTable(open, mlflow.base, id);
  await untilQuiet(open);
  const clicks = [];
  for (let index = 0; index < LOAD_CLICKS; index += 1) {
    clicks.push(await mlflow.table.loadMore(open));
    await untilQuiet(open);
  }
  const mean = clicks.reduce((sum, ms) => sum + ms, 0) / clicks.length;
  const count = workload.sweep.runs / MLFLOW_PAGE - 1;
  return { clickMs: mean, clicksNeeded: count, allMs: readyMs + mean * count };
}

function measureHeaps({ workload, runlens, mlflow, replayBase, tries }, id) {
  const { runs } = workload.sweep;
  const ours = {
    url: `${replayBase}/#${runlens.table.tableHash(id, COLUMNS)}`,
    isThere: runlens.table.allHereExpression(runs),
    replayBase,
  };
  const theirs = {
    url: `${mlflow.base}/#${mlflow.table.tableHash(id)}`,
    isThere: mlflow.table.FIRST_NAMES_EXPRESSION,
    scripts: [mlflow.INIT, mlflow.table.chooseColumns(id, COLUMNS), mlflow.table.forcePageSize(runs)],
  };
  return observeBoth({ runlens: [tries, ours], mlflow: [1, theirs] });
}
