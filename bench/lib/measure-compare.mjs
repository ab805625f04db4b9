// Runs side by side: what differs among them, and many of them as one picture.
import { longTasks, repeat, untilQuiet } from './browser.mjs';
import { spreadFields } from './measure.mjs';
import { LONG_MS, sideBySide, summed } from './measures.mjs';
import { hover, recordFrames } from './reactions.mjs';

const BRUSH_MOVES = 120;

/** 50 runs of 300 keys each; 10, 100 and 500 of few keys; all of the sweep. */
export async function measureDiff(context) {
  const { workload, mlflow, runlens } = context;
  const cases = [
    ['keys', workload.diff.experimentId, workload.diff.runIds, 'all'],
    ...[10, 100, 500].map((count) => [
      String(count),
      workload.many.experimentId,
      workload.many.runIds.slice(-count),
      `top:${count}`,
    ]),
  ];
  const result = {};
  for (const [name, experimentId, runIds, set] of cases) {
    const shown = { tab: 'diff', set, count: Math.min(runIds.length, DIFF_COLUMNS) };
    const samples = await sideBySide(
      context,
      (open) => mlflow.compare.openCompare(open, mlflow.base, experimentId, runIds),
      (open) => runlens.compare.openTab(open, runlens.base, experimentId, shown),
    );
    result[name] = summed(samples);
  }
  return { ...result, sweep: await measureSweepDiff(context) };
}

/** Runlens shows so many side by side, and says so. */
const DIFF_COLUMNS = 100;
const SWEEP_LIMIT_MS = 90_000;

/** Of 10,000 runs: once for MLflow, whose address alone is 410 kB. */
async function measureSweepDiff(context) {
  const { browser, slowTries, workload, mlflow, runlens } = context;
  const { experimentId, runIds } = workload.sweep;
  const shown = { tab: 'diff', set: 'all', count: DIFF_COLUMNS };
  const ours = await repeat(browser, slowTries, [], (open) =>
    runlens.compare.openTab(open, runlens.base, experimentId, shown, SWEEP_LIMIT_MS),
  );
  const theirs = await repeat(browser, 1, [mlflow.INIT], (open) =>
    mlflow.compare.openCompare(open, mlflow.base, experimentId, runIds, SWEEP_LIMIT_MS),
  );
  return summed({ runlens: ours, mlflow: theirs });
}

/** Of the sweep, with what both products can be told to show. */
const AXES = {
  params: ['p00', 'p01', 'p02', 'optimizer', 'dataset'],
  metrics: ['val/m00', 'val/m01', 'val/m02'],
};
const SIZES = [10, 50, 100, 500, 1000, 10_000];

/** Cold at each size in both products; then what the hand does, in Runlens with all rows here. */
export async function measureParallel(context) {
  const { browser, tries, slowTries, workload, mlflow, runlens } = context;
  const { experimentId, runs } = workload.sweep;
  const cold = {};
  for (const size of SIZES) {
    const isLarge = size > 1000;
    const set = size === runs ? 'all' : `top:${size}`;
    const shown = { tab: 'parallel', set, count: size };
    const samples = await sideBySide(
      context,
      (open) => mlflow.compare.openParallel(open, mlflow.base, experimentId),
      (open) => runlens.compare.openTab(open, runlens.base, experimentId, shown),
      {
        tries: isLarge ? slowTries : tries,
        hasWarmUp: !isLarge,
        // The table goes on to read all 10,000 rows; what that costs is told of the table.
        isLeftEarly: true,
        scripts: { runlens: [], mlflow: mlflow.compare.prepareParallel(experimentId, size, AXES) },
      },
    );
    cold[size] = summed(samples);
  }
  const visit = (openSet) => (open) => visitParallel(context, open, openSet);
  const axes = [runlens.compare.AXES_INIT];
  const thousand = await repeat(browser, tries, axes, visit(openSweep(context, 'top:1000')));
  const all = await repeat(browser, tries, axes, visit(openSweep(context, 'all')));
  const crowd = await repeat(browser, 1, axes, visit(openCrowd(context)));
  return {
    cold,
    runlens: {
      thousand: spreadFields(thousand, 1),
      all: spreadFields(all, 1),
      crowd: spreadFields(crowd),
    },
    errors: [...thousand, ...all, ...crowd].filter(({ error }) => error),
  };
}

