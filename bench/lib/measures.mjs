// What is measured, in words of both products. Each part returns plain numbers; `report.mjs` judges them.
import { costOfRequests, longTasks, repeat, untilQuiet } from './browser.mjs';
import { poll, round, sleep, spread, spreadFields } from './measure.mjs';
import { readInk } from './pixels.mjs';
import { hover } from './reactions.mjs';
import { replay, replayAll } from './replay-requests.mjs';
import { cpuSeconds } from './server-cost.mjs';
import { weighScripts } from './weight.mjs';
import { zoomOften, zoomWatched } from './zooms.mjs';

export const LONG_MS = 50;

/** The server and the files are read once by both products before any clock runs; how long that took is told apart. */
export async function warmUp({ browser, workload, mlflow, runlens }) {
  const id = workload.sweep.experimentId;
  const tries = [
    ...(await repeat(browser, 1, [mlflow.INIT], (open) => mlflow.openRunsTable(open, mlflow.base, id))),
    ...(await repeat(browser, 1, [], (open) => runlens.openRunsTable(open, runlens.base, id))),
  ];
  const failed = tries.find(({ error }) => error);
  if (failed) throw new Error(`${failed.error}\n${failed.consoleErrors.join('\n')}`);
  return { mlflow: tries[0], runlens: tries[1] };
}

/**
 * Both products take turns, so that a slow minute of the machine hits both. The first visit of each is apart: it finds
 * the server's caches cold. With each visit comes what it cost the server.
 */
export async function sideBySide(context, ofMlflow, ofRunlens, options = {}) {
  const { browser, mlflow } = context;
  const {
    tries = context.tries,
    hasWarmUp = true,
    scripts = NO_SCRIPTS,
    contextOptions,
    isLeftEarly = false,
  } = options;
  const samples = { mlflow: [], runlens: [], warmUp: {} };
  const visits = [
    ['runlens', scripts.runlens, ofRunlens],
    ['mlflow', [mlflow.INIT, ...scripts.mlflow], ofMlflow],
  ];
  for (let index = hasWarmUp ? -1 : 0; index < tries; index += 1) {
    for (const [name, init, visit] of visits) {
      const watched = (open) => visit(Object.assign(open, { isWarmUp: index < 0 }));
      const costed = (open) => withCost(context, open, () => watched(open), isLeftEarly);
      const [sample] = await repeat(browser, 1, init, costed, contextOptions?.[name]);
      if (sample.error) sample.error = `${name}: ${sample.error}`;
      if (isLeftEarly) await untilIdle(context.server);
      if (index < 0) samples.warmUp[name] = sample;
      else samples[name].push(sample);
    }
  }
  return samples;
}

const IDLE_S = 0.03;

/** What a closed page has asked for is worked off. */
async function untilIdle({ group }) {
  const isIdle = async () => {
    const before = cpuSeconds(group);
    await sleep(500);
    const spent = cpuSeconds(group) - before;
    return !(spent > IDLE_S);
  };
  await poll(isIdle, 30_000, 0);
}

const NO_SCRIPTS = { runlens: [], mlflow: [] };

/** What the visit asked of the server, until nothing is under way any more or, left early, until its end. */
export async function withCost({ server }, open, visit, isLeftEarly) {
  const before = cpuSeconds(server.group);
  const result = await visit();
  if (!isLeftEarly) await untilQuiet(open);
  return { ...costOfRequests(open), cpuSeconds: cpuSeconds(server.group) - before, ...result };
}

export const summed = ({ mlflow, runlens, warmUp }, digits = 0) => ({
  mlflow: spreadFields(mlflow, digits),
  runlens: spreadFields(runlens, digits),
  ...(warmUp && { warmUp }),
  errors: [...mlflow, ...runlens].filter(({ error }) => error),
});

const longestTask = async ({ page }, toMs) => (await longTasks(page, 0, toMs))[0]?.ms ?? 0;

