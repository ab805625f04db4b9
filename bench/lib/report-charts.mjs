// Lines of the report about charts and the functions below them.
import { round } from './measure.mjs';
import { costRows, NOT_POSSIBLE, row } from './report-row.mjs';

const LIMITS = {
  taskMs: 50,
  exactRatio: 1.3,
  hundredMs: 150,
  allMs: 400,
  handlerMs: 8,
  hoverMs: 20,
  hoverAllMs: 34,
  zoomMs: 120,
  downsampleMs: 20,
  orderRunsMs: 150,
  filterRunsMs: 20,
  decodePageMs: 15,
  bytesPerPoint: 60,
};

export function chartRows({ runlens, mlflow, hand }) {
  return [
    row('10 runs × 10 metrics × 10,000 steps: first chart', 'ms', runlens.readyMs, mlflow.readyMs),
    row('… points that it is made from, of 100,000', 'points', runlens.firstRead, mlflow.points),
    row('… first card exact: all points', 'ms', runlens.exactMs, NOT_POSSIBLE),
    row('… … points drawn, 4 a pixel column at most for each line', 'points', runlens.points, mlflow.points),
    row('… pixels of the first picture’s box that are drawn on', '%', runlens.inkPercent, mlflow.inkPercent),
    row('… tasks over 50 ms from first to exact', 'tasks', runlens.longTasks, undefined, 0),
    row('… … the longest', 'ms', runlens.longestTaskMs, undefined, LIMITS.taskMs),
    ...costRows({ runlens, mlflow }, 'Runlens: all points of all cards in sight'),
    ...handRows(hand?.runlens ?? {}, hand?.mlflow ?? {}),
  ];
}

/** The pointer over a chart, and drags over parts of it. */
function handRows(ours, theirs) {
  return [
    row(
      '… the pointer moves: 95 % of frames within',
      'ms',
      ours.hoverP95Ms,
      theirs.hoverP95Ms,
      LIMITS.hoverMs,
    ),
    row('… … 95 % of its handlers within', 'ms', ours.handlerP95Ms, undefined, LIMITS.handlerMs),
    row('… … tasks over 50 ms', 'tasks', ours.hoverTasks, theirs.hoverTasks, 0),
    row('… a drag to the picture of its part (MLflow: a new sample of it)', 'ms', ours.zoomMs, theirs.zoomMs),
    ...zoomFrameRows(ours, theirs),
  ];
}

const zoomFrameRows = (ours, theirs) => [
  row('… … 95 % of the frames meanwhile within', 'ms', ours.zoomFrameP95Ms, theirs.zoomFrameP95Ms),
  row('… … the longest of them', 'ms', ours.longestZoomFrameMs, theirs.longestZoomFrameMs),
];

export function lineRows({ runlens: { hundred, all, dense }, mlflow }) {
  const visit = (shown, afterDataMs, hoverMs, theirs) => [
    row('… after its data had come', 'ms', shown.afterDataMs, undefined, afterDataMs),
    row('… points that they are made from', 'points', shown.firstRead, theirs.points),
    row('… exact: all points', 'ms', shown.exactMs, NOT_POSSIBLE),
    row('… tasks over 50 ms until exact, server idle', 'tasks', shown.quiet?.longTasks, undefined, 0),
    row('… … the longest', 'ms', shown.quiet?.longestTaskMs, undefined, LIMITS.taskMs),
    row('… the pointer moves: 95 % of frames within', 'ms', shown.hoverP95Ms, theirs.hoverP95Ms, hoverMs),
    row('… … 95 % of its handlers within', 'ms', shown.handlerP95Ms, undefined, LIMITS.handlerMs),
    row('… … tasks over 50 ms', 'tasks', shown.hoverTasks, theirs.hoverTasks, 0),
    row('… a drag to the picture of its part (MLflow: a new sample)', 'ms', shown.zoomMs, theirs.zoomMs),
    ...zoomFrameRows(shown, theirs),
    ...costRows({ runlens: shown, mlflow: theirs }, 'Runlens: all points; MLflow: a sample'),
  ];
  const words = 'all lines of the first card';
  return [
    row(`100 runs × 1,000 steps: ${words}`, 'ms', hundred.readyMs, mlflow.hundred.readyMs),
    ...visit(hundred, LIMITS.hundredMs, LIMITS.hoverMs, mlflow.hundred),
    row(
      `500 runs × 1,000 steps: ${words} (MLflow: all runs forced into one page)`,
      'ms',
      all.readyMs,
      mlflow.all.readyMs,
    ),
    // 50 moves of the pointer were still worked off after 230 s when that was tried.
    ...visit(all, LIMITS.allMs, LIMITS.hoverAllMs, { ...mlflow.all, hoverP95Ms: NOT_POSSIBLE }),
    row(
      '100 runs × 25,000 steps, exact: a drag to the exact picture of its part',
      'ms',
      dense.zoomMs,
      NOT_POSSIBLE,
      LIMITS.zoomMs,
    ),
    row('… … the slowest of 5', 'ms', dense.longestZoomMs),
    ...zoomFrameRows(dense, {}),
    row('… … points that the picture is made from', 'points', dense.read),
  ];
}

