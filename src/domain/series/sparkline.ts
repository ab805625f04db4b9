import { shareOfRange } from '../../base/share-of-range.ts';

interface Box {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Steps, ascending, with their values; a NaN lifts the pen. */
interface Line {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/**
 * A line as the text of an SVG path: steps from `xExtent` over the width, values over the whole height, so that each
 * line shows its shape. A flat one stands in the middle. Empty where nothing is to be drawn.
 */
export function sparklinePath(
  { xs, ys }: Line,
  xExtent: { readonly min: number; readonly max: number },
  { widthPx, heightPx }: Box,
): string {
  const [min, max] = extentOf(ys);
  if (!(min <= max)) return '';
  const xSpan = xExtent.max - xExtent.min;
  const xOf = (x: number) => (xSpan > 0 ? ((x - xExtent.min) / xSpan) * widthPx : widthPx / 2);
  const yOf = (y: number) => (max > min ? (1 - shareOfRange(y, min, max)) * heightPx : heightPx / 2);
  const parts: string[] = [];
  let isDown = false;
  for (let place = 0; place < xs.length; place += 1) {
    const [x = Number.NaN, y = Number.NaN] = [xs[place], ys[place]];
    if (!Number.isFinite(y)) {
      isDown = false;
      continue;
    }
    parts.push(`${isDown ? 'L' : 'M'}${rounded(xOf(x))} ${rounded(yOf(y))}`);
    isDown = true;
  }
  // A point alone has no length, and round caps draw it.
  return parts.length === 1 ? `${parts[0] ?? ''}h0` : parts.join('');
}

function extentOf(values: Float64Array): readonly [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return [min, max];
}

function rounded(px: number): number {
  return Math.round(px * 10) / 10;
}