/** Cold visit to the list of experiments: first rows, and the weight of what it fetched. */
export async function measureLists(context) {
  const { mlflow, runlens } = context;
  const samples = await sideBySide(
    context,
    async (open) => {
      const { readyMs } = await mlflow.openExperiments(open, mlflow.base);
      await untilQuiet(open);
      const longestStartUpTaskMs = await longestTask(open, readyMs);
      return { readyMs, longestStartUpTaskMs, ...(await weighScripts(open, readyMs)) };
    },
    async (open) => {
      const { readyMs, interactiveMs } = await runlens.openExperiments(open, runlens.base);
      await untilQuiet(open);
      return {
        readyMs,
        interactiveMs,
        longestStartUpTaskMs: await longestTask(open, interactiveMs),
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
  const cold = await sideBySide(
    context,
    async (open) => {
      const { readyMs, loaded } = await mlflow.openRunsTable(open, mlflow.base, id);
      await untilQuiet(open);
      const longestStartUpTaskMs = await longestTask(open, readyMs);
      return { readyMs, loaded, longestStartUpTaskMs, ...(await weighScripts(open, readyMs)) };
    },
    async (open) => {
      const shown = await runlens.openRunsTable(open, runlens.base, id);
      firstRequest ??= open.requests.find(isRunsSearch);
      const longestStartUpTaskMs = await longestTask(open, shown.interactiveMs);
      const weights = await weighScripts(open, shown.interactiveMs);
      if (open.isWarmUp) await untilQuiet(open);
      return { ...shown, longestStartUpTaskMs, ...weights };
    },
  );
  const clicks = await sideBySide(
    context,
    (open) => mlflow.clickToRuns(open, mlflow.base, 'bench-sweep'),
    (open) => runlens.clickToRuns(open, runlens.base, 'bench-sweep'),
  );
  const serverMs = firstRequest && (await replayOften(mlflow.base, firstRequest, tries));
  return { cold: summed(cold), click: summed(clicks), serverMs, firstBody: firstRequest?.body };
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
    async (open) => {
      const shown = await mlflow.openCharts(open, mlflow.base, id);
      const { inkPercent } = await readInk(open, await mlflow.plotBox(open));
      return { ...shown, inkPercent };
    },
    async (open) => {
      const first = await runlens.openCharts(open, runlens.base, id);
      // Of the first picture only here: taking it would hold up what is timed.
      if (open.isWarmUp) await readInk(open, await runlens.plotBox(open));
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
        inkPercent: (await readInk(open, await runlens.plotBox(open))).inkPercent,
      };
    },
  );
  return { ...summed(samples, 1), hand: await measureHand(context, id) };
}

/** As many as over 100 lines, where a move takes MLflow's page 0.2 s. */
const THEIR_MOVES = 30;

/** The pointer over the first chart and drags over parts of it, once all is there. Answers come from memory here. */
async function measureHand(context, id) {
  const { browser, mlflow, runlens, replayBase } = context;
  const openExact = async (open) => {
    await runlens.openCharts(open, replayBase, id);
    // Cards out of sight are read when they come into it.
    await runlens.untilExact(open);
    await untilQuiet(open, 1500);
  };
  const primed = await repeat(browser, 1, [], openExact);
  const samples = await sideBySide(
    context,
    async (open) => {
      await mlflow.openCharts(open, mlflow.base, id);
      await untilQuiet(open);
      const hovered = await hover(open, await mlflow.plotBox(open), THEIR_MOVES);
      const zoomed = await zoomWatched(open, () => mlflow.zoom(open, 0.3, 0.5));
      await readInk(open, await mlflow.plotBox(open));
      return { ...hovered, ...zoomed };
    },
    async (open) => {
      await openExact(open);
      const hovered = await hover(open, await runlens.plotBox(open));
      return { ...hovered, ...(await zoomOften(runlens, open)) };
    },
    { hasWarmUp: false, scripts: { runlens: [runlens.PICTURES_INIT], mlflow: [] } },
  );
  const found = summed(samples, 1);
  return { ...found, errors: [...primed.filter(({ error }) => error), ...found.errors] };
}

/** 189 one-point spikes in 3,000,000 points: how many the picture shows. */
export async function measureSpikes(context) {
  const { slowTries, workload, mlflow, runlens } = context;
  const total = workload.long.spikes.length;
  let replayedMs;
  const samples = await sideBySide(
    context,
    async (open) => {
      const counted = await mlflow.countSpikes(open, mlflow.base, workload.long);
      return { ...counted, missed: total - counted.spikes };
    },
    async (open) => {
      const visit = () => runlens.countSpikes(open, runlens.base, workload.long);
      const counted = await withCost(context, open, visit);
      const isFirst = replayedMs === undefined;
      // A replay takes as long as the visit: the first try's.
      replayedMs ??= await replayAll(mlflow.base, open.requests.filter(isHistory));
      return {
        ...counted,
        ...(isFirst && { serverMs: replayedMs }),
        ratio: round(counted.exactMs / replayedMs, 2),
        missed: total - counted.spikesInked,
      };
    },
    { tries: slowTries, hasWarmUp: false, scripts: { runlens: [runlens.SPIKE_INIT], mlflow: [] } },
  );
  return { total, ...summed(samples) };
}
