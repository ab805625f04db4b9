// Turns measured numbers into rows with limits, and rows into a table for people.

import { round } from './measure.mjs';
import { diffRows, parallelRows, scatterRows } from './report-compare.mjs';
import { middle, row } from './report-row.mjs';

const LIMITS = {
  coldOverServerMs: 900,
  clickOverServerMs: 300,
  startUpTaskMs: 150,
  downsampleMs: 20,
  orderRunsMs: 150,
  filterRunsMs: 20,
  decodePageMs: 15,
  bytesPerPoint: 60,
  listGzip: 300_000,
  tableGzip: 330_000,
  workerGzip: 80_000,
  loadRatio: 1.3,
  answerMs: 80,
  frameMs: 34,
  taskMs: 50,
  heapMB: 150,
  keyMs: 50,
  exactRatio: 1.3,
  hundredMs: 150,
  allMs: 400,
  handlerMs: 8,
  hoverMs: 20,
  hoverAllMs: 34,
  zoomMs: 120,
  hugeSortMs: 150,
};

/** `{measure, runlens, mlflow, unit, limit, isMet}`; values are spreads or plain numbers. */
export function buildRows({
  list,
  table,
  grid,
  huge,
  wide,
  columns,
  charts,
  lines,
  diff,
  parallel,
  scatter,
  spikes,
  memory,
  micro,
}) {
  return [
    ...(list ? listRows(list) : []),
    ...(table ? tableRows(table) : []),
    ...(grid ? gridRows(grid) : []),
    ...(huge ? hugeRows(huge) : []),
    ...(wide ? keyRows('300 runs × 1,500 keys', 2000, wide) : []),
    ...(columns ? keyRows('50 runs × 12,000 keys', 3000, columns) : []),
    ...(charts ? chartRows(charts) : []),
    ...(lines ? lineRows(lines) : []),
    ...(diff ? diffRows(diff) : []),
    ...(parallel ? parallelRows(parallel) : []),
    ...(scatter ? scatterRows(scatter) : []),
    ...(spikes ? spikeRows(spikes) : []),
    ...(micro ? microRows(micro) : []),
    ...(memory ? memoryRows(memory) : []),
  ];
}

function listRows({ runlens, mlflow }) {
  return [
    row('experiments, cold: first rows', 'ms', runlens.readyMs, mlflow.readyMs),
    row(
      'longest task before interactive, experiments',
      'ms',
      runlens.longestStartUpTaskMs,
      undefined,
      LIMITS.startUpTaskMs,
    ),
    ...weightRows('experiments', runlens, mlflow, LIMITS.listGzip),
  ];
}

function weightRows(page, runlens, mlflow, limit) {
  return [
    row(`${page}, cold: script after gzip`, 'kB', runlens.scriptGzip, mlflow.scriptGzip, limit),
    row(`${page}, cold: workers after gzip`, 'kB', runlens.workerGzip, mlflow.workerGzip, LIMITS.workerGzip),
    row(`${page}, cold: script, style and workers, raw`, 'kB', rawBytes(runlens), rawBytes(mlflow)),
  ];
}

const rawBytes = ({ script, style, worker }) =>
  (middle(script) ?? 0) + (middle(style) ?? 0) + (middle(worker) ?? 0) || undefined;

function tableRows({ cold, click, serverMs }) {
  const { runlens, mlflow } = cold;
  const overServer = (spread) => spread && serverMs && Math.round(spread.median - serverMs.median);
  return [
    row('10,000 runs, cold: first rows', 'ms', runlens.readyMs, mlflow.readyMs),
    row('… the server alone, same request replayed', 'ms', serverMs, undefined),
    row('… cold, over the server', 'ms', overServer(runlens.readyMs), undefined, LIMITS.coldOverServerMs),
    row('10,000 runs, from a click: first rows', 'ms', click.runlens.readyMs, click.mlflow.readyMs),
    row(
      '… from a click, over the server',
      'ms',
      overServer(click.runlens.readyMs),
      undefined,
      LIMITS.clickOverServerMs,
    ),
    row('all 10,000 runs loaded (MLflow: loaded without clicks)', 'runs', runlens.rows, mlflow.loaded),
    row('… after', 'ms', runlens.allMs, undefined),
    row('tasks over 50 ms while they load', 'tasks', runlens.longTasks, undefined, 0),
    row('… the longest', 'ms', runlens.longestTaskMs, undefined, 50),
    row(
      'longest task before interactive, runs table',
      'ms',
      runlens.longestStartUpTaskMs,
      undefined,
      LIMITS.startUpTaskMs,
    ),
    ...weightRows('runs table', runlens, mlflow, LIMITS.tableGzip),
  ];
}

