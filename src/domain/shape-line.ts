import { isAscending } from './as-of.ts';
import { splitAttempts } from './attempts.ts';
import type { LinePoints } from './line-points.ts';
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
}

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
 * From logged points to a line: restarts first, where x goes by step, then the axis, then smoothing over the whole
 * line, as it would be without a window.
 *
 * @param series as all series are ordered; columns are handed on uncopied where nothing changes them
 */
export function shapeLine(series: Series, recipe: LineRecipe, sources: AxisSources = {}): ShapedLine {
  const { axis, smoothing } = recipe;
  // In order of step and of time alike nothing fell back, and nothing needs to be sorted.
  const mayRestart = axis.kind === 'step' && !isAscending(series.timestampsMs);
  const { line, faint, restartCount } = mayRestart ? splitAttempts(series) : once(series);
  const { xs, ys, places, isMonotone, earlyCount, nonFiniteCount } = placeSeries(line, axis, sources);
  const smoothed = smoothing ? smooth(ys, xs, smoothing) : ys;
  const raw = smoothed === ys ? [] : [{ xs, ys, isMonotone }];
  return {
    main: { xs, ys: smoothed },
    isMonotone,
    faint: [...faint.map(({ steps, values }) => ({ xs: steps, ys: values, isMonotone: true })), ...raw],
    raw: raw[0],
    logged: line,
    places,
    restartCount,
    placelessCount: earlyCount + nonFiniteCount,
  };
}

function once(series: Series): { line: Series; faint: readonly Series[]; restartCount: number } {
  return { line: series, faint: [], restartCount: 0 };
}
