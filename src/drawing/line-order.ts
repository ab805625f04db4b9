import type { PackedLines } from '../base/packed-lines.ts';

export interface LineShapes {
  /** Smallest and largest x of each line; NaN for an empty one. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** 1 where x falls somewhere (a metric as x, times out of order): nothing can be searched by halves there. */
  readonly turns: Uint8Array;
}

/** One look at all points for each picture, not for each move of the pointer. */
const known = new WeakMap<PackedLines, LineShapes>();

export function shapeOfLines(lines: PackedLines): LineShapes {
  const shapes = known.get(lines) ?? measure(lines);
  known.set(lines, shapes);
  return shapes;
}

function measure({ offsets, xs }: PackedLines): LineShapes {
  const count = Math.max(0, offsets.length - 1);
  const least = new Float64Array(count).fill(Number.NaN);
  const most = new Float64Array(count).fill(Number.NaN);
  const turns = new Uint8Array(count);
  for (let line = 0; line < count; line += 1) {
    const [start, end] = [offsets[line] ?? 0, offsets[line + 1] ?? 0];
    if (end === start) continue;
    let previous = xs[start] as number;
    let [low, high] = [previous, previous];
    for (let index = start + 1; index < end; index += 1) {
      const x = xs[index] as number;
      if (x < previous) turns[line] = 1;
      if (x < low) low = x;
      else if (x > high) high = x;
      previous = x;
    }
    least[line] = low;
    most[line] = high;
  }
  return { least, most, turns };
}