const NOT_POSSIBLE = 'not possible';

function gridRows({ runlens, mlflow, quiet }) {
  return [
    row('10,000 runs × 40 columns, cold: run names', 'ms', runlens.namesMs, mlflow.readyMs),
    row('… all 10,000 here by themselves', 'ms', runlens.allMs, NOT_POSSIBLE),
    row('… clicks that it took', 'clicks', runlens.clicks, mlflow.clicksNeeded, 0),
    row('… the server alone, same requests replayed', 'ms', runlens.serverMs, undefined),
    row('… times the server’s own time', 'times', runlens.ratio, undefined, LIMITS.loadRatio),
    row('… with clicks: 99 times "Load more", from the mean of 3', 'ms', undefined, mlflow.allMs),
    row('… click on a header: sorted rows painted', 'ms', runlens.sortMs, mlflow.sortMs, LIMITS.answerMs),
    row('… … the slowest of 5', 'ms', runlens.longestSortMs, undefined),
    row('… Enter in the filter: its rows painted', 'ms', runlens.filterMs, mlflow.filterMs, LIMITS.answerMs),
    row('… … the slowest of 5', 'ms', runlens.longestFilterMs, undefined),
    row(
      '… 3 s of wheel down, 95 % of frames within (MLflow: 1,000 rows)',
      'ms',
      runlens.downP95Ms,
      mlflow.downP95Ms,
      LIMITS.frameMs,
    ),
    row('… … rows still empty meanwhile', '%', runlens.downEmptyPercent, mlflow.downEmptyPercent),
    row(
      '… 3 s of wheel sideways, 95 % of frames within',
      'ms',
      runlens.asideP95Ms,
      mlflow.asideP95Ms,
      LIMITS.frameMs,
    ),
    row(
      '… tasks over 50 ms by sorting, filtering, scrolling',
      'tasks',
      runlens.longTasks,
      mlflow.longTasks,
      0,
    ),
    row('… … the longest', 'ms', runlens.longestTaskMs, mlflow.longestTaskMs, LIMITS.taskMs),
    ...quietRows(quiet, '(MLflow: made to read all in one page)'),
  ];
}

function hugeRows({ runlens }) {
  return [
    row('100,000 made runs, answers from memory: all here, from the click', 'ms', runlens.allMs, undefined),
    row('… click on a header: sorted rows painted', 'ms', runlens.sortMs, undefined, LIMITS.hugeSortMs),
    row('… 3 s of wheel down, 95 % of frames within', 'ms', runlens.downP95Ms, undefined, LIMITS.frameMs),
    row('… tasks over 50 ms by sorting and scrolling', 'tasks', runlens.longTasks, undefined, 0),
    row('… … the longest', 'ms', runlens.longestTaskMs, undefined, LIMITS.taskMs),
  ];
}

/** No server works meanwhile: what is long here is the page's own. */
function quietRows({ runlens, mlflow }, note) {
  return [
    row('… tasks over 50 ms while they load, server idle', 'tasks', runlens.longTasks, undefined, 0),
    row('… … the longest', 'ms', runlens.longestTaskMs, undefined, LIMITS.taskMs),
    row(
      `… heaps after collection, workers too ${note}`.trim(),
      'MB',
      runlens.heapMB,
      mlflow.heapMB,
      LIMITS.heapMB,
    ),
    row('… … of them the page', 'MB', runlens.pageHeapMB, mlflow.pageHeapMB),
  ];
}

