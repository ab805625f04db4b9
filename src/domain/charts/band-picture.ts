import type { PackedBands } from '../../base/packed-lines.ts';
import { createProjection, type Scale } from '../../base/scale.ts';
import type { Band } from '../statistics/band.ts';
import type { Extent } from './picture.ts';

/** The rows of a band that a picture needs. */
export interface ReducedBand {
  readonly xs: Float64Array<ArrayBuffer>;
  /** NaN in both where there is no spread: the area ends there. */
  readonly lows: Float64Array<ArrayBuffer>;
  readonly highs: Float64Array<ArrayBuffer>;
}

/**
 * Of the rows in each pixel column the first and the last, both as low and as high as any row between them: the area
 * covers what all rows would. A gap splits a column. Rows outside of the window are left out, but for the next one on
 * each side.
 */
export function reduceBand({ xs, low, high }: Pick<Band, 'xs' | 'low' | 'high'>, scale: Scale): ReducedBand {
  const project = createProjection(scale);
  const rows: number[] = [];
  let run: { column: number; first: number; last: number; low: number; high: number } | undefined;
  const end = () => {
    if (!run) return;
    rows.push(xs[run.first] ?? 0, run.low, run.high);
    if (run.last > run.first) rows.push(xs[run.last] ?? 0, run.low, run.high);
    run = undefined;
  };
  const [from, to] = rowsInside(xs, scale);
  for (let index = from; index < to; index++) {
    const [bottom = Number.NaN, top = Number.NaN] = [low[index], high[index]];
    const column = Math.floor(project(xs[index] ?? Number.NaN));
    if (!(top >= bottom) || Number.isNaN(column)) {
      end();
      if (rows.length > 0 && !Number.isNaN(rows[rows.length - 1] ?? 0)) {
        rows.push(xs[index] ?? 0, Number.NaN, Number.NaN);
      }
    } else if (run?.column === column) {
      run.last = index;
      run.low = Math.min(run.low, bottom);
      run.high = Math.max(run.high, top);
    } else {
      end();
      run = { column, first: index, last: index, low: bottom, high: top };
    }
  }
  end();
  const pick = (place: number) =>
    Float64Array.from({ length: rows.length / 3 }, (_, row) => rows[row * 3 + place] ?? 0);
  return { xs: pick(0), lows: pick(1), highs: pick(2) };
}

function rowsInside(xs: Float64Array, { min, max }: Scale): readonly [number, number] {
  return [Math.max(0, countBelow(xs, min) - 1), Math.min(xs.length, countBelow(xs, max) + 2)];
}

function countBelow(ascending: Float64Array, x: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Number.NaN) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Low, high and number of members at places that the band has; NaN and 0 at others. */
export function readBandAt(
  { xs, low, high, counts }: Band,
  places: Float64Array,
): { readonly lows: Float64Array; readonly highs: Float64Array; readonly counts: Uint32Array } {
  const read = {
    lows: new Float64Array(places.length).fill(Number.NaN),
    highs: new Float64Array(places.length).fill(Number.NaN),
    counts: new Uint32Array(places.length),
  };
  places.forEach((x, index) => {
    const row = countBelow(xs, x);
    if (xs[row] !== x) return;
    read.lows[index] = low[row] ?? Number.NaN;
    read.highs[index] = high[row] ?? Number.NaN;
    read.counts[index] = counts[row] ?? 0;
  });
  return read;
}

/** Packs bands one after the other; an undefined one is empty. The buffers are new ones. */
export function packBands(bands: readonly (ReducedBand | undefined)[]): PackedBands {
  const offsets = new Uint32Array(bands.length + 1);
  bands.forEach((band, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + (band?.xs.length ?? 0);
  });
  const total = offsets[bands.length] ?? 0;
  const packed = {
    offsets,
    xs: new Float64Array(total),
    lows: new Float64Array(total),
    highs: new Float64Array(total),
  };
  bands.forEach((band, index) => {
    if (!band) return;
    packed.xs.set(band.xs, offsets[index]);
    packed.lows.set(band.lows, offsets[index]);
    packed.highs.set(band.highs, offsets[index]);
  });
  return packed;
}

/** From the lowest to the highest edge inside the window; undefined where there is none. */
export function bandExtent({ xs, lows, highs }: PackedBands, window: Extent | undefined): Extent | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < xs.length; index++) {
    const x = xs[index] ?? Number.NaN;
    if (window && (x < window.min || x > window.max)) continue;
    const [low = Number.NaN, high = Number.NaN] = [lows[index], highs[index]];
    if (low < min && Number.isFinite(low)) min = low;
    if (high > max && Number.isFinite(high)) max = high;
  }
  return min <= max ? { min, max } : undefined;
}
