import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARK_NAN, MARK_NEGATIVE_INFINITY, MARK_POSITIVE_INFINITY } from '../base/packed-lines.ts';
import { findMarksAt, findNearestLine, findNextX, findPointOn, findPointsAt } from './hit-test.ts';
import { createPlotFrame } from './plot-frame.ts';

const DOMAIN = { min: 0, max: 100 };
const FRAME = createPlotFrame({ x: DOMAIN, y: DOMAIN, xKind: 'linear', yKind: 'linear' }, 100, 100, 1);

type Points = readonly (readonly [number, number])[];

function pack(lines: readonly Points[]) {
  const points = lines.flat();
  const offsets = new Uint32Array(lines.length + 1);
  for (const [index, line] of lines.entries()) offsets[index + 1] = (offsets[index] ?? 0) + line.length;
  return {
    offsets,
    xs: Float64Array.from(points, ([x]) => x),
    ys: Float64Array.from(points, ([, y]) => y),
  };
}

describe('findPointsAt', () => {
  it('answers with logged points, nearest line first', () => {
    const lines = pack([
      [
        [0, 10],
        [100, 10],
      ],
      [
        [0, 50],
        [40, 52],
        [100, 50],
      ],
    ]);
    const found = findPointsAt(lines, FRAME, { xPx: 45, yPx: 50 });
    expect(found.map(({ line, x, y }) => [line, x, y])).toEqual([
      [1, 40, 52],
      [0, 0, 10],
    ]);
  });

  it('finds a spike in a column of many points', () => {
    const lines = pack([
      [
        [40, 10],
        [40.2, 11],
        [40.4, 95],
        [40.6, 9],
        [41, 10],
      ],
    ]);
    expect(findPointsAt(lines, FRAME, { xPx: 40, yPx: 6 })[0]).toMatchObject({ x: 40.4, y: 95 });
  });

  it('leaves out lines that ended before, and steps over pen lifts', () => {
    const lines = pack([
      [
        [0, 10],
        [20, 10],
      ],
      [
        [0, 50],
        [50, Number.NaN],
        [100, 60],
      ],
      [],
    ]);
    const found = findPointsAt(lines, FRAME, { xPx: 49, yPx: 40 });
    expect(found.map(({ line, x }) => [line, x])).toEqual([[1, 0]]);
  });

  it('agrees with a look at every point', () => {
    const points = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })), { minLength: 1 })
      .map((list) => list.toSorted((a, b) => a[0] - b[0]));
    const place = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(points, place, place, (line, xPx, yPx) => {
        const [found] = findPointsAt(pack([line]), FRAME, { xPx, yPx });
        const nearestPx = Math.min(...line.map(([x]) => Math.abs(x - xPx)));
        const [first, last] = [line[0]?.[0] ?? 0, line.at(-1)?.[0] ?? 0];
        expect(found !== undefined).toBe(first - 12 <= xPx && last + 12 >= xPx);
        const [x, y] = [found?.x ?? xPx + nearestPx, found?.y];
        expect(Math.abs(x - xPx)).toBe(nearestPx);
        const inColumn = line
          .filter((point) => point[0] === x)
          .map((point) => Math.abs(100 - point[1] - yPx));
        expect(y === undefined || Math.abs(100 - y - yPx) === Math.min(...inColumn)).toBe(true);
      }),
    );
  });
});

