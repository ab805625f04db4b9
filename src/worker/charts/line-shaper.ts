import type { DeltaMode } from '../../domain/series/delta-to-baseline.ts';
import { downsampleLine, type SampledLine } from '../../domain/series/downsample.ts';
import type { LinePoints } from '../../domain/series/line-points.ts';
import { describeMarks, type MarkDetails, rawsOf } from '../../domain/series/logged-points.ts';
import { reduceInLoggedOrder } from '../../domain/series/logged-order-reducer.ts';
import { type JoinPart, joinRuns } from '../../domain/series/join-runs.ts';
import { type MeasuredAgainst, risingLine } from '../../domain/series/measure-line.ts';
import { type AxisSources, axisFor } from '../../domain/series/series-axis.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import { baselineLine, type LineRecipe, shapeLine, type ShapedLine } from '../../domain/series/shape-line.ts';
import type { Scale } from '../../base/scale.ts';
import type { ChartQuery } from './chart-protocol.ts';
import type { ExpressionPlaces } from './computed-series.ts';
import type { StoredSeries } from '../series/series-entry.ts';

/** Lines of a chart as they were last made: those of series that did not change are not made anew. */
export interface LineShaper {
  /** As it holds for this metric. */
  readonly recipe: LineRecipe;
  /** @param x of the same run */
  shape(
    stored: StoredSeries,
    run: ChartQuery['runs'][number],
    x: XSource | undefined,
    against?: StoredBaseline,
  ): ShapedLine;
  /**
   * The line of several runs, oldest first; of one it is `shape`.
   *
   * @param against undefined: y is what was logged
   */
  join(parts: readonly StoredRun[], against?: StoredBaseline): ShapedLine;
  /** Whether that is there as it was made before. */
  isJoined(parts: readonly StoredRun[], against?: StoredBaseline): boolean;
  /** The line reduced to what the picture can show, and those behind it. */
  sample(line: ShapedLine, scale: Scale, yKind: Scale['kind']): SampledShape;
}

/** What is stored of one run. */
export interface StoredRun {
  readonly stored: StoredSeries;
  readonly run: ChartQuery['runs'][number];
  /** What gives x, of the same run. */
  readonly x: XSource | undefined;
}

/** What is stored of the line that others are measured against. */
export interface StoredBaseline {
  /** Its runs, oldest first. */
  readonly parts: readonly StoredRun[];
  readonly mode: DeltaMode;
}

export interface SampledShape {
  readonly main: SampledLine;
  readonly faint: readonly SampledLine[];
  /** Logged values of the points of `main`; undefined: it is not smoothed. */
  readonly raws: Float64Array<ArrayBuffer> | undefined;
  /** Of the marks of `main`. */
  readonly marks: MarkDetails;
}

/** What gives the points of a run their x: the history of a metric, or an expression. */
export type XSource = StoredSeries | ExpressionPlaces;

interface MadeShape {
  readonly versionKey: string;
  readonly line: ShapedLine;
}

interface MadeSample {
  readonly scaleKey: string;
  readonly sampled: SampledShape;
}

export function createLineShaper(query: Pick<ChartQuery, 'key' | 'recipe'>): LineShaper {
  const recipe: LineRecipe = { ...query.recipe, axis: axisFor(query.key, query.recipe.axis) };
  const shapes = new Map<StoredSeries, MadeShape>();
  const samples = new Map<ShapedLine, MadeSample>();
  const keep = (stored: StoredSeries, versionKey: string, make: () => ShapedLine): ShapedLine => {
    const known = shapes.get(stored);
    if (known?.versionKey === versionKey) return known.line;
    if (known) samples.delete(known.line);
    const line = make();
    shapes.set(stored, { versionKey, line });
    return line;
  };
  const baselines = new Map<StoredSeries, MadeBaseline>();
  const measuredAgainst = ({ parts, mode }: StoredBaseline): MeasuredAgainst => {
    const versionKey = versionKeyOfAll(parts);
    const [first] = parts;
    const known = first && baselines.get(first.stored);
    const line = known?.versionKey === versionKey ? known.line : lineOfBaseline(parts, recipe.axis);
    if (first) baselines.set(first.stored, { versionKey, line });
    return { line, mode };
  };
  const shape: LineShaper['shape'] = (stored, run, x, against) =>
    keep(stored, versionKeyOfAll([{ stored, run, x }], against), () => {
      const { series, sources } = joinPartOf({ stored, run, x });
      return shapeLine(series, recipe, sources, against && measuredAgainst(against));
    });
  return {
    recipe,
    shape,
    join: (parts, against) => {
      const [first] = parts;
      if (first && parts.length === 1) return shape(first.stored, first.run, first.x, against);
      const make = () => joinRuns(parts.map(joinPartOf), recipe, against && measuredAgainst(against));
      return first ? keep(first.stored, versionKeyOfAll(parts, against), make) : make();
    },
    isJoined: (parts, against) =>
      parts[0] !== undefined && shapes.get(parts[0].stored)?.versionKey === versionKeyOfAll(parts, against),
    sample: (line, scale, yKind) => {
      // All that the reduction looks at: a shaper outlives the axes and the width that it began with.
      const scaleKey = [scale.kind, scale.min, scale.max, scale.endPx, yKind].join(' ');
      const known = samples.get(line);
      if (known?.scaleKey === scaleKey) return known.sampled;
      const reduce = (points: LinePoints, isMonotone: boolean) =>
        isMonotone
          ? downsampleLine({ steps: points.xs, values: points.ys }, scale, yKind)
          : reduceInLoggedOrder(points, scale, yKind);
      const main = reduce(line.main, line.isMonotone);
      const sampled = {
        main,
        raws: rawsOf(line, main),
        marks: describeMarks(line, main),
        faint: line.faint.map((points) => reduce(points, points.isMonotone)),
      };
      samples.set(line, { scaleKey, sampled });
      return sampled;
    },
  };
}

function sourcesOf(x: XSource | undefined): AxisSources {
  if (!x) return {};
  return 'place' in x ? { place: (series) => x.place(series) } : { other: viewSeries(x.columns) };
}

function versionKeyOf(stored: StoredSeries, x: XSource | undefined): string {
  return `${stored.columns.version} ${x && ('place' in x ? x.version : x.columns.version)}`;
}

function joinPartOf({ stored, run: { startMs }, x }: StoredRun): JoinPart {
  return { series: viewSeries(stored.columns), sources: { startMs, ...sourcesOf(x) } };
}

function versionKeyOfAll(parts: readonly StoredRun[], against?: StoredBaseline): string {
  const own = parts.map(({ stored, x }) => versionKeyOf(stored, x)).join(' + ');
  return against ? `${own} ${against.mode} ${versionKeyOfAll(against.parts)}` : own;
}

interface MadeBaseline {
  readonly versionKey: string;
  readonly line: LinePoints;
}

/** As others are measured against it: not smoothed. */
function lineOfBaseline(parts: readonly StoredRun[], axis: LineRecipe['axis']): LinePoints {
  const [first] = parts;
  if (!first || parts.length > 1) {
    return risingLine(joinRuns(parts.map(joinPartOf), { axis, smoothing: undefined }).main);
  }
  const { series, sources } = joinPartOf(first);
  return baselineLine(series, axis, sources);
}
