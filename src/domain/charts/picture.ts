import type { PackedLines, PackedMarks } from '../../base/packed-lines.ts';
import type { Scale } from '../../base/scale.ts';
import type { SampledLine } from '../series/downsample.ts';
import type { LinePoints } from '../series/line-points.ts';
import type { Series } from '../series/series.ts';

export interface Extent {
  readonly min: number;
  readonly max: number;
}

export interface PictureShape {
  /** Pixel columns that the picture is made for. */
  readonly widthPx: number;
  readonly xKind: Scale['kind'];
  /** Undefined: all steps. */
  readonly xWindow: Extent | undefined;
}

/** Smallest and largest step that an axis of this kind has a place for; undefined where there is none. */
export function stepExtent(list: readonly Series[], xKind: Scale['kind']): Extent | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { steps } of list) {
    const first = xKind === 'log' ? steps.find((step) => step > 0) : steps[0];
    const last = steps[steps.length - 1];
    if (first === undefined || last === undefined) continue;
    min = Math.min(min, first);
    max = Math.max(max, last);
  }
  return min <= max ? { min, max } : undefined;
}

/**
 * Smallest and largest x that an axis of this kind has a place for, of a line in any order.
 *
 * @param isMonotone x never falls: its ends tell, without a look at 2,500,000 points for each picture
 */
export function lineExtent({ xs }: LinePoints, xKind: Scale['kind'], isMonotone = false): Extent | undefined {
  if (isMonotone && xKind === 'linear') {
    const [min, max] = [xs[0], xs[xs.length - 1]];
    return min === undefined || max === undefined ? undefined : { min, max };
  }
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const x of xs) {
    if (xKind === 'log' && x <= 0) continue;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  return min <= max ? { min, max } : undefined;
}

/** The x axis of the picture in device pixels. */
export function pictureScale(shape: PictureShape, extent: Extent | undefined): Scale {
  const { min, max } = shape.xWindow ?? extent ?? { min: 1, max: 1 };
  // A window that was drawn on a linear axis may begin where a log axis has no place.
  const isOffAxis = shape.xKind === 'log' && min <= 0;
  return {
    kind: shape.xKind,
    min: isOffAxis ? (extent?.min ?? 1) : min,
    max,
    startPx: 0,
    endPx: Math.max(1, Math.floor(shape.widthPx)),
  };
}

/** Packs lines one after the other; an undefined one is empty. The buffers are new ones. */
export function packLines(lines: readonly (SampledLine | undefined)[]): PackedLines {
  const offsets = offsetsOf(lines.map((line) => line?.xs.length ?? 0));
  const total = offsets[lines.length] ?? 0;
  const packed = { offsets, xs: new Float64Array(total), ys: new Float64Array(total) };
  lines.forEach((line, index) => {
    if (!line) return;
    packed.xs.set(line.xs, offsets[index]);
    packed.ys.set(line.ys, offsets[index]);
  });
  return packed;
}

/** Packs the marks of all lines. The buffers are new ones. */
export function packMarks(lines: readonly (SampledLine | undefined)[]): PackedMarks {
  const offsets = offsetsOf(lines.map((line) => line?.markXs.length ?? 0));
  const total = offsets[lines.length] ?? 0;
  const marks = { lines: new Uint32Array(total), xs: new Float64Array(total), kinds: new Uint8Array(total) };
  lines.forEach((line, index) => {
    if (!line) return;
    marks.lines.fill(index, offsets[index], offsets[index + 1]);
    marks.xs.set(line.markXs, offsets[index]);
    marks.kinds.set(line.markKinds, offsets[index]);
  });
  return marks;
}

/** Whether axes go by the number or by its logarithm: there a line between two points is straight. */
export interface PictureAxes {
  readonly xKind: Scale['kind'];
  readonly yKind: Scale['kind'];
}

/**
 * Smallest and largest value of the packed lines inside the window: of the points there, and of lines that come in from
 * outside of it. M4 keeps the lowest and highest point of each pixel column, so no logged finite point there lies
 * beyond.
 */
export function valueExtent(
  { offsets, xs, ys }: PackedLines,
  window: Extent | undefined,
  axes: PictureAxes,
): Extent | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const take = (y: number) => {
    if (y < min) min = y;
    if (y > max) max = y;
  };
  for (let line = 0; line + 1 < offsets.length; line++) {
    const [from = 0, end = 0] = [offsets[line], offsets[line + 1]];
    let before = 0;
    for (let index = from; index < end; index++) {
      const side = sideOf(xs[index] ?? Number.NaN, window);
      if (side === 0) take(ys[index] ?? Number.NaN);
      if (window && index > from && side !== before) {
        take(crossing(xs, ys, index, window.min, axes));
        take(crossing(xs, ys, index, window.max, axes));
      }
      before = side;
    }
  }
  return min <= max ? { min, max } : undefined;
}

/** Left of the window, inside, or right of it. */
function sideOf(x: number, window: Extent | undefined): -1 | 0 | 1 {
  if (!window || (x >= window.min && x <= window.max)) return 0;
  return x < window.min ? -1 : 1;
}

/** y where the line from the point before to this one passes x; NaN where it does not. */
function crossing(xs: Float64Array, ys: Float64Array, index: number, x: number, axes: PictureAxes): number {
  const [fromX = 0, toX = 0] = [xs[index - 1], xs[index]];
  if (!(Math.min(fromX, toX) < x && x < Math.max(fromX, toX))) return Number.NaN;
  const [fromY = 0, toY = 0] = [ys[index - 1], ys[index]];
  const placeX = axes.xKind === 'log' ? Math.log : identity;
  const share = (placeX(x) - placeX(fromX)) / (placeX(toX) - placeX(fromX));
  if (axes.yKind === 'linear') return fromY * (1 - share) + toY * share;
  return Math.exp(Math.log(fromY) * (1 - share) + Math.log(toY) * share);
}

function identity(value: number): number {
  return value;
}

function offsetsOf(lengths: readonly number[]): Uint32Array<ArrayBuffer> {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + length;
  });
  return offsets;
}