function keyRows(what, namesMs, { runlens, mlflow, quiet }) {
  return [
    row(`${what}, cold: run names`, 'ms', runlens.namesMs, mlflow.namesMs, namesMs),
    row('… all runs here (MLflow: loaded without clicks)', 'ms', runlens.allMs, undefined),
    row(
      '… tasks over 50 ms from interactive on (MLflow: from navigation on)',
      'tasks',
      runlens.loadingTasks,
      mlflow.loadingTasks,
    ),
    row('… … the longest', 'ms', runlens.longestLoadingTaskMs, mlflow.longestLoadingTaskMs),
    row('… list of columns: open with keys', 'ms', runlens.pickerOpenMs, mlflow.pickerOpenMs),
    row(
      '… … a typed character to the next frame',
      'ms',
      runlens.longestKeyMs,
      mlflow.longestKeyMs,
      LIMITS.keyMs,
    ),
    row('… … the last one to the ten keys that are left', 'ms', runlens.foundMs, mlflow.foundMs),
    row('… … tasks over 50 ms', 'tasks', runlens.pickerTasks, mlflow.pickerTasks, 0),
    ...quietRows(quiet, ''),
  ];
}

function chartRows({ runlens, mlflow }) {
  return [
    row('10 runs × 10 metrics × 10,000 steps: first chart', 'ms', runlens.readyMs, mlflow.readyMs),
    row('… points that it is made from, of 100,000', 'points', runlens.firstRead, mlflow.points),
    row('… first card exact', 'ms', runlens.exactMs, undefined),
    row('… tasks over 50 ms from first to exact', 'tasks', runlens.longTasks, undefined, 0),
  ];
}

function lineRows({ runlens: { hundred, all, dense }, mlflow }) {
  const visit = (shown, afterDataMs, hoverMs) => [
    row('… after its data had come', 'ms', shown.afterDataMs, undefined, afterDataMs),
    row('… points that they are made from', 'points', shown.firstRead, undefined),
    row('… exact', 'ms', shown.exactMs, undefined),
    row('… tasks over 50 ms until exact, server idle', 'tasks', shown.quiet?.longTasks, undefined, 0),
    row('… … the longest', 'ms', shown.quiet?.longestTaskMs, undefined, 50),
    row('… the pointer moves: 95 % of frames within', 'ms', shown.hoverP95Ms, undefined, hoverMs),
    row('… … 95 % of its handlers within', 'ms', shown.handlerP95Ms, undefined, LIMITS.handlerMs),
    row('… … tasks over 50 ms', 'tasks', shown.hoverTasks, undefined, 0),
  ];
  return [
    row('100 runs × 1,000 steps: all lines of the first card', 'ms', hundred.readyMs, undefined),
    ...visit(hundred, LIMITS.hundredMs, LIMITS.hoverMs),
    row(
      '500 runs × 1,000 steps: all lines of the first card (MLflow: all runs in one page)',
      'ms',
      all.readyMs,
      mlflow.readyMs,
    ),
    ...visit(all, LIMITS.allMs, LIMITS.hoverAllMs),
    row(
      '100 runs × 25,000 steps, exact: a drag to the picture of its part',
      'ms',
      dense.zoomMs,
      undefined,
      LIMITS.zoomMs,
    ),
    row('… … the slowest of 5', 'ms', dense.longestZoomMs, undefined),
  ];
}

function spikeRows({ total, runlens, mlflow }) {
  const missed = (found) => (typeof found === 'number' ? total - found : undefined);
  return [
    row('21 long runs (3,000,000 points): first chart', 'ms', runlens.firstChartMs, mlflow.firstChartMs),
    row(
      '… exact (MLflow: all lines, from the click on "Show all runs")',
      'ms',
      runlens.exactMs,
      mlflow.showAllMs,
    ),
    row('… the server alone, same requests replayed', 'ms', round(runlens.serverMs), undefined),
    row('… times the server’s own time', 'times', runlens.ratio, undefined, LIMITS.exactRatio),
    row('… points that the picture is made from', 'points', runlens.read, mlflow.points),
    row(`one-point spikes on the first picture, of ${total}`, 'spikes', runlens.firstSpikes, mlflow.spikes),
    row(`one-point spikes on the final picture, of ${total}`, 'spikes', runlens.spikesInked, mlflow.spikes),
    // Two spikes of one run in one pixel column are one point of M4: the lower one is drawn under the line to the higher.
    row('… a point of their own in the reduced line', 'spikes', runlens.spikes, undefined),
    row('… missed', 'spikes', missed(runlens.spikesInked), missed(mlflow.spikes), 0),
  ];
}

