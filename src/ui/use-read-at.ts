import { useEffect, useMemo, useState } from 'react';
import type { ReadLines } from '../base/packed-lines.ts';
import type { LinePoint } from '../drawing/hit-test.ts';
import type { PlotReadout } from './use-plot-pointer.ts';

/** What lines are at a place, of all their points; one entry for each line, NaN where there is nothing to tell. */
export interface LineValues {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Values before smoothing; NaN: it is not smoothed. */
  readonly raws: Float64Array;
  /** Points at that x, with the smallest and the largest value. */
  readonly counts: Uint32Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

export type OnReadAt = (x: number) => Promise<LineValues | undefined>;

/** A point as it was logged, be it drawn or not. */
export interface ReadPoint extends LinePoint {
  readonly raw?: number | undefined;
  /** Of several points at its x. */
  readonly several?: { readonly count: number; readonly low: number; readonly high: number } | undefined;
}

export interface TooltipReadout extends Omit<PlotReadout, 'points'> {
  readonly points: readonly ReadPoint[];
}

/** The pointer rests: what it passes is told by what is drawn. */
const REST_MS = 60;

/**
 * The readout with the values that lines have at its place. A picture holds the points that can be told apart on it:
 * those of another line may be some steps aside, and several at one step are one pixel.
 */
export function useReadAt(
  readout: PlotReadout | undefined,
  lines: ReadLines,
  onReadAt: OnReadAt | undefined,
): TooltipReadout | undefined {
  const [read, setRead] = useState<{
    readonly x: number;
    readonly lines: ReadLines;
    readonly values: LineValues;
  }>();
  const x = readout?.x;
  useEffect(() => {
    if (x === undefined || !onReadAt) return undefined;
    let isWanted = true;
    const take = (values: LineValues | undefined) => {
      if (isWanted && values) setRead({ x, lines, values });
    };
    // What is drawn stays where the worker has no answer.
    const timer = setTimeout(() => void onReadAt(x).then(take, () => undefined), REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [x, lines, onReadAt]);
  return useMemo(() => {
    if (!readout || read?.x !== readout.x || read.lines !== lines) return readout;
    return { ...readout, points: readout.points.map((point) => withValues(point, read.values)) };
  }, [readout, read, lines]);
}

function withValues(point: LinePoint, values: LineValues): ReadPoint {
  const { line } = point;
  const [x = Number.NaN, y = Number.NaN] = [values.xs[line], values.ys[line]];
  if (Number.isNaN(x) || Number.isNaN(y)) return point;
  const [count = 0, low = y, high = y] = [values.counts[line], values.lows[line], values.highs[line]];
  const raw = values.raws[line];
  return {
    ...point,
    x,
    y,
    raw: raw === undefined || Number.isNaN(raw) ? undefined : raw,
    several: count > 1 ? { count, low, high } : undefined,
  };
}
