import { concatColumns } from '../../base/concat-columns.ts';
import type { DescribedMarks, ReadLines } from '../../base/packed-lines.ts';
import { rangeOf, sharedExtent } from '../../domain/charts/axis-range.ts';
import { bandExtent } from '../../domain/charts/band-picture.ts';
import { isTyped } from '../../domain/charts/card-axes.ts';
import {
  type Extent,
  lineExtent,
  packLines,
  packMarks,
  pictureScale,
  valueExtent,
} from '../../domain/charts/picture.ts';
import { firstNonFinite, type NonFiniteRun, readInfinities } from '../../domain/series/first-non-finite.ts';
import type { MarkDetails } from '../../domain/series/logged-points.ts';
import type { ShapedLine } from '../../domain/series/shape-line.ts';
import { createAgainst, describeBaseline, partsOf } from './baseline-picture.ts';
import { countRoundedSteps } from '../../domain/series/series-columns.ts';
import type { SeriesState } from '../../domain/series/series.ts';
import { chosenRange } from './chosen-range.ts';
import { type BandLines, makeBandLines } from './band-lines.ts';
import { pause } from '../clock.ts';
import type {
  ChartGroups,
  ChartPicture,
  ChartQuery,
  FaintLines,
  JoinedPicture,
  PictureBands,
  PictureSeries,
} from './chart-protocol.ts';
import type { LineShaper, SampledShape, XSource } from './line-shaper.ts';
import type { StoredSeries } from '../series/series-entry.ts';

/** A line of 1,000,000 points takes some 15 ms: other messages get their turn after about this many points. */
const POINTS_PER_SLICE = 500_000;

/**
 * The picture of what is stored now. Gives other messages a turn now and then; what is missing when the signal aborts
 * stays empty.
 *
 * @param xSources what gives x, parallel to `list`; undefined where the points themselves do
 */
export async function buildPicture(
  query: ChartQuery,
  list: readonly StoredSeries[],
  xSources: readonly XSource[] | undefined,
  shaper: LineShaper,
  signal: AbortSignal,
): Promise<ChartPicture> {
  const turn = createTurn(signal);
  const shapes: ShapedLine[] = [];
  const joins = query.joins ?? list.map((_, index) => [index]);
  const againstOf = createAgainst(query, list, xSources);
  for (const [line, places] of joins.entries()) {
    const parts = partsOf(places, query, list, xSources);
    const against = againstOf(line);
    const points = parts.reduce((sum, { stored }) => sum + stored.columns.length, 0);
    if (!(await turn(shaper.isJoined(parts, against) ? 0 : points))) break;
    // The columns are read now: a page may have come in while this job paused.
    shapes.push(shaper.join(parts, against));
  }
  const xExtent = sharedExtent(
    // What a later attempt did not reach again is seen behind it.
    shapes.flatMap(({ main, isMonotone, faint }) =>
      [{ ...main, isMonotone }, ...faint.filter(({ xs }) => xs !== main.xs)].map((line) =>
        lineExtent(line, query.xKind, line.isMonotone),
      ),
    ),
  );
  const xWindow = query.xWindow ?? typedWindow(query, xExtent);
  const scale = pictureScale({ ...query, xWindow }, xExtent);
  const sampled: SampledShape[] = [];
  const shownPart = partOf(xWindow, xExtent);
  for (const shape of shapes) {
    if (!(await turn(shape.main.xs.length * shownPart))) break;
    sampled.push(shaper.sample(shape, scale, query.yKind));
  }
  const { groups } = query;
  const banded = groups && (await makeBandLines(groups, shapes, sampled, scale, query.yKind, turn));
  const lines = banded?.lines ?? packRead(joins.length, sampled);
  const faint = banded?.faint ?? packFaint(sampled);
  const yExtent = sharedExtent([
    valueExtent(lines, xWindow, query),
    valueExtent(faint, xWindow, query),
    banded && bandExtent(banded.bands, xWindow),
  ]);
  return {
    lines,
    marks: banded?.marks ?? packDescribed(joins.length, sampled),
    faint,
    bands: groups && banded && describeBands(groups, banded),
    series: describeAll({ list, joins, xSources }, shapes, sampled),
    baseline: describeBaseline(query, list, shapes, banded?.centres),
    joined: query.joins && describeJoins(query.joins, list, shapes, groups),
    xExtent,
    yExtent,
    xWindow,
    axis: shaper.recipe.axis,
    // Short and constant lines are left alone: nothing is claimed of them.
    smoothing: shapes.some(({ raw }) => raw) ? shaper.recipe.smoothing : undefined,
    yRange: chosenRange(shapes, yExtent, xWindow, query),
  };
}