function microRows({
  downsampleMs,
  downsampleLogMs,
  decodePageMs,
  mergeAllMs,
  orderByMetricMs,
  orderByParamMs,
  filterMs,
}) {
  return [
    row('downsampling 1,000,000 points to 1,400 px', 'ms', downsampleMs, undefined, LIMITS.downsampleMs),
    row('… on a log axis', 'ms', downsampleLogMs, undefined, LIMITS.downsampleMs),
    row(
      'decoding a page of 25,000 points, JSON included',
      'ms',
      decodePageMs,
      undefined,
      LIMITS.decodePageMs,
    ),
    row('merging 40 pages into one series', 'ms', mergeAllMs, undefined),
    row('sorting 100,000 runs by a metric', 'ms', orderByMetricMs, undefined, LIMITS.orderRunsMs),
    row('… by a param of numbers', 'ms', orderByParamMs, undefined, LIMITS.orderRunsMs),
    row('a filter of five clauses on 10,000 runs', 'ms', filterMs, undefined, LIMITS.filterRunsMs),
  ];
}

function memoryRows({ privatePerPoint, heapPerPoint, peakPerPoint }) {
  return [
    row(
      '1,000,000 points exact: renderer memory after collection',
      'bytes/point',
      privatePerPoint,
      undefined,
      LIMITS.bytesPerPoint,
    ),
    row('… JavaScript heaps and buffers alone', 'bytes/point', heapPerPoint, undefined),
    row('… highest while loading, before collection', 'bytes/point', peakPerPoint, undefined),
  ];
}

/** @param runs when each part was measured: `{date, commit, loadBefore, tries}` */
export function renderMarkdown(machine, runs, rows, results) {
  const facts = [
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGB} GB, ${machine.system}`,
    machine.browser,
    machine.server,
    ...Object.entries(runs).map(([part, run]) => `${part}: ${wordsOfRun(run)}`),
  ];
  const errors = Object.entries(results).flatMap(([part, result]) => errorsOf(part, result));
  return [
    '# Benchmark: Runlens beside MLflow’s own UI',
    '',
    'Written by `npm run bench`. Same server, same data, one run a part; the products take turns, every try in a fresh',
    'browser context. Median (min..max). Ratio: MLflow / Runlens. Data: `bench/make_workload.py`.',
    'Tasks are timed by the wall clock, as people feel them: on a busy machine they hold waiting for a core, too.',
    '',
    ...facts.map((fact) => `- ${fact}`),
    '',
    '| measure | unit | Runlens | MLflow UI 3.17.2 | ratio | limit | met |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(renderRow),
    '',
    ...(errors.length > 0 ? ['Tries that failed:', '', ...errors.map((error) => `- ${error}`), ''] : []),
  ].join('\n');
}

function wordsOfRun({ date, commit, loadBefore, tries }) {
  return `${date}, commit ${commit}, ${tries} ${tries === 1 ? 'try' : 'tries'}, load before ${loadBefore}`;
}

function errorsOf(part, result) {
  if (typeof result !== 'object' || result === null) return [];
  const own = typeof result.error === 'string' ? [`${part}: ${result.error.split('\n')[0]}`] : [];
  return [
    ...own,
    ...Object.entries(result).flatMap(([key, inner]) =>
      errorsOf(/^\d+$/.test(key) ? part : `${part} ${key}`, inner),
    ),
  ];
}

function renderRow({ measure, unit, runlens, mlflow, limit, isMet }) {
  const [ours, theirs] = [middle(runlens), middle(mlflow)];
  const ratio =
    ours && Number.isFinite(theirs) && /ms|kB|MB/.test(unit) ? `${(theirs / ours).toFixed(1)}×` : '';
  const met = isMet === undefined ? '' : isMet ? (runlens?.max > limit ? 'by the median' : 'yes') : '**no**';
  const cells = [
    measure,
    unit,
    show(runlens, unit),
    show(mlflow, unit),
    ratio,
    limit === undefined ? '' : show(limit, unit),
    met,
  ];
  return `| ${cells.join(' | ')} |`;
}

function show(value, unit) {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return value;
  const write = (number) =>
    unit === 'kB'
      ? (number / 1000).toFixed(0)
      : number.toLocaleString('en', { maximumFractionDigits: number < 1000 ? 1 : 0 });
  if (typeof value === 'number') return write(value);
  const { median, min, max } = value;
  return min === max ? write(median) : `${write(median)} (${write(min)}..${write(max)})`;
}