/** The table alone, with all rows of the sweep; answers from memory: the hand is timed, not the server. */
export const openSweep =
  ({ runlens, workload, replayBase }, set) =>
  (open) =>
    runlens.compare.openLoadedTable(open, replayBase, workload.sweep.experimentId, set);

const CROWD = 50_000;

/** The same with as many runs as are drawn at most; invented: no server reads them in reasonable time. */
const openCrowd =
  ({ runlens, inventBase }) =>
  async (open) => {
    const hash = `${runlens.table.tableHash('1')}&set=top:${CROWD}`;
    await runlens.table.openBeyondPause(open, inventBase, hash);
    await untilQuiet(open);
  };

export async function visitParallel({ runlens }, open, openSet) {
  const { compare } = runlens;
  await openSet(open);
  const sinceMs = await open.page.evaluate(() => performance.now());
  // The first click also brings the code.
  const first = await compare.clickTab(open, 'Parallel', 'parallel');
  await untilQuiet(open);
  await compare.clickTab(open, 'Table');
  const again = await compare.clickTab(open, 'Parallel', 'parallel');
  await untilQuiet(open);
  const drawn = await compare.seriesOf(open, 'Parallel coordinates');
  const hovered = await hover(open, await compare.figureBox(open, 'Parallel coordinates'));
  const strip = await compare.lastStripBox(open);
  const frames = await recordFrames(
    open.page,
    () => compare.drag(open, strip, BRUSH_MOVES),
    () => ({ all: 0, empty: 0 }),
  );
  const tasks = (await longTasks(open.page, sinceMs)).filter(({ ms }) => ms > LONG_MS);
  await untilQuiet(open, 300);
  return {
    drawn,
    kept: await compare.seriesOf(open, 'Parallel coordinates'),
    firstMs: first.clickMs,
    afterDataMs: first.afterDataMs,
    againMs: again.clickMs,
    brushP95Ms: frames.p95Ms,
    ...hovered,
    tasks: tasks.length,
    longestTaskMs: tasks[0]?.ms ?? 0,
  };
}

/** 10,000 and 50,000 runs as points. */
export async function measureScatter(context) {
  const { browser, tries, runlens } = context;
  const visit = (openSet) => (open) => visitScatter(context, open, openSet);
  const axes = [runlens.compare.AXES_INIT];
  const samples = await repeat(browser, tries, axes, visit(openSweep(context, 'all')));
  const crowd = await repeat(browser, 1, axes, visit(openCrowd(context)));
  return {
    runlens: { all: spreadFields(samples, 1), crowd: spreadFields(crowd) },
    errors: [...samples, ...crowd].filter(({ error }) => error),
  };
}

export async function visitScatter({ runlens }, open, openSet) {
  const { compare } = runlens;
  await openSet(open);
  const sinceMs = await open.page.evaluate(() => performance.now());
  const first = await compare.clickTab(open, 'Scatter', 'scatter');
  await untilQuiet(open);
  const hovered = await hover(open, await compare.figureBox(open, 'Scatter'));
  const tasks = (await longTasks(open.page, sinceMs)).filter(({ ms }) => ms > LONG_MS);
  return {
    drawn: await compare.pointsOf(open, 'Scatter'),
    firstMs: first.clickMs,
    afterDataMs: first.afterDataMs,
    ...hovered,
    tasks: tasks.length,
    longestTaskMs: tasks[0]?.ms ?? 0,
  };
}
