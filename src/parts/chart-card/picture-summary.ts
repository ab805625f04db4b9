import type { RunId } from '../../domain/runs/run.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { SmoothingRule } from '../../domain/series/smoothing.ts';
import type { SeriesState } from '../../domain/series/series.ts';
import type { ChartPicture, CostOfExact, PictureSeries } from '../../worker/charts/chart-protocol.ts';

/** What a card says about its picture: how many logged points of how many, and whether that is a sample. */
export interface PictureSummary {
  readonly state: SeriesState;
  readonly lines: number;
  /** A run has several lines where the card shows several metrics. */
  readonly runs: number;
  readonly pointsRead: number;
  /** Undefined until every run's history is counted. */
  readonly pointsTotal: number | undefined;
  readonly lastStep: number | undefined;
  readonly nonFinite: number;
  readonly offAxis: number;
  /** How the lines were smoothed, on which axis; undefined: they are as logged. */
  readonly smoothing: SmoothingRule | undefined;
  readonly axis: XAxis;
  /** How often runs went back to an earlier step, all of them together. */
  readonly restarts: number;
  readonly isInLoggedOrder: boolean;
  /** Runs in lines of several, and how many lines that are; undefined: none. */
  readonly joined?: { readonly runs: number; readonly lines: number } | undefined;
  /** Points without a place on the x axis. */
  readonly placeless: number;
  /** Steps that an expression has no value at yet. */
  readonly early: number;
  /** Steps at which an expression goes by the last sampled point of a metric. */
  readonly stale: number;
  /** Points whose step is too large to be told exactly. */
  readonly rounded: number;
  /** What an expression names and how many runs lack it. */
  readonly missing: readonly { readonly column: string; readonly runs: number }[];
  /** Points beyond the ends of the y axis. */
  readonly above: number;
  readonly below: number;
  /** Histories, and the runs that they are of. */
  readonly failed: number;
  readonly failedRuns: number;
  /** Members that no band can hold. */
  readonly leftOut?: number | undefined;
  /** Bands are made at so many places along x, not at every x of their members. */
  readonly bandPlaces?: number | undefined;
  readonly loading: number;
  readonly loadingRuns: number;
  /** The rest of the points is read only when somebody asks. */
  readonly exactCost?: CostOfExact | undefined;
  /** All points of the zoomed part are there. */
  readonly isShownPartWhole?: boolean | undefined;
}

export function summarisePicture({
  series,
  axis,
  smoothing,
  yRange,
  exactCost,
  isShownPartWhole,
  bands,
  joined,
}: ChartPicture): PictureSummary {
  const count = (state: SeriesState) => series.filter((one) => one.state === state).length;
  const runCount = (state: SeriesState) => runsIn(series.filter((one) => one.state === state));
  const sum = (pick: (one: ChartPicture['series'][number]) => number) =>
    series.reduce((total, one) => total + pick(one), 0);
  const steps = series.flatMap(({ lastStep }) => (lastStep === undefined ? [] : [lastStep]));
  const isCounted = series.every(({ pointsTotal }) => pointsTotal !== undefined);
  return {
    state: overallState(series.map(({ state }) => state)),
    lines: series.filter(({ pointsRead }) => pointsRead > 0).length,
    runs: runsIn(series),
    pointsRead: sum(({ pointsRead }) => pointsRead),
    pointsTotal: isCounted ? sum(({ pointsTotal }) => pointsTotal ?? 0) : undefined,
    lastStep: steps.length > 0 ? steps.reduce((a, b) => Math.max(a, b)) : undefined,
    nonFinite: sum(({ nonFiniteCount }) => nonFiniteCount),
    offAxis: sum(({ offAxisCount }) => offAxisCount),
    smoothing,
    axis,
    restarts: sum(({ restartCount }) => restartCount),
    isInLoggedOrder: series.some(({ isInLoggedOrder }) => isInLoggedOrder),
    joined: joined && joined.lines > 0 ? joined : undefined,
    placeless: sum(({ placelessCount }) => placelessCount),
    early: sum(({ earlyCount }) => earlyCount),
    stale: sum(({ staleCount }) => staleCount),
    rounded: sum(({ roundedCount }) => roundedCount),
    missing: countMissing(series),
    above: yRange?.aboveCount ?? 0,
    below: yRange?.belowCount ?? 0,
    leftOut: bands?.leftOutCount,
    bandPlaces: bands?.placeCount,
    failed: count('failed'),
    failedRuns: runCount('failed'),
    loading: count('loading'),
    loadingRuns: runCount('loading'),
    exactCost,
    isShownPartWhole,
  };
}

function runsIn(series: readonly PictureSeries[]): number {
  return new Set(series.map(({ runId }) => runId)).size;
}

/** Runs, not lines: a run has several where the card shows several metrics. */
function countMissing(series: ChartPicture['series']): PictureSummary['missing'] {
  const runsOf = new Map<string, Set<RunId>>();
  for (const { runId, missing } of series) {
    if (missing === undefined) continue;
    runsOf.set(missing, (runsOf.get(missing) ?? new Set()).add(runId));
  }
  return [...runsOf].map(([column, runs]) => ({ column, runs: runs.size }));
}

/**
 * The state of what is drawn: `exact` where no line is a sample and none is still to come. Runs that failed draw no
 * line; they are counted beside it. `failed` only where nothing could be shown.
 */
function overallState(states: readonly SeriesState[]): SeriesState {
  const has = (state: SeriesState) => states.includes(state);
  if (has('sampled')) return 'sampled';
  if (has('loading')) return 'loading';
  if (has('exact')) return 'exact';
  return has('failed') ? 'failed' : 'empty';
}
