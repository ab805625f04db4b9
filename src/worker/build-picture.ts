import { rangeOf, sharedExtent } from '../domain/axis-range.ts';
import { isTyped } from '../domain/card-axes.ts';
import {
  type Extent,
  lineExtent,
  packLines,
  packMarks,
  pictureScale,
  valueExtent,
} from '../domain/picture.ts';
import type { ShapedLine } from '../domain/shape-line.ts';
import { chosenRange } from './chosen-range.ts';
import { pause } from './clock.ts';
import type { ChartPicture, ChartQuery, FaintLines, PictureSeries } from './data-protocol.ts';
import type { LineShaper, SampledShape } from './line-shaper.ts';
import type { StoredSeries } from './series-entry.ts';

/** A line of 1,000,000 points takes some 15 ms: other messages get their turn after about this many points. */
const POINTS_PER_SLICE = 500_000;

/**
 * The picture of what is stored now. Gives other messages a turn now and then; what is missing when the signal aborts
 * stays empty.
 *
 * @param xSeries histories of the x metric, parallel to `list`; undefined where x is none
 */
export async function buildPicture(
  query: ChartQuery,
  list: readonly StoredSeries[],
  xSeries: readonly StoredSeries[] | undefined,
  shaper: LineShaper,
  signal: AbortSignal,
): Promise<ChartPicture> {
  const turn = createTurn(signal);
  const shapes: ShapedLine[] = [];
  for (const [index, stored] of list.entries()) {
    const isMade = shaper.isMade(stored, xSeries?.[index]);
    if (!(await turn(isMade ? 0 : stored.columns.length))) break;
    const run = query.runs[index];
    // The columns are read now: a page may have come in while this job paused.
    if (run) shapes.push(shaper.shape(stored, run, xSeries?.[index]));
  }
  const xExtent = sharedExtent(
    shapes.map(({ main, isMonotone }) => lineExtent(main, query.xKind, isMonotone)),
  );
  const xWindow = query.xWindow ?? typedWindow(query, xExtent);
  const scale = pictureScale({ ...query, xWindow }, xExtent);
  const sampled: SampledShape[] = [];
  for (const shape of shapes) {
    if (!(await turn(shape.main.xs.length))) break;
    sampled.push(shaper.sample(shape, scale, query.yKind));
  }
  const lines = packLines(list.map((_, index) => sampled[index]?.main));
  const faint = packFaint(sampled);
  const yExtent = sharedExtent([valueExtent(lines, xWindow), valueExtent(faint, xWindow)]);
  return {
    lines,
    marks: packMarks(list.map((_, index) => sampled[index]?.main)),
    faint,
    series: list.map((stored, index) => describeSeries(stored, shapes[index], sampled[index])),
    xExtent,
    yExtent,
    xWindow,
    axis: shaper.recipe.axis,
    // Short and constant lines are left alone: nothing is claimed of them.
    smoothing: shapes.some(({ raw }) => raw) ? shaper.recipe.smoothing : undefined,
    yRange: chosenRange(shapes, yExtent, xWindow, query),
  };
}

/** Undefined where nothing is typed, or nothing that this axis has a place for. */
function typedWindow({ xRange = {}, xKind }: ChartQuery, extent: Extent | undefined): Extent | undefined {
  const range = isTyped(xRange) ? rangeOf(extent, xRange, xKind) : undefined;
  return range && range.max > range.min ? range : undefined;
}

/** Each buffer belongs to the receiver afterwards. */
export function buffersOf({ lines, marks, faint }: ChartPicture): Transferable[] {
  const columns = [
    lines.offsets,
    lines.xs,
    lines.ys,
    marks.lines,
    marks.xs,
    marks.kinds,
    faint.offsets,
    faint.xs,
    faint.ys,
    faint.owners,
  ];
  return columns.map(({ buffer }) => buffer);
}

/** Counts points, and pauses when many were worked on; false where nobody waits for the result any more. */
function createTurn(signal: AbortSignal): (points: number) => Promise<boolean> {
  let pointsInSlice = 0;
  return async (points) => {
    if (pointsInSlice > 0 && pointsInSlice + points > POINTS_PER_SLICE) {
      await pause();
      pointsInSlice = 0;
    }
    pointsInSlice += points;
    return !signal.aborted;
  };
}

function packFaint(sampled: readonly SampledShape[]): FaintLines {
  const owners = sampled.flatMap(({ faint }, index) => faint.map(() => index));
  return { ...packLines(sampled.flatMap(({ faint }) => faint)), owners: Uint32Array.from(owners) };
}

function describeSeries(
  { runId, state, columns, failure }: StoredSeries,
  shape: ShapedLine | undefined,
  sampled: SampledShape | undefined,
): PictureSeries {
  const isWhole = state === 'exact' || state === 'empty';
  return {
    runId,
    state,
    pointsRead: columns.length,
    pointsTotal: isWhole ? columns.length : undefined,
    lastStep: columns.length > 0 ? columns.steps[columns.length - 1] : undefined,
    nonFiniteCount: columns.nonFiniteCount,
    offAxisCount: sampled?.main.offAxisCount ?? 0,
    restartCount: shape?.restartCount ?? 0,
    placelessCount: shape?.placelessCount ?? 0,
    isInLoggedOrder: shape !== undefined && !shape.isMonotone,
    failure,
  };
}