export function spikeRows({ total, runlens, mlflow }) {
  return [
    row('21 long runs (3,000,000 points): first chart', 'ms', runlens.firstChartMs, mlflow.firstChartMs),
    row(
      '… exact (MLflow: all lines, from the click on "Show all runs")',
      'ms',
      runlens.exactMs,
      mlflow.showAllMs,
    ),
    row('… the server alone, same requests replayed', 'ms', runlens.serverMs, undefined),
    row('… times the server’s own time', 'times', runlens.ratio, undefined, LIMITS.exactRatio),
    row('… points that the picture is made from', 'points', runlens.read, mlflow.points),
    row('… … of them drawn', 'points', runlens.points, mlflow.points),
    row(`one-point spikes on the first picture, of ${total}`, 'spikes', runlens.firstSpikes, mlflow.spikes),
    row(`one-point spikes on the final picture, of ${total}`, 'spikes', runlens.spikesInked, mlflow.spikes),
    // Two spikes of one run in one pixel column are one point of M4: the lower one is drawn under the line to the higher.
    row('… a point of their own in the reduced line', 'spikes', runlens.spikes, undefined),
    row('… missed', 'spikes', runlens.missed, mlflow.missed, 0),
    ...costRows({ runlens, mlflow }, 'Runlens: all points; MLflow: a sample'),
  ];
}

export function microRows(times) {
  const with2 = (words, found, limit, boundWords, bound) => [
    row(words, 'ms', found, undefined, limit),
    row(`… its bound: ${boundWords}`, 'ms', bound),
    row('… times the bound', 'times', found && bound && round(found.median / bound.median, 1)),
  ];
  const copied = 'their bytes copied once (memory bandwidth)';
  const { copyLineMs, copySeriesMs, sortNumbersMs } = times;
  return [
    ...with2(
      'downsampling 1,000,000 points to 1,400 px',
      times.downsampleMs,
      LIMITS.downsampleMs,
      copied,
      copyLineMs,
    ),
    ...with2('… on a log axis', times.downsampleLogMs, LIMITS.downsampleMs, copied, copyLineMs),
    ...with2(
      'decoding a page of 25,000 points, JSON included',
      times.decodePageMs,
      LIMITS.decodePageMs,
      'JSON.parse alone',
      times.parsePageMs,
    ),
    ...with2('merging 40 pages into one series', times.mergeAllMs, undefined, copied, copySeriesMs),
    ...with2(
      'sorting 100,000 runs by a metric',
      times.orderByMetricMs,
      LIMITS.orderRunsMs,
      'as many bare numbers sorted by the engine',
      sortNumbersMs,
    ),
    ...with2(
      'sorting 100,000 runs by a param of numbers',
      times.orderByParamMs,
      LIMITS.orderRunsMs,
      'as many bare numbers sorted by the engine',
      sortNumbersMs,
    ),
    ...with2(
      'a filter of five clauses on 10,000 runs, read, compiled and asked',
      times.filterMs,
      LIMITS.filterRunsMs,
      'the same tests written out by hand',
      times.filterByHandMs,
    ),
  ];
}

export function memoryRows({ privatePerPoint, heapPerPoint, peakPerPoint }) {
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
