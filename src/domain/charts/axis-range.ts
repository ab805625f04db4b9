import type { Scale } from '../../base/scale.ts';
import type { Extent } from './picture.ts';

/** What a person typed for an axis; what is undefined goes by the data. */
export interface ManualRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** The smallest extent that holds all: one axis for several cards. Undefined where none has any. */
export function sharedExtent(extents: readonly (Extent | undefined)[]): Extent | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const extent of extents) {
    if (!extent) continue;
    min = Math.min(min, extent.min);
    max = Math.max(max, extent.max);
  }
  return min <= max ? { min, max } : undefined;
}

/**
 * The extent with the typed ends in place of its own. An end that the axis has no place for (not finite, ≤ 0 on a log
 * axis) counts as not typed. Where the ends then stand the wrong way round, because the data lie beyond the one that
 * was typed, the other one moves: one decade away on a log axis, else as far as the data reach or 1.
 *
 * @returns undefined where nothing is known of either end
 */
export function rangeOf(
  extent: Extent | undefined,
  manual: ManualRange,
  kind: Scale['kind'],
): Extent | undefined {
  const [typedMin, typedMax] = [placed(manual.min, kind), placed(manual.max, kind)];
  if (typedMin !== undefined && typedMax !== undefined) {
    return typedMin < typedMax ? { min: typedMin, max: typedMax } : extent;
  }
  const span = extent && extent.max > extent.min ? extent.max - extent.min : 1;
  if (typedMin !== undefined) {
    if (extent && extent.max > typedMin) return { min: typedMin, max: extent.max };
    return { min: typedMin, max: kind === 'log' ? typedMin * 10 : typedMin + span };
  }
  if (typedMax !== undefined) {
    if (extent && extent.min < typedMax) return { min: extent.min, max: typedMax };
    return { min: kind === 'log' ? typedMax / 10 : typedMax - span, max: typedMax };
  }
  return extent;
}

/** Finite values that a log axis has no place for: they are counted in words, never moved onto it. */
export function countOffLogAxis(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (value <= 0 && value !== Number.NEGATIVE_INFINITY) count++;
  return count;
}

function placed(value: number | undefined, kind: Scale['kind']): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return kind === 'log' && value <= 0 ? undefined : value;
}
