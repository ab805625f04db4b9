// Runs side by side: what differs among them, and many of them as one picture.
import { longTasks, repeat, untilQuiet } from './browser.mjs';
import { spreadFields } from './measure.mjs';
import { LONG_MS, sideBySide, summed } from './measures.mjs';
import { hover, recordFrames } from './reactions.mjs';

const BRUSH_MOVES = 120;

/** 50 runs of 300 keys each. */
export async function measureDiff(context) {
  const { workload, mlflow, runlens } = context;
  const { experimentId, runIds } = workload.diff;
  const samples = await sideBySide(
    context,
    (open) => mlflow.compare.openCompare(open, mlflow.base, experimentId, runIds),
    (open) => runlens.compare.openTab(open, runlens.base, experimentId, 'diff', 'all'),
  );
  return summed(samples);
}

/** 1,000, 10,000 and 50,000 runs as parallel coordinates, once all rows are here. */
export async function measureParallel(context) {
  const { browser, tries, mlflow, runlens } = context;
  const visit = (openSet) => (open) => visitParallel(context, open, openSet);
  const axes = [runlens.compare.AXES_INIT];
  const thousand = await repeat(browser, tries, axes, visit(openSweep(context, 'top:1000')));
  const all = await repeat(browser, tries, axes, visit(openSweep(context, 'all')));
  const crowd = await repeat(browser, 1, axes, visit(openCrowd(context)));
  const { experimentId } = context.workload.sweep;
  const runIds = await runlens.compare.idsOf(context, experimentId, 1000);
  const theirs = await repeat(browser, 1, [mlflow.INIT], (open) =>
    mlflow.compare.openCompare(open, mlflow.base, experimentId, runIds),
  );
  return {
    runlens: {
      thousand: spreadFields(thousand, 1),
      all: spreadFields(all, 1),
      crowd: spreadFields(crowd),
    },
    mlflow: spreadFields(theirs),
    errors: [...thousand, ...all, ...crowd, ...theirs].filter(({ error }) => error),
  };
}

/** The table alone, with all rows of the sweep. */
export const openSweep =
  ({ runlens, workload }, set) =>
  (open) =>
    runlens.compare.openLoadedTable(open, runlens.base, workload.sweep.experimentId, set);

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
