import { concatColumns } from '../../base/concat-columns.ts';
import { isAscending } from './as-of.ts';
import { concatSeries, layOver, splitAttempts } from './attempts.ts';
import { keptPlaces, type MeasuredAgainst, measureLine } from './measure-line.ts';
import type { Series } from './series.ts';
import { type AxisSources, type PlacedSeries, placeSeries } from './series-axis.ts';
import type { FaintLine, LineRecipe, LineSeam, ShapedLine } from './shape-line.ts';
import { smooth } from './smoothing.ts';

/** One run of a training that was requeued. */
export interface JoinPart {
  readonly series: Series;
  readonly sources?: AxisSources | undefined;
}

/**
 * The runs of one requeued training as one line, smoothed as one.
 *
 * - By step a run is the line from its first step to where a later run begins: what it logged beyond that is faint, as
 *   are the earlier attempts within a run.
 * - By relative time the clock stops between the runs: each begins where the last point of those before it lies, so
 *   that x is how long the training ran. Nothing is faint, since nothing falls back.
 * - By wall time and by another metric every run is where it is by itself, one behind the other.
 *
 * @param parts oldest first; those without points are passed over
 * @param against undefined: y is what was logged
 */
export function joinRuns(
  parts: readonly JoinPart[],
  recipe: LineRecipe,
  against?: MeasuredAgainst,
): ShapedLine {
  const { axis, smoothing } = recipe;
  const joined = axis.kind === 'step' ? joinBySteps(parts) : joinPlaced(parts, axis);
  const delta = against && measureLine(joined, against);
  const { xs, ys } = delta ?? joined;
  const behind = joined.faint.map((line) => (against ? { ...line, ...measureLine(line, against) } : line));
  const smoothed = smoothing ? smooth(ys, xs, smoothing) : ys;
  const isMonotone = isAscending(xs);
  const raw = smoothed === ys ? [] : [{ xs, ys, isMonotone }];
  return {
    main: { xs, ys: smoothed },
    isMonotone,
    faint: [...behind, ...raw],
    raw: raw[0],
    logged: joined.logged,
    places: delta ? keptPlaces(joined.places, delta.places) : joined.places,
    restartCount: joined.restartCount,
    placelessCount: joined.placelessCount,
    seams: joined.seams,
    delta,
  };
}

interface Joined extends Pick<ShapedLine, 'logged' | 'places' | 'restartCount' | 'placelessCount'> {
  readonly xs: Float64Array<ArrayBuffer>;
  readonly ys: Float64Array<ArrayBuffer>;
  readonly faint: readonly FaintLine[];
  readonly seams: readonly LineSeam[];
}

function joinBySteps(parts: readonly JoinPart[]): Joined {
  const runs = parts.flatMap(({ series }, part) => (series.steps.length > 0 ? [{ part, series }] : []));
  const own = runs.map(({ series }) => splitAttempts(series));
  const { line, faint, seams } = layOver(own.map((each) => each.line));
  return {
    xs: line.steps,
    ys: line.values,
    logged: line,
    places: undefined,
    faint: [...own.flatMap((each) => each.faint), ...faint].map(({ steps, values }) => ({
      xs: steps,
      ys: values,
      isMonotone: true,
    })),
    seams: seams.map(({ part, step, timestampMs }) => ({
      part: runs[part]?.part ?? part,
      x: step,
      step,
      timestampMs,
    })),
    restartCount: own.reduce((sum, { restartCount }) => sum + restartCount, 0),
    placelessCount: 0,
  };
}

function joinPlaced(parts: readonly JoinPart[], axis: LineRecipe['axis']): Joined {
  const placed: PlacedSeries[] = [];
  const seams: LineSeam[] = [];
  let endMs: number | undefined;
  for (const [part, { series, sources }] of parts.entries()) {
    const own = placeSeries(series, axis, sources);
    const run = axis.kind === 'relative' && endMs !== undefined ? { ...own, xs: moved(own.xs, endMs) } : own;
    const isFirst = placed.every(({ xs }) => xs.length === 0);
    const [x] = run.xs;
    if (!isFirst && x !== undefined) seams.push(seamAt(part, x, series, run.places?.[0] ?? 0));
    if (x !== undefined) endMs = run.xs.reduce((latest, each) => Math.max(latest, each));
    placed.push(run);
  }
  return {
    xs: concatColumns(placed.map(({ xs }) => xs)),
    ys: concatColumns(placed.map(({ ys }) => ys)),
    logged: concatSeries(parts.map(({ series }) => series)),
    places: joinPlaces(parts, placed),
    faint: [],
    seams,
    restartCount: 0,
    placelessCount: placed.reduce((sum, run) => sum + run.earlyCount + run.nonFiniteCount, 0),
  };
}

function seamAt(part: number, x: number, { steps, timestampsMs }: Series, place: number): LineSeam {
  return { part, x, step: steps[place] ?? Number.NaN, timestampMs: timestampsMs[place] ?? Number.NaN };
}

/** Places in the joined series; undefined where all points of all runs have one. */
function joinPlaces(parts: readonly JoinPart[], placed: readonly PlacedSeries[]): Uint32Array | undefined {
  if (placed.every(({ places }) => places === undefined)) return undefined;
  const places = new Uint32Array(placed.reduce((sum, { xs }) => sum + xs.length, 0));
  let [at, before] = [0, 0];
  for (const [index, { xs, places: own }] of placed.entries()) {
    for (let point = 0; point < xs.length; point++) places[at++] = before + (own?.[point] ?? point);
    before += parts[index]?.series.steps.length ?? 0;
  }
  return places;
}

function moved(xs: Float64Array, by: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(xs.length);
  for (let index = 0; index < xs.length; index++) result[index] = (xs[index] ?? Number.NaN) + by;
  return result;
}
