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

/** 1,000 and 10,000 runs as parallel coordinates, once all rows are here. */
export async function measureParallel(context) {
  const { browser, tries, mlflow, runlens } = context;
  const visit = (set) => (open) => visitParallel(context, open, set);
  const thousand = await repeat(browser, tries, [runlens.compare.AXES_INIT], visit('top:1000'));
  const all = await repeat(browser, tries, [runlens.compare.AXES_INIT], visit('all'));
  const { experimentId } = context.workload.sweep;
  const runIds = await runlens.compare.idsOf(context, experimentId, 1000);
  const theirs = await repeat(browser, 1, [mlflow.INIT], (open) =>
    mlflow.compare.openCompare(open, mlflow.base, experimentId, runIds),
  );
  return {
    runlens: { thousand: spreadFields(thousand, 1), all: spreadFields(all, 1) },
    mlflow: spreadFields(theirs),
    errors: [...thousand, ...all, ...theirs].filter(({ error }) => error),
  };
}

export async function visitParallel({ runlens, workload }, open, set) {
  const { compare, base } = runlens;
  await compare.openLoadedTable(open, base, workload.sweep.experimentId, set);
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

/** 10,000 runs as points. */
export async function measureScatter(context) {
  const { browser, tries, runlens } = context;
  const samples = await repeat(browser, tries, [runlens.compare.AXES_INIT], (open) =>
    visitScatter(context, open),
  );
  return { runlens: spreadFields(samples, 1), errors: samples.filter(({ error }) => error) };
}

export async function visitScatter({ runlens, workload }, open) {
  const { compare, base } = runlens;
  await compare.openLoadedTable(open, base, workload.sweep.experimentId, 'all');
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
