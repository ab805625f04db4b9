/**
 * The one mapping from a data value to a pixel. Downsampling buckets with it and the line layer draws with it:
 * two mappings that differ by a rounding error would put a bucket's points into the neighbouring pixel column.
 */
export interface Scale {
  readonly kind: 'linear' | 'log';
  /** Data values at `startPx` and `endPx`; for `log` both are above 0. */
  readonly min: number;
  readonly max: number;
  readonly startPx: number;
  readonly endPx: number;
}

/** value → pixel. NaN where the scale has no place for the value (a value ≤ 0 on a log scale, NaN itself). */
export type Projection = (value: number) => number;

export function createProjection(scale: Scale): Projection {
  const { startPx, endPx } = scale;
  const span = endPx - startPx;
  if (scale.kind === 'log') {
    const low = Math.log10(scale.min);
    const factor = safeFactor(span, Math.log10(scale.max) - low);
    return (value) => (value > 0 ? startPx + (Math.log10(value) - low) * factor : Number.NaN);
  }
  // Halves keep the difference finite when the domain spans ±1.797e308.
  const half = scale.min / 2;
  const factor = safeFactor(span, scale.max / 2 - half);
  return (value) => startPx + (value / 2 - half) * factor;
}

/** pixel → value, the inverse of `createProjection`. */
export function invertScale(scale: Scale, px: number): number {
  const ratio = (px - scale.startPx) / (scale.endPx - scale.startPx || 1);
  if (scale.kind === 'log') {
    const low = Math.log10(scale.min);
    return 10 ** (low + (Math.log10(scale.max) - low) * ratio);
  }
  return scale.min * (1 - ratio) + scale.max * ratio;
}

/** A domain of one value maps to the start of the range instead of to NaN. */
function safeFactor(span: number, extent: number): number {
  return extent === 0 ? 0 : span / extent;
}
