import { shareWithin } from '../../statistics/student-t.ts';

/** The straight line of least squares through points, in the units of the numbers that were given. */
export interface LinearTrend {
  /** Points with two finite numbers. */
  readonly count: number;
  readonly slope: number;
  readonly intercept: number;
  /** Pearson's correlation. */
  readonly r: number;
  /** Of a slope as far from 0, both sides, were there none (Student's t with n − 2 degrees of freedom). */
  readonly p: number;
}

/** Why there is no line: fewer than three points, all of one x, or all of one y, which goes along with nothing. */
export type NoTrend = 'few' | 'one-x' | 'one-y';

/** Fewer lie on a line whatever they are. */
const FEWEST = 3;

/** @param xs and `ys` of one length; for a log axis the logarithms, so that the line is straight where it is drawn */
export function linearTrend(xs: Float64Array, ys: Float64Array): LinearTrend | NoTrend {
  const { count, meanX, meanY, largestX, largestY } = centreOf(xs, ys);
  if (count < FEWEST) return 'few';
  if (largestX === 0) return 'one-x';
  if (largestY === 0) return 'one-y';
  let [xx, yy, xy] = [0, 0, 0];
  // In parts of the largest distance: squares of 1e300 leave the range of doubles.
  eachPoint(xs, ys, (x, y) => {
    const [dx, dy] = [(x - meanX) / largestX, (y - meanY) / largestY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  const r = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  const slope = (xy / xx) * (largestY / largestX);
  return { count, slope, intercept: meanY - slope * meanX, r, p: chanceOf(r, count) };
}

function chanceOf(r: number, count: number): number {
  const freedom = count - 2;
  const rest = (1 - r) * (1 + r);
  if (rest <= 0) return 0;
  return Math.max(0, 1 - shareWithin(Math.abs(r) * Math.sqrt(freedom / rest), freedom));
}

function centreOf(xs: Float64Array, ys: Float64Array) {
  let [count, meanX, meanY] = [0, 0, 0];
  eachPoint(xs, ys, (x, y) => {
    count++;
    meanX += (x - meanX) / count;
    meanY += (y - meanY) / count;
  });
  let [largestX, largestY] = [0, 0];
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  eachPoint(xs, ys, (x, y) => {
    largestX = Math.max(largestX, Math.abs(x - meanX));
    largestY = Math.max(largestY, Math.abs(y - meanY));
    [minX, maxX] = [Math.min(minX, x), Math.max(maxX, x)];
    [minY, maxY] = [Math.min(minY, y), Math.max(maxY, y)];
  });
  // The mean of equal numbers may miss them by a rounding error.
  if (minX === maxX) [meanX, largestX] = [minX, 0];
  if (minY === maxY) [meanY, largestY] = [minY, 0];
  return { count, meanX, meanY, largestX, largestY };
}

function eachPoint(xs: Float64Array, ys: Float64Array, visit: (x: number, y: number) => void): void {
  for (let place = 0; place < xs.length; place++) {
    const x = xs[place] ?? Number.NaN;
    const y = ys[place] ?? Number.NaN;
    if (Number.isFinite(x) && Number.isFinite(y)) visit(x, y);
  }
}
