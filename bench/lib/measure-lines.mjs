// Many lines in one chart: how soon they stand, and how the chart answers the hand.
import { repeat, untilQuiet } from './browser.mjs';
import { spreadFields } from './measure.mjs';
import { isHistory, withCost } from './measures.mjs';
import { readInk } from './pixels.mjs';
import { observeOften } from './quiet-visit.mjs';
import { hover } from './reactions.mjs';
import { zoomOften, zoomWatched } from './zooms.mjs';

const EXACT_LIMIT_MS = 300_000;

export async function measureLines(context) {
  const { browser, tries, slowTries, workload, mlflow, runlens } = context;
  const { many, dense } = workload;
  const visits = {
    hundred: [
      tries,
      (open) => visitMany(context, open, 'top:100'),
      (open) => visitTheirs(context, open, HUNDRED),
    ],
    all: [slowTries, (open) => visitMany(context, open, 'all'), undefined],
    dense: [tries, (open) => visitDense(context, open, dense), undefined],
  };
  // Answers of the dense runs come from memory: the hand is timed, and reading them takes a minute and a half.
  const primed = await repeat(browser, 1, [], (open) => readDense(context, open, dense));
  const ours = {};
  const theirs = [];
  for (const [name, [count, visit, visitOther]] of Object.entries(visits)) {
    ours[name] = [];
    for (let index = 0; index < count; index += 1) {
      ours[name].push(...(await repeat(browser, 1, [runlens.PICTURES_INIT], visit)));
      if (visitOther && index < slowTries)
        theirs.push(...(await repeat(browser, 1, [mlflow.INIT], visitOther)));
    }
  }
  // Best case for it: all runs in one page of its table. Once: it takes a minute, and no pointer moves over it then.
  const init = [mlflow.INIT, mlflow.table.forcePageSize(many.runIds.length)];
  const theirAll = await repeat(browser, 1, init, (open) => openAllTheirs(context, open, many.runIds.length));
  const quiet = {
    hundred: await watchQuietly(context, many.experimentId, 'top:100', tries),
    all: await watchQuietly(context, many.experimentId, 'all', slowTries),
  };
  const errors = [
    ...primed,
    ...Object.values(ours).flat(),
    ...theirs,
    ...theirAll,
    ...Object.values(quiet).flat(),
  ].filter(({ error }) => error);
  const summed = Object.fromEntries(
    Object.entries(ours).map(([name, list]) => [name, spreadFields(list, 1)]),
  );
  for (const [name, list] of Object.entries(quiet)) summed[name].quiet = spreadFields(list, 1);
  return {
    runlens: summed,
    mlflow: { hundred: spreadFields(theirs, 1), all: spreadFields(theirAll) },
    errors,
  };
}

const HUNDRED = 100;
/** A move takes it 0.2 s. */
const THEIR_MOVES = 30;

/** "Show all runs" with the first page of 100 loaded, then the pointer over the lines, then a zoom. */
async function visitTheirs(context, open, count) {
  const { mlflow } = context;
  const shown = await openAllTheirs(context, open, count);
  const box = await mlflow.plotBox(open);
  await readInk(open, box);
  const { hoverP95Ms, hoverTasks } = await hover(open, box, THEIR_MOVES);
  const zoomed = await zoomWatched(open, () => mlflow.zoom(open, 0.3, 0.5));
  await readInk(open, await mlflow.plotBox(open));
  return { ...shown, hoverP95Ms, hoverTasks, ...zoomed };
}

function openAllTheirs(context, open, count) {
  const { workload, mlflow } = context;
  const visit = () => mlflow.openAllLines(open, mlflow.base, workload.many.experimentId, count);
  return withCost(context, open, visit);
}

/** What holds the page up until the first card is exact, while no server works on the same cores. */
async function watchQuietly({ runlens, replayBase }, experimentId, set, tries) {
  const url = `${replayBase}/#/runs?e=${experimentId}&tab=charts&set=${set}`;
  const visits = await observeOften(tries, { url, isThere: runlens.EXACT_EXPRESSION, replayBase });
  return visits.map(({ error, longTasks, longestTaskMs, askedServer }) =>
    error ? { error } : { longTasks, longestTaskMs, askedServer },
  );
}

/** Until all lines of the first card stand, and until they are exact; then the pointer moves over them and drags. */
async function visitMany(context, open, set) {
  const shown = await withCost(context, open, () => readMany(context, open, set));
  const box = await context.runlens.plotBox(open);
  await readInk(open, box);
  return { ...shown, ...(await hover(open, box)), ...(await zoomOften(context.runlens, open)) };
}

async function readMany({ workload, runlens }, open, set) {
  const first = await runlens.openCharts(open, runlens.base, workload.many.experimentId, { set });
  const dataMs = await dataInAt(open, first.key);
  const exactMs = await runlens.untilExact(open, EXACT_LIMIT_MS);
  // The server works on the same cores: the hand is timed when it is idle.
  await runlens.untilAllExact(open, EXACT_LIMIT_MS);
  return {
    readyMs: first.readyMs,
    afterDataMs: first.readyMs - dataMs,
    lines: first.lines,
    firstRead: first.read,
    exactMs,
  };
}

/** Zooms into the exact picture by dragging, until the picture of the part is on screen. */
async function visitDense({ runlens, replayBase }, open, { experimentId }) {
  await readDense({ runlens, replayBase }, open, { experimentId });
  const { read } = await runlens.readFigure(open);
  await readInk(open, await runlens.plotBox(open));
  return { read, ...(await zoomOften(runlens, open)) };
}

async function readDense({ runlens, replayBase }, open, { experimentId }) {
  await runlens.openCharts(open, replayBase, experimentId, { set: 'all' });
  await runlens.untilExact(open, EXACT_LIMIT_MS);
  await untilQuiet(open);
}

/** When the last answer about the metric had come, by the clock of the page. */
async function dataInAt(open, key) {
  const isAboutIt = ({ url }) => new URL(url).searchParams.get('metric_key') === key;
  const originMs = await open.page.evaluate(() => performance.timeOrigin);
  const answers = open.requests.filter((one) => isHistory(one) && isAboutIt(one) && one.isDone);
  const bulk = answers.filter(({ url }) => url.includes('bulk'));
  return Math.max(...bulk.map(({ startedAt, ms }) => startedAt + ms)) - originMs;
}
