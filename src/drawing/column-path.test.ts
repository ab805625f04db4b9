import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { litPixels } from '../testing/one-bit-raster.ts';
import { HairlinePath } from './hairline-path.ts';
import type { TraceTarget } from './trace-line.ts';

type Point = readonly [number, number];

const LIFT: Point = [Number.NaN, Number.NaN];
const SIZE_PX = 12;
const PIXELS = { min: 0, max: SIZE_PX, startPx: 0, endPx: SIZE_PX, kind: 'linear' } as const;

/** What a path draws, as points with NaN where the pen is lifted; and the length of its strokes. */
function record() {
  const points: Point[] = [];
  let lengthPx = 0;
  const target: TraceTarget = {
    moveTo: (x, y) => points.push(LIFT, [x, y]),
    lineTo: (x, y) => {
      const [fromX = x, fromY = y] = points.at(-1) ?? [];
      lengthPx += Math.hypot(x - fromX, y - fromY);
      points.push([x, y]);
    },
    dot: () => undefined,
  };
  return { target, lengthPx: () => lengthPx, points };
}

const pixelsOf = (points: readonly Point[]) =>
  [
    ...litPixels(
      Float64Array.from(points, ([x]) => x),
      Float64Array.from(points, ([, y]) => y),
      { x: PIXELS, y: PIXELS },
    ),
  ].toSorted();

function follow(path: TraceTarget, points: readonly Point[]): void {
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
}

function drawn(points: readonly Point[]) {
  const recorded = record();
  const path = new HairlinePath(recorded.target);
  follow(path, points);
  path.end();
  const { uprights } = path;
  const strokes = Array.from({ length: uprights.length / 3 }, (_, index) => uprights.slice(3 * index));
  const upright = strokes.flatMap(([x = 0, low = 0, high = 0]): Point[] => [LIFT, [x, low], [x, high]]);
  return { ...recorded, uprights, pixels: () => pixelsOf([...recorded.points, ...upright]) };
}

const place = fc.double({ min: 0, max: SIZE_PX - 0.01, noNaN: true });
const walk = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 80 });
const forward = walk.map((points) => points.toSorted(([a], [b]) => a - b));

describe('a hairline', () => {
  it('lights the pixels of all its points, be they in order or not', () => {
    fc.assert(
      fc.property(fc.oneof(walk, forward), (points) => {
        expect(drawn(points).pixels()).toEqual(pixelsOf(points));
      }),
    );
  });

  it('ends where the last point is, so that the next one goes on from there', () => {
    fc.assert(
      fc.property(forward, (points) => {
        expect(drawn(points).points.at(-1)).toEqual(points.at(-1));
      }),
    );
  });

  it('goes up and down a column once, upright and apart', () => {
    const column: Point[] = [
      [3.1, 5],
      [3.3, 0],
      [3.6, 10],
      [3.9, 4],
    ];
    const { lengthPx, uprights } = drawn([[2.9, 5], ...column, [4.1, 4]]);
    expect(lengthPx()).toBeCloseTo(0.2 + 0.2);
    expect(uprights).toEqual([3.5, 0, 10]);
  });

  it.each([
    ['flat', 3, 3],
    ['one that only rises', 0, 10],
  ])('that is %s goes on without a break', (_name, from, to) => {
    const points: Point[] = [0.1, 0.4, 0.8, 1.2, 1.5, 1.9].map((x) => [x, from + ((to - from) * x) / 2]);
    const line = drawn(points);
    expect(line.uprights).toEqual([]);
    expect(line.points.filter(([x]) => Number.isNaN(x))).toHaveLength(1);
  });
});
