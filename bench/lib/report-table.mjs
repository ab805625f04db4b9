// Lines of the report about lists and tables of runs.
import { costRows, middle, NOT_POSSIBLE, row } from './report-row.mjs';

const LIMITS = {
  coldOverServerMs: 900,
  clickOverServerMs: 300,
  startUpTaskMs: 150,
  listGzip: 300_000,
  tableGzip: 330_000,
  workerGzip: 80_000,
  loadRatio: 1.3,
  answerMs: 80,
  frameMs: 34,
  taskMs: 50,
  heapMB: 150,
  keyMs: 50,
  hugeSortMs: 150,
};

export function listRows({ runlens, mlflow }) {
  return [
    row('experiments, cold: first rows', 'ms', runlens.readyMs, mlflow.readyMs),
    row(
      'longest task before interactive, experiments (MLflow: before its first rows)',
      'ms',
      runlens.longestStartUpTaskMs,
      mlflow.longestStartUpTaskMs,
      LIMITS.startUpTaskMs,
    ),
    ...weightRows('experiments', runlens, mlflow, LIMITS.listGzip),
    ...costRows({ runlens, mlflow }),
  ];
}

function weightRows(page, runlens, mlflow, limit) {
  return [
    row(`${page}, cold: script after gzip`, 'kB', runlens.scriptGzip, mlflow.scriptGzip, limit),
    row(`${page}, cold: workers after gzip`, 'kB', runlens.workerGzip, mlflow.workerGzip, LIMITS.workerGzip),
    row(`${page}, cold: script, style and workers, raw`, 'kB', rawBytes(runlens), rawBytes(mlflow)),
    row(`${page}, cold: all files after gzip, fonts too`, 'kB', allGzip(runlens), allGzip(mlflow)),
    row(`${page}, cold: files`, 'files', runlens.files, mlflow.files),
  ];
}

const rawBytes = ({ script, style, worker }) =>
  (middle(script) ?? 0) + (middle(style) ?? 0) + (middle(worker) ?? 0) || undefined;

/** Undefined for results that were measured before other files counted. */
const allGzip = ({ scriptGzip, styleGzip, workerGzip, otherGzip }) =>
  otherGzip === undefined
    ? undefined
    : [scriptGzip, styleGzip, workerGzip, otherGzip].reduce((sum, part) => sum + (middle(part) ?? 0), 0);

export function tableRows({ cold, click, serverMs }) {
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
    row(
      'longest task before interactive, runs table (MLflow: before its first rows)',
      'ms',
      runlens.longestStartUpTaskMs,
      mlflow.longestStartUpTaskMs,
      LIMITS.startUpTaskMs,
    ),
    ...weightRows('runs table', runlens, mlflow, LIMITS.tableGzip),
    ...costRows({ runlens, mlflow }, 'cold; Runlens until all runs are here, MLflow: the first 100'),
  ];
}

export function gridRows({ runlens, mlflow, quiet }) {
  return [
    row('10,000 runs × 40 columns, cold: run names', 'ms', runlens.namesMs, mlflow.readyMs),
    row('… all 10,000 here by themselves', 'ms', runlens.allMs, NOT_POSSIBLE),
    row('… … runs that are here then (MLflow: the first page)', 'runs', runlens.rows, 100),
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
    ...costRows({ runlens, mlflow }, '10,000 runs, all of them (MLflow: first page, a sort, a filter)'),
    ...quietRows(quiet, '(MLflow: made to read all in one page)'),
  ];
}

export function hugeRows({ runlens }) {
  return [
    row(
      '100,000 made runs, answers from memory: all here, from the click',
      'ms',
      runlens.allMs,
      NOT_POSSIBLE,
    ),
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

export function keyRows(what, namesMs, { runlens, mlflow, quiet }) {
  return [
    row(`${what}, cold: run names`, 'ms', runlens.namesMs, mlflow.namesMs, namesMs),
    row('… all runs here (MLflow: loaded without clicks)', 'ms', runlens.allMs, NOT_POSSIBLE),
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
    ...costRows({ runlens, mlflow }),
    ...quietRows(quiet, ''),
  ];
}
