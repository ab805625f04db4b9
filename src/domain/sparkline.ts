import type { PackedLines } from '../base/packed-lines.ts';

interface Box {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * One line of a picture as the text of an SVG path: steps from `xExtent` over the width, so that rows can be compared;
 * values over the whole height, so that each shows its shape. A NaN lifts the pen; a flat line stands in the middle.
 * Empty where nothing is to be drawn.
 */
export function sparklinePath(
  lines: PackedLines,
  index: number,
  xExtent: { readonly min: number; readonly max: number },
  { widthPx, heightPx }: Box,
): string {
  const [start = 0, end = 0] = [lines.offsets[index], lines.offsets[index + 1]];
  const [min, max] = extentOf(lines.ys, start, end);
  if (!(min <= max)) return '';
  const xSpan = xExtent.max - xExtent.min;
  const xOf = (x: number) => (xSpan > 0 ? ((x - xExtent.min) / xSpan) * widthPx : widthPx / 2);
  // Halves, so that the height of ±1e308 does not overflow.
  const yOf = (y: number) =>
    max > min ? (1 - (y / 2 - min / 2) / (max / 2 - min / 2)) * heightPx : heightPx / 2;
  const parts: string[] = [];
  let isDown = false;
  for (let place = start; place < end; place += 1) {
    const [x = Number.NaN, y = Number.NaN] = [lines.xs[place], lines.ys[place]];
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

function extentOf(values: Float64Array, start: number, end: number): readonly [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = start; place < end; place += 1) {
    const value = values[place] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return [min, max];
}

function rounded(px: number): number {
  return Math.round(px * 10) / 10;
}
