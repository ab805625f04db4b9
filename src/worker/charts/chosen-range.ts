import { padDomain } from '../../base/pad-domain.ts';
import type { Scale } from '../../base/scale.ts';
import { rangeOf } from '../../domain/charts/axis-range.ts';
import { clipRange, countOutside } from '../../domain/charts/clip-range.ts';
import { isTyped } from '../../domain/charts/card-axes.ts';
import type { LinePoints } from '../../domain/series/line-points.ts';
import type { Extent } from '../../domain/charts/picture.ts';
import type { ShapedLine } from '../../domain/series/shape-line.ts';
import type { ChartQuery, ChosenRange } from './chart-protocol.ts';

/**
 * Ends of the y axis as they were chosen, with the logged points inside the window that lie beyond: nothing of the data
 * is left out, and what cannot be seen is counted.
 *
 * @param extent of the values inside the window
 * @returns undefined where the values alone decide
 */
export function chosenRange(
  shapes: readonly ShapedLine[],
  extent: Extent | undefined,
  window: Extent | undefined,
  { yRange = {}, clipping, yKind }: Pick<ChartQuery, 'yRange' | 'clipping' | 'yKind'>,
): ChosenRange | undefined {
  if (!isTyped(yRange) && !clipping) return undefined;
  const columns = shapes.map(({ main, raw }) => valuesInside(raw ?? main, window, yKind));
  const clipped = clipping && clipRange(columns, clipping);
  const hasClipped = clipped !== undefined && clipped.aboveCount + clipped.belowCount > 0;
  if (!isTyped(yRange) && !hasClipped) return undefined;
  const byValues = clipped ?? placedExtent(columns, extent);
  const range = rangeOf(byValues && padDomain(byValues, yKind), yRange, yKind);
  if (!range) return undefined;
  const counts = columns.map((values) => countOutside(values, range));
  return {
    min: range.min,
    max: range.max,
    aboveCount: counts.reduce((sum, { aboveCount }) => sum + aboveCount, 0),
    belowCount: counts.reduce((sum, { belowCount }) => sum + belowCount, 0),
  };
}

/** Of smoothed lines and of raw ones; on a log axis from the smallest value that has a place. */
function placedExtent(columns: readonly Float64Array[], extent: Extent | undefined): Extent | undefined {
  if (!extent || extent.min > 0) return extent;
  const all = clipRange(columns, { kind: 'percentile', share: 0 });
  return all && { min: all.min, max: all.max };
}

/** Values of the points inside the window that the axis has a place for. */
function valuesInside(
  { xs, ys }: LinePoints,
  window: Extent | undefined,
  yKind: Scale['kind'],
): Float64Array {
  if (!window && yKind === 'linear') return ys;
  return ys.filter((y, index) => {
    const x = xs[index] ?? Number.NaN;
    return (yKind === 'linear' || y > 0) && (!window || (x >= window.min && x <= window.max));
  });
}
