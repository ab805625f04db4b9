import type { Scale } from '../../base/scale.ts';
import type { Extent } from './picture.ts';

/** How far beyond the values a level may lie to be shown among them, as a share of their span. */
const NEAR = 0.5;

/**
 * The extent of a y axis with the levels that lie near: no farther beyond the values than half of their span (on a log
 * axis of their decades), or, where all values are one, than half of that value. Each level is judged by the values
 * alone, so that none brings another along. Those farther away stay outside, and are told of at the edge.
 *
 * @param extent of the values
 */
export function reachLevels(extent: Extent, levels: readonly number[], kind: Scale['kind']): Extent {
  if (kind === 'log') {
    if (extent.min <= 0) return extent;
    const logged = { min: Math.log10(extent.min), max: Math.log10(extent.max) };
    const near = levels.filter((level) => level > 0 && isNear(Math.log10(level), logged, 1));
    return withAll(extent, near);
  }
  const fallback = Math.abs(extent.max) || 1;
  return withAll(
    extent,
    levels.filter((level) => isNear(level, extent, fallback)),
  );
}

function isNear(level: number, { min, max }: Extent, spanOfOne: number): boolean {
  // Halved: the span of ±1e308 is infinite.
  const room = max > min ? (max / 2 - min / 2) * 2 * NEAR : spanOfOne * NEAR;
  return level >= min - room && level <= max + room;
}

function withAll({ min, max }: Extent, levels: readonly number[]): Extent {
  return { min: Math.min(min, ...levels), max: Math.max(max, ...levels) };
}