/** How much of all x is shown, 0 to 1: about as much of the points is gone through. */
function partOf(window: Extent | undefined, all: Extent | undefined): number {
  if (!window || !all || all.max <= all.min) return 1;
  const shown = Math.min(window.max, all.max) - Math.max(window.min, all.min);
  return Math.min(1, Math.max(0, shown / (all.max - all.min)));
}

/** Undefined where nothing is typed, or nothing that this axis has a place for. */
function typedWindow({ xRange = {}, xKind }: ChartQuery, extent: Extent | undefined): Extent | undefined {
  const range = isTyped(xRange) ? rangeOf(extent, xRange, xKind) : undefined;
  return range && range.max > range.min ? range : undefined;
}

function describeBands({ rule }: ChartGroups, made: BandLines): PictureBands {
  const { bands, readings, changes, placeCount, leftOutCount } = made;
  return { ...bands, readings, changes, placeCount, rule, leftOutCount };
}

/** Each buffer belongs to the receiver afterwards. */
export function buffersOf({ lines, marks, faint, bands }: ChartPicture): Transferable[] {
  const columns = [
    lines.offsets,
    lines.xs,
    lines.ys,
    marks.lines,
    marks.xs,
    marks.kinds,
    marks.steps,
    marks.timesMs,
    marks.lastSteps,
    marks.lastValues,
    ...(lines.raws ? [lines.raws] : []),
    faint.offsets,
    faint.xs,
    faint.ys,
    faint.owners,
    ...(bands ? [bands.offsets, bands.xs, bands.lows, bands.highs] : []),
    ...(bands ? [bands.readings.lows, bands.readings.highs, bands.readings.counts] : []),
    ...(bands ? [bands.changes.lines, bands.changes.xs] : []),
    ...(bands ? [bands.changes.counts, bands.changes.totals] : []),
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

function packRead(count: number, sampled: readonly SampledShape[]): ReadLines {
  const lines = packLines(Array.from({ length: count }, (_, index) => sampled[index]?.main));
  if (!sampled.some(({ raws }) => raws)) return lines;
  // Lines that are too short to be smoothed are as they were logged.
  return { ...lines, raws: concatColumns(sampled.map(({ raws, main }) => raws ?? main.ys)) };
}

function packDescribed(count: number, sampled: readonly SampledShape[]): DescribedMarks {
  const column = (name: keyof MarkDetails) => concatColumns(sampled.map(({ marks }) => marks[name]));
  return {
    ...packMarks(Array.from({ length: count }, (_, index) => sampled[index]?.main)),
    steps: column('steps'),
    timesMs: column('timesMs'),
    lastSteps: column('lastSteps'),
    lastValues: column('lastValues'),
  };
}

/** A line is looked through once, however often it is drawn. */
const firsts = new WeakMap<ShapedLine, NonFiniteRun | undefined>();

function firstOf(shape: ShapedLine): NonFiniteRun | undefined {
  if (!firsts.has(shape)) firsts.set(shape, firstNonFinite(shape.logged));
  return firsts.get(shape);
}

function packFaint(sampled: readonly SampledShape[]): FaintLines {
  const owners = sampled.flatMap(({ faint }, index) => faint.map(() => index));
  return { ...packLines(sampled.flatMap(({ faint }) => faint)), owners: Uint32Array.from(owners) };
}

interface DrawnFrom {
  readonly list: readonly StoredSeries[];
  readonly joins: readonly (readonly number[])[];
  readonly xSources: readonly XSource[] | undefined;
}

/** What belongs to a line of several runs is told of the last of them. */
function describeAll(
  { list, joins, xSources }: DrawnFrom,
  shapes: readonly ShapedLine[],
  sampled: readonly SampledShape[],
): readonly PictureSeries[] {
  const lineOf = new Map(joins.flatMap((places, line) => places.map((place) => [place, line] as const)));
  const told = new Set(joins.map((places) => places.at(-1)));
  return list.map((stored, place) => {
    const line = lineOf.get(place) ?? -1;
    const isTold = told.has(place);
    return describeSeries(
      stored,
      shapes[line],
      isTold ? sampled[line] : undefined,
      isTold,
      xSources?.[place],
    );
  });
}

function describeJoins(
  joins: readonly (readonly number[])[],
  list: readonly StoredSeries[],
  shapes: readonly ShapedLine[],
  groups: ChartGroups | undefined,
): JoinedPicture {
  const drawnAt = (line: number) =>
    groups ? groups.runs.findIndex((families) => families.some((lines) => lines.includes(line))) : line;
  const counts = joins.map(
    (places) => places.filter((place) => (list[place]?.columns.length ?? 0) > 0).length,
  );
  const several = counts.filter((count) => count > 1);
  return {
    runs: several.reduce((sum, count) => sum + count, 0),
    lines: several.length,
    seams: shapes.flatMap(({ seams = [] }, line) =>
      seams.map(({ part, x, step, timestampMs }) => ({
        line: drawnAt(line),
        run: joins[line]?.[part] ?? -1,
        x,
        step,
        timeMs: timestampMs,
      })),
    ),
  };
}

/** Measured against a baseline it may have none: then it is counted. */
function onlyValueOf(columns: StoredSeries['columns'], shape: ShapedLine | undefined): number | undefined {
  if (shape?.delta) return shape.main.ys[0];
  return readInfinities(columns.values.slice(0, 1))[0];
}

function describeSeries(
  stored: StoredSeries,
  shape: ShapedLine | undefined,
  sampled: SampledShape | undefined,
  isTold: boolean,
  x: XSource | undefined,
): PictureSeries {
  const { runId, columns } = stored;
  const state = stateWith(stored.state, x);
  const isWhole = state === 'exact' || state === 'empty';
  const hasX = x?.state !== 'loading' && x?.missing === undefined;
  return {
    runId,
    state,
    pointsRead: columns.length,
    pointsTotal: isWhole ? columns.length : undefined,
    lastStep: columns.length > 0 ? columns.steps[columns.length - 1] : undefined,
    onlyValue: isWhole && columns.length === 1 ? onlyValueOf(columns, shape) : undefined,
    nonFiniteCount: columns.nonFiniteCount,
    firstNonFiniteStep: columns.nonFiniteCount > 0 && shape ? firstOf(shape)?.step : undefined,
    offAxisCount: sampled?.main.offAxisCount ?? 0,
    restartCount: (isTold && shape?.restartCount) || 0,
    // Where x is still read, or the run lacks it, that is said in place of its points.
    placelessCount: (isTold && hasX && shape?.placelessCount) || 0,
    earlyCount: stored.earlyCount ?? 0,
    staleCount: stored.staleCount ?? 0,
    roundedCount: countRoundedSteps(columns),
    missing: stored.missing ?? (columns.length > 0 ? x?.missing : undefined),
    isInLoggedOrder: shape !== undefined && !shape.isMonotone,
    failure: stored.failure ?? (state === 'failed' ? x?.failure : undefined),
  };
}

/** A line is no better than what gives its x. */
function stateWith(state: SeriesState, x: XSource | undefined): SeriesState {
  if (!x || (state !== 'exact' && state !== 'sampled')) return state;
  return x.state === 'exact' || x.state === 'empty' ? state : x.state;
}
