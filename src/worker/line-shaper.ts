import { downsampleLine, type SampledLine } from '../domain/downsample.ts';
import type { LinePoints } from '../domain/line-points.ts';
import { describeMarks, type MarkDetails, rawsOf } from '../domain/logged-points.ts';
import { reduceInLoggedOrder } from '../domain/logged-order-reducer.ts';
import { type JoinPart, joinRuns } from '../domain/join-runs.ts';
import { type AxisSources, axisFor } from '../domain/series-axis.ts';
import { viewSeries } from '../domain/series-columns.ts';
import { type LineRecipe, shapeLine, type ShapedLine } from '../domain/shape-line.ts';
import type { Scale } from '../base/scale.ts';
import type { ChartQuery } from './chart-protocol.ts';
import type { ExpressionPlaces } from './computed-series.ts';
import type { StoredSeries } from './series-entry.ts';

/** Lines of a chart as they were last made: those of series that did not change are not made anew. */
export interface LineShaper {
  /** As it holds for this metric. */
  readonly recipe: LineRecipe;
  /** @param x of the same run */
  shape(stored: StoredSeries, run: ChartQuery['runs'][number], x: XSource | undefined): ShapedLine;
  /** The line of several runs, oldest first; of one it is `shape`. */
  join(parts: readonly StoredRun[]): ShapedLine;
  /** Whether that is there as it was made before. */
  isJoined(parts: readonly StoredRun[]): boolean;
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
  const shape: LineShaper['shape'] = (stored, { startMs }, x) =>
    keep(stored, versionKeyOf(stored, x), () =>
      shapeLine(viewSeries(stored.columns), recipe, { startMs, ...sourcesOf(x) }),
    );
  return {
    recipe,
    shape,
    join: (parts) => {
      const [first] = parts;
      if (first && parts.length === 1) return shape(first.stored, first.run, first.x);
      const make = () => joinRuns(parts.map(joinPartOf), recipe);
      return first ? keep(first.stored, versionKeyOfAll(parts), make) : make();
    },
    isJoined: (parts) =>
      parts[0] !== undefined && shapes.get(parts[0].stored)?.versionKey === versionKeyOfAll(parts),
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

function versionKeyOfAll(parts: readonly StoredRun[]): string {
  return parts.map(({ stored, x }) => versionKeyOf(stored, x)).join(' + ');
}
