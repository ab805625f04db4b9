import { inTimeOrder, isAscending } from './as-of.ts';
import { splitAttempts } from './attempts.ts';
import type { BaselineDelta } from './delta-to-baseline.ts';
import type { LinePoints } from './line-points.ts';
import { keptPlaces, type MeasuredAgainst, measureLine, risingLine } from './measure-line.ts';
import { type AxisSources, placeSeries, type XAxis } from './series-axis.ts';
import type { Series } from './series.ts';
import { smooth, type SmoothingRule } from './smoothing.ts';

/** What becomes of the logged points of a run before they are drawn. */
export interface LineRecipe {
  readonly axis: XAxis;
  /** Undefined: as logged. */
  readonly smoothing: SmoothingRule | undefined;
}

/** By step, nothing smoothed. */
export const AS_LOGGED: LineRecipe = { axis: { kind: 'step' }, smoothing: undefined };

/** The line of one run on the axes of a picture. */
export interface ShapedLine {
  readonly main: LinePoints;
  /** x never falls: M4 applies. Otherwise the line is reduced in its own order. */
  readonly isMonotone: boolean;
  /** Drawn behind it: what was logged where the line is smoothed, and what later attempts did again. */
  readonly faint: readonly FaintLine[];
  /** What was logged, where the main line is smoothed; it is one of the faint ones. */
  readonly raw: LinePoints | undefined;
  /** The logged points that it is made of. */
  readonly logged: Series;
  /** Place in `logged` of each point of `main`; undefined: all are there, in order. */
  readonly places: Uint32Array | undefined;
  readonly restartCount: number;
  /** Points without a place on the axis: the x metric came later, or was not finite there. */
  readonly placelessCount: number;
  /** Where a run of a joined training takes over from the one before; undefined: it is one run. */
  readonly seams?: readonly LineSeam[] | undefined;
  /** What became of the points where they are measured against a baseline; undefined: they are as logged. */
  readonly delta?: DeltaCounts | undefined;
}

export type DeltaCounts = Pick<BaselineDelta, 'earlyCount' | 'lateCount' | 'undefinedCount'>;

/** The point that a run takes over with. */
export interface LineSeam {
  /** Into the runs that were joined. */
  readonly part: number;
  /** On the axis of the line. */
  readonly x: number;
  readonly step: number;
  readonly timestampMs: number;
}

export interface FaintLine extends LinePoints {
  readonly isMonotone: boolean;
}

/**
 * From logged points to a line: restarts first, where x goes by step, then the axis, then the difference or ratio to
 * the baseline, then smoothing over the whole line, as it would be without a window. Differences are of what was
 * logged: the raw line behind a smoothed one shows them point by point.
 *
 * @param series as all series are ordered; columns are handed on uncopied where nothing changes them
 * @param against undefined: y is what was logged
 */
export function shapeLine(
  series: Series,
  recipe: LineRecipe,
  sources: AxisSources = {},
  against?: MeasuredAgainst,
): ShapedLine {
  const { axis, smoothing } = recipe;
  const { line, faint, restartCount } = splitWhereRestarted(series, axis);
  const placed = placeSeries(line, axis, sources);
  const { isMonotone } = placed;
  const delta = against && measureLine(placed, against);
  const { xs, ys } = delta ?? placed;
  const smoothed = smoothing ? smooth(ys, xs, smoothing) : ys;
  const raw = smoothed === ys ? [] : [{ xs, ys, isMonotone }];
  const behind = faint.map(({ steps, values }) => {
    const points = { xs: steps, ys: values };
    return { ...(against ? measureLine(points, against) : points), isMonotone: true };
  });
  return {
    main: { xs, ys: smoothed },
    isMonotone,
    faint: [...behind, ...raw],
    raw: raw[0],
    logged: line,
    places: delta ? keptPlaces(placed.places, delta.places) : placed.places,
    restartCount,
    placelessCount: placed.earlyCount + placed.nonFiniteCount,
    delta,
  };
}

/** The line of a baseline: not smoothed, its x rising. */
export function baselineLine(series: Series, axis: XAxis, sources: AxisSources = {}): LinePoints {
  return risingLine(placeSeries(splitWhereRestarted(series, axis).line, axis, sources));
}

/**
 * In order of step and of time alike nothing fell back, and nothing needs to be sorted. By time the attempts stand one
 * after the other: none is behind another one, and the line goes as time goes.
 */
function splitWhereRestarted(series: Series, axis: XAxis) {
  const isByTime = axis.kind === 'wall' || axis.kind === 'relative';
  const mayRestart = (axis.kind === 'step' || isByTime) && !isAscending(series.timestampsMs);
  if (!mayRestart) return once(series);
  const attempts = splitAttempts(series);
  if (!isByTime || attempts.restartCount === 0) return attempts;
  return { line: inTimeOrder(series), faint: [], restartCount: attempts.restartCount };
}

function once(series: Series): { line: Series; faint: readonly Series[]; restartCount: number } {
  return { line: series, faint: [], restartCount: 0 };
}
