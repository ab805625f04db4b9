import { ascendingOrder, isAscending, takePlaces } from './as-of.ts';
import { type BaselineDelta, type DeltaMode, deltaToBaseline, deltaToNothing } from './delta-to-baseline.ts';
import type { LinePoints } from './line-points.ts';

/** What a line is measured against. */
export interface MeasuredAgainst {
  /** Its x must not fall: see `risingLine`. */
  readonly line: LinePoints;
  readonly mode: DeltaMode;
}

/** The line as difference or ratio to another one; nothing of it where that has no points. */
export function measureLine(line: LinePoints, against: MeasuredAgainst): BaselineDelta {
  if (against.line.xs.length === 0) return deltaToNothing(line);
  return deltaToBaseline(line, against.line, against.mode);
}

/** Places in the series of those points of the placed line that were kept. */
export function keptPlaces(placed: Uint32Array | undefined, kept: Uint32Array): Uint32Array {
  return placed ? kept.map((index) => placed[index] ?? 0) : kept;
}

/** The line in order of x, for those that look it up by x; the line itself where it is so already. */
export function risingLine({ xs, ys }: LinePoints): LinePoints {
  if (isAscending(xs)) return { xs, ys };
  const order = ascendingOrder(xs);
  return { xs: takePlaces(xs, order), ys: takePlaces(ys, order) };
}
