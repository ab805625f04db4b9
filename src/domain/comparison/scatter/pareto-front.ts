import type { Direction } from '../../statistics/metric-statistic.ts';

/** Which way is better for each of two objectives. */
export interface Directions {
  readonly x: Direction;
  readonly y: Direction;
}

/** Points that cannot be on the front are dropped by these before anything is sorted. */
const BUCKETS = 2_048;

/**
 * Places of the points that no other point beats: none is as good in both objectives and better in one. Points of equal
 * x and y are on the front together. From the best x to the best y.
 *
 * @param xs and `ys` of one length; a point without two finite numbers is none
 */
export function paretoFront(xs: Float64Array, ys: Float64Array, { x, y }: Directions): readonly number[] {
  const [signX, signY] = [x === 'lower' ? 1 : -1, y === 'lower' ? 1 : -1];
  const costX = (place: number) => signX * (xs[place] ?? Number.NaN);
  const costY = (place: number) => signY * (ys[place] ?? Number.NaN);
  const candidates = candidatesOf(xs.length, costX, costY);
  candidates.sort((a, b) => costX(a) - costX(b) || costY(a) - costY(b) || a - b);
  const front: number[] = [];
  let best: { readonly x: number; readonly y: number } | undefined;
  for (const place of candidates) {
    const point = { x: costX(place), y: costY(place) };
    const isSame = point.x === best?.x && point.y === best.y;
    if (best && !isSame && point.y >= best.y) continue;
    best = point;
    front.push(place);
  }
  return front;
}

/** Those that no point of a better bucket of x beats: of 50,000 that lie about, a few hundred. */
function candidatesOf(
  count: number,
  costX: (place: number) => number,
  costY: (place: number) => number,
): number[] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const places: number[] = [];
  for (let place = 0; place < count; place++) {
    const x = costX(place);
    if (!Number.isFinite(x) || !Number.isFinite(costY(place))) continue;
    places.push(place);
    min = Math.min(min, x);
    max = Math.max(max, x);
  }
  // Halves: the range of all doubles is no double. Of the smallest ones the half may be 0: they are in one bucket.
  const steep = (BUCKETS - 1) / (max / 2 - min / 2);
  const scale = Number.isFinite(steep) ? steep : 0;
  const bucketOf = (place: number) => Math.floor((costX(place) / 2 - min / 2) * scale);
  const best = new Float64Array(BUCKETS + 1).fill(Number.POSITIVE_INFINITY);
  for (const place of places) {
    const next = bucketOf(place) + 1;
    best[next] = Math.min(best[next] ?? 0, costY(place));
  }
  for (let next = 1; next <= BUCKETS; next++) best[next] = Math.min(best[next] ?? 0, best[next - 1] ?? 0);
  return places.filter((place) => costY(place) < (best[bucketOf(place)] ?? 0));
}