describe('lines whose x falls somewhere', () => {
  const place = fc.integer({ min: 0, max: 100 });
  const turning = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 30 });

  it('are read at the nearest of all their points', () => {
    fc.assert(
      fc.property(turning, place, place, (line, xPx, yPx) => {
        const [found] = findPointsAt(pack([line]), FRAME, { xPx, yPx });
        const xs = line.map(([x]) => x);
        const isPassed = Math.min(...xs) - 12 <= xPx && Math.max(...xs) + 12 >= xPx;
        expect(found !== undefined).toBe(isPassed);
        if (!found) return;
        const nearestPx = Math.min(...xs.map((x) => Math.abs(x - xPx)));
        expect(Math.abs(found.x - xPx)).toBe(nearestPx);
        const downPx = (y: number) => Math.abs(100 - y - yPx);
        const inColumn = line.filter(([x]) => x === found.x).map(([, y]) => downPx(y));
        expect(downPx(found.y)).toBe(Math.min(...inColumn));
      }),
    );
  });

  it('are as near to the pointer as the nearest of all their segments', () => {
    fc.assert(
      fc.property(turning, place, place, (line, xPx, yPx) => {
        const distances = line.map(([x, y], index) => {
          const [fromX, fromY] = line[Math.max(0, index - 1)] ?? [x, y];
          return distanceToSegment(fromX, 100 - fromY, x, 100 - y, xPx, yPx);
        });
        // Sampled along each segment, so a little too far at most.
        const isNear = Math.min(...distances) < 14;
        const isFar = Math.min(...distances) > 14.1;
        const found = findNearestLine(pack([line]), FRAME, { xPx, yPx });
        expect(!isNear || found === 0).toBe(true);
        expect(!isFar || found === undefined).toBe(true);
      }),
    );
  });

  it('stand beside lines in order', () => {
    const lines = pack([
      [
        [0, 10],
        [100, 10],
      ],
      [
        [90, 80],
        [10, 60],
        [50, 70],
      ],
    ]);
    expect(findPointsAt(lines, FRAME, { xPx: 12, yPx: 40 }).map(({ line, x }) => [line, x])).toEqual([
      [1, 10],
      [0, 0],
    ]);
    expect(findPointOn(lines, 1, FRAME, { xPx: 88, yPx: 0 })).toMatchObject({ x: 90, y: 80 });
  });
});

function distanceToSegment(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const distances = Array.from({ length: 2001 }, (_, index) => {
    const share = index / 2000;
    return Math.hypot(ax + (bx - ax) * share - x, ay + (by - ay) * share - y);
  });
  return Math.min(...distances);
}

describe('findNearestLine', () => {
  const lines = pack([
    [
      [0, 10],
      [100, 10],
    ],
    [
      [0, 0],
      [100, 100],
    ],
    [[80, 30]],
  ]);

  it('measures to the line, not to its points', () => {
    expect(findNearestLine(lines, FRAME, { xPx: 50, yPx: 87 })).toBe(0);
    expect(findNearestLine(lines, FRAME, { xPx: 50, yPx: 52 })).toBe(1);
    expect(findNearestLine(lines, FRAME, { xPx: 82, yPx: 71 })).toBe(2);
  });

  it('finds none where none is near', () => {
    expect(findNearestLine(lines, FRAME, { xPx: 20, yPx: 10 })).toBeUndefined();
  });
});

describe('findNextX', () => {
  it('moves over the points of all lines and ends at the last', () => {
    const lines = pack([
      [
        [0, 1],
        [10, 1],
      ],
      [
        [4, 1],
        [5, Number.NaN],
        [7, 1],
      ],
    ]);
    const walk = [0];
    for (let x = findNextX(lines, 0, 1); x !== undefined; x = findNextX(lines, x, 1)) walk.push(x);
    expect(walk).toEqual([0, 4, 7, 10]);
    expect(findNextX(lines, 7, -1)).toBe(4);
  });
});

describe('findMarksAt', () => {
  const marks = {
    lines: Uint32Array.of(0, 0, 1, 1),
    xs: Float64Array.of(50, 53, 50, 90),
    kinds: Uint8Array.of(MARK_NAN, MARK_NAN, MARK_POSITIVE_INFINITY, MARK_NEGATIVE_INFINITY),
  };

  it('finds those at the edge that the pointer is near', () => {
    expect(findMarksAt(marks, FRAME, { xPx: 54, yPx: 96 })).toEqual([1, 0]);
    expect(findMarksAt(marks, FRAME, { xPx: 48, yPx: 3 })).toEqual([2]);
    expect(findMarksAt(marks, FRAME, { xPx: 88, yPx: 99 })).toEqual([3]);
    expect(findMarksAt(marks, FRAME, { xPx: 50, yPx: 50 })).toEqual([]);
  });
});
