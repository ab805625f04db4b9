// What is measured, in words of both products. Each part returns plain numbers; `report.mjs` judges them.
import { longTasks, repeat, untilQuiet } from './browser.mjs';
import { median, round, sleep, spread, spreadFields } from './measure.mjs';
import { runMicro } from './micro.mjs';
import { replay, replayAll } from './replay-requests.mjs';
import { weighScripts } from './weight.mjs';

export const LONG_MS = 50;
const LONG_PAGE_POINTS = 25_000;

/** The server and the files are read once by both products before any clock runs. */
export async function warmUp({ browser, workload, mlflow, runlens }) {
  const id = workload.sweep.experimentId;
  const tries = [
    ...(await repeat(browser, 1, [mlflow.INIT], (open) => mlflow.openRunsTable(open, mlflow.base, id))),
    ...(await repeat(browser, 1, [], (open) => runlens.openRunsTable(open, runlens.base, id))),
  ];
  const failed = tries.find(({ error }) => error);
  if (failed) throw new Error(`${failed.error}\n${failed.consoleErrors.join('\n')}`);
}

/** Both products take turns, so that a slow minute of the machine hits both. */
export async function sideBySide({ browser, tries, mlflow }, ofMlflow, ofRunlens) {
  const samples = { mlflow: [], runlens: [] };
  for (let index = 0; index < tries; index += 1) {
    samples.runlens.push(...(await repeat(browser, 1, [], ofRunlens)));
    samples.mlflow.push(...(await repeat(browser, 1, [mlflow.INIT], ofMlflow)));
  }
  return samples;
}

export const summed = ({ mlflow, runlens }, digits = 0) => ({
  mlflow: spreadFields(mlflow, digits),
  runlens: spreadFields(runlens, digits),
  errors: [...mlflow, ...runlens].filter(({ error }) => error),
});

/** Cold visit to the list of experiments: first rows, and the weight of what it fetched. */
export async function measureLists(context) {
  const { mlflow, runlens } = context;
  const samples = await sideBySide(
    context,
    async (open) => {
      const { readyMs } = await mlflow.openExperiments(open, mlflow.base);
      await untilQuiet(open);
      return { readyMs, ...(await weighScripts(open, readyMs)) };
    },
    async (open) => {
      const { readyMs, interactiveMs } = await runlens.openExperiments(open, runlens.base);
      await untilQuiet(open);
      const startUp = await longTasks(open.page, 0, interactiveMs);
      return {
        readyMs,
        interactiveMs,
        longestStartUpTaskMs: startUp[0]?.ms ?? 0,
        ...(await weighScripts(open, interactiveMs)),
      };
    },
  );
  return summed(samples);
}

/** 10,000 runs: first rows cold and from a click, what follows, and the server's share of it. */
export async function measureTables(context) {
  const { tries, workload, mlflow, runlens } = context;
  const id = workload.sweep.experimentId;
  let firstRequest;
  const worst = [];
  const cold = await sideBySide(
    context,
    async (open) => {
      const { readyMs, loaded } = await mlflow.openRunsTable(open, mlflow.base, id);
      await untilQuiet(open);
      return { readyMs, loaded, requests: open.requests.length, ...(await weighScripts(open, readyMs)) };
    },
    async (open) => {
      const shown = await runlens.openRunsTable(open, runlens.base, id, { isUntilAll: true });
      firstRequest ??= open.requests.find(isRunsSearch);
      const startUp = await longTasks(open.page, 0, shown.interactiveMs - 1);
      const behind = await longTasks(open.page, shown.interactiveMs, shown.allMs);
      worst.push(...behind.slice(0, 3).map(({ start, ms }) => ({ start: round(start), ms: round(ms) })));
      return {
        ...shown,
        rows: await runlens.countedRows(open),
        searches: open.requests.filter(isRunsSearch).length,
        longestStartUpTaskMs: startUp[0]?.ms ?? 0,
        longTasks: behind.filter(({ ms }) => ms > LONG_MS).length,
        longestTaskMs: behind[0]?.ms ?? 0,
        ...(await weighScripts(open, shown.interactiveMs)),
      };
    },
  );
  const clicks = await sideBySide(
    context,
    (open) => mlflow.clickToRuns(open, mlflow.base, 'bench-sweep'),
    (open) => runlens.clickToRuns(open, runlens.base, 'bench-sweep'),
  );
  const serverMs = firstRequest && (await replayOften(mlflow.base, firstRequest, tries));
  return { cold: summed(cold), click: summed(clicks), serverMs, firstBody: firstRequest?.body, worst };
}

export const isRunsSearch = ({ method, url }) => method === 'POST' && url.endsWith('/runs/search');

/** The app's own first request for runs, sent alone and straight to the server. */
async function replayOften(base, request, tries) {
  const times = [];
  for (let index = 0; index < tries; index += 1) {
    await sleep(300);
    const start = performance.now();
    await replay(base, request);
    times.push(performance.now() - start);
  }
  return spread(times);
}

export const isHistory = ({ url }) => url.includes('/metrics/get-history');

/** 10 runs × 10 metrics × 10,000 steps: the first chart, and the first that is exact. */
export async function measureCharts(context) {
  const { workload, mlflow, runlens } = context;
  const id = workload.charts.experimentId;
  const samples = await sideBySide(
    context,
    (open) => mlflow.openCharts(open, mlflow.base, id),
    async (open) => {
      const first = await runlens.openCharts(open, runlens.base, id);
      const exactMs = await runlens.untilExact(open, 180_000);
      const exact = await runlens.readFigure(open);
      const tasks = await longTasks(open.page, first.readyMs, exactMs);
      return {
        readyMs: first.readyMs,
        lines: first.lines,
        firstRead: first.read,
        exactMs,
        points: exact.points,
        read: exact.read,
        longTasks: tasks.filter(({ ms }) => ms > LONG_MS).length,
        longestTaskMs: tasks[0]?.ms ?? 0,
      };
    },
  );
  return summed(samples);
}

/** 189 one-point spikes in 3,000,000 points: how many the picture shows. Once: the answer does not vary. */
export async function measureSpikes({ browser, workload, mlflow, runlens }) {
  const [ours] = await repeat(browser, 1, [runlens.SPIKE_INIT], async (open) => {
    const counted = await runlens.countSpikes(open, runlens.base, workload.long);
    const serverMs = await replayAll(mlflow.base, open.requests.filter(isHistory));
    return { ...counted, serverMs, ratio: round(counted.exactMs / serverMs, 2) };
  });
  const [theirs] = await repeat(browser, 1, [mlflow.INIT], (open) =>
    mlflow.countSpikes(open, mlflow.base, workload.long),
  );
  return { total: workload.long.spikes.length, runlens: ours, mlflow: theirs };
}

/** The worker's hot functions on one history of 1,000,000 points, in the measured browser's own engine. */
export async function measureMicro({ browser, workload, mlflow }) {
  const { runIds, lengths, key } = workload.long;
  const runId = runIds[lengths.indexOf(Math.max(...lengths))];
  const query = new URLSearchParams({
    run_id: runId,
    metric_key: key,
    max_results: String(LONG_PAGE_POINTS),
  });
  const response = await fetch(`${mlflow.base}/api/2.0/mlflow/metrics/get-history?${query}`);
  const { pagePoints, ...times } = await runMicro(browser, await response.text());
  if (pagePoints !== LONG_PAGE_POINTS) throw new Error(`a page of ${pagePoints} points`);
  return Object.fromEntries(
    Object.entries(times).map(([name, list]) => [
      name,
      { ...spread(list, 1), median: round(median(list), 1) },
    ]),
  );
}
