import { downsampleLine, type SampledLine } from '../domain/downsample.ts';
import { packLines, packMarks, pictureScale, stepExtent, valueExtent } from '../domain/picture.ts';
import { viewSeries } from '../domain/series-columns.ts';
import { type Clock, pause } from './clock.ts';
import type { ChartPicture, ChartQuery, PictureSeries } from './data-protocol.ts';
import type { HandlerContext } from './rpc.ts';
import type { StoredSeries } from './series-entry.ts';
import type { SeriesStore } from './series-store.ts';

const MIN_INTERVAL_MS = 100;
/** A line of 1,000,000 points takes some 15 ms: other messages get their turn after about this many points. */
const POINTS_PER_SLICE = 500_000;

/** A line as it was last made, and what it was made of. */
interface MadeLine {
  readonly version: number;
  readonly scaleKey: string;
  readonly line: SampledLine;
}

/**
 * Draws the asked series anew whenever one of them changed, at most every 100 ms, until the signal aborts. Nothing is
 * emitted before there is something to say: a point, or a series known to be empty or failed.
 */
export function watchChart(
  query: ChartQuery,
  store: SeriesStore,
  clock: Clock,
  context: HandlerContext<'chart.watch'>,
): Promise<void> {
  const { signal } = context;
  if (signal.aborted) return Promise.resolve();
  const made = new Map<StoredSeries, MadeLine>();
  let isDirty = false;
  let isBusy = false;

  const demand = store.demand(query.key, query.runs, () => {
    isDirty = true;
    void drawIfDue();
  });

  async function drawIfDue(): Promise<void> {
    if (isBusy || !isDirty || signal.aborted || !hasNews(demand.series)) return;
    isBusy = true;
    isDirty = false;
    const picture = await buildPicture(query, demand.series, made, signal);
    if (signal.aborted) return;
    context.progress(picture, buffersOf(picture));
    clock.after(MIN_INTERVAL_MS, () => {
      isBusy = false;
      void drawIfDue();
    });
  }

  isDirty = true;
  void drawIfDue();
  return new Promise((resolve) => {
    const onAbort = () => {
      demand.release();
      resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function hasNews(list: readonly StoredSeries[]): boolean {
  return list.length === 0 || list.some(({ state }) => state !== 'loading');
}

async function buildPicture(
  query: ChartQuery,
  list: readonly StoredSeries[],
  made: Map<StoredSeries, MadeLine>,
  signal: AbortSignal,
): Promise<ChartPicture> {
  const xExtent = stepExtent(
    list.map(({ columns }) => viewSeries(columns)),
    query.xKind,
  );
  const scale = pictureScale(query, xExtent);
  const scaleKey = `${scale.min} ${scale.max}`;
  let pointsInSlice = 0;
  for (const stored of list) {
    const { version, length } = stored.columns;
    const known = made.get(stored);
    if (known?.version === version && known.scaleKey === scaleKey) continue;
    if (pointsInSlice + length > POINTS_PER_SLICE && pointsInSlice > 0) {
      await pause();
      if (signal.aborted) break;
      pointsInSlice = 0;
    }
    pointsInSlice += length;
    // The version is read again: a page may have come in while this job paused.
    const line = downsampleLine(viewSeries(stored.columns), scale, query.yKind);
    made.set(stored, { version: stored.columns.version, scaleKey, line });
  }
  const lines = packLines(list.map((stored) => made.get(stored)?.line));
  return {
    lines,
    marks: packMarks(list.map((stored) => made.get(stored)?.line)),
    series: list.map((stored) => describeSeries(stored, made.get(stored)?.line)),
    xExtent,
    yExtent: valueExtent(lines, query.xWindow),
    xWindow: query.xWindow,
  };
}

function describeSeries({ runId, state, columns, failure }: StoredSeries, line?: SampledLine): PictureSeries {
  const isWhole = state === 'exact' || state === 'empty';
  return {
    runId,
    state,
    pointsRead: columns.length,
    pointsTotal: isWhole ? columns.length : undefined,
    lastStep: columns.length > 0 ? columns.steps[columns.length - 1] : undefined,
    nonFiniteCount: columns.nonFiniteCount,
    offAxisCount: line?.offAxisCount ?? 0,
    failure,
  };
}

function buffersOf({ lines, marks }: ChartPicture): Transferable[] {
  return [
    lines.offsets.buffer,
    lines.xs.buffer,
    lines.ys.buffer,
    marks.lines.buffer,
    marks.xs.buffer,
    marks.kinds.buffer,
  ];
}
