import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnPath } from './column-path.ts';
import type { TraceTarget } from './trace-line.ts';

type Point = readonly [number, number];

const LIFT: Point = [Number.NaN, Number.NaN];
const SIZE_PX = 12;
const FLAT_PX = 1;

/** What a path draws, as points with NaN where the pen is lifted. */
function drawn(points: readonly Point[], flatPx = FLAT_PX) {
  const plain: Point[] = [];
  const target: TraceTarget = {
    moveTo: (x, y) => plain.push(LIFT, [x, y]),
    lineTo: (x, y) => plain.push([x, y]),
    dot: () => undefined,
  };
  const path = new ColumnPath(target, flatPx, SIZE_PX);
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.end();
  const { uprights } = path;
  const strokes = Array.from({ length: uprights.length / 3 }, (_, index) => uprights.slice(3 * index));
  const upright = strokes.flatMap(([x = 0, low = 0, high = 0]): Point[] => [LIFT, [x, low], [x, high]]);
  return { plain, uprights, all: [...plain, ...upright] };
}

/** For each column of pixels the ranges of y that the line covers within it, joined where they meet. */
function coverage(points: readonly Point[]): readonly (readonly Point[])[] {
  return Array.from({ length: SIZE_PX }, (_, column) => {
    const ranges: Point[] = [];
    for (const [index, to] of points.entries()) {
      const from = points[index - 1] ?? LIFT;
      if (Number.isNaN(from[0] + to[0])) continue;
      const range = rangeWithin(from, to, column);
      if (range) ranges.push(range);
    }
    return joined(ranges);
  });
}

/** A segment along the edge of a column belongs to the one on its right, as its pixels do, but to the last one there. */
function rangeWithin([x0, y0]: Point, [x1, y1]: Point, column: number): Point | undefined {
  const [left, right] = [Math.max(column, Math.min(x0, x1)), Math.min(column + 1, Math.max(x0, x1))];
  const isOther = left === column + 1 && column + 1 < SIZE_PX;
  if (left > right || (left === right && (isOther || x0 !== x1))) return undefined;
  const at = (x: number) => (x0 === x1 ? y0 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0));
  const [a, b] = x0 === x1 ? [y0, y1] : [at(left), at(right)];
  return [Math.min(a, b), Math.max(a, b)];
}

const NEAR_PX = 1e-6;

function joined(ranges: readonly Point[]): readonly Point[] {
  const result: [number, number][] = [];
  for (const [low, high] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && low <= last[1] + NEAR_PX) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}

const isRange = ([low, high]: Point) => high - low > NEAR_PX;

/** A lone place is not a range. */
const nearly = (columns: ReturnType<typeof coverage>): unknown[] =>
  columns.map((ranges) =>
    ranges.filter(isRange).map(([low, high]): unknown[] => [expect.closeTo(low, 5), expect.closeTo(high, 5)]),
  );

const place = fc.oneof(fc.double({ min: 0, max: SIZE_PX, noNaN: true }), fc.constantFrom(0, SIZE_PX));
const walk = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 80 });
const forward = walk.map((points) => points.toSorted(([a], [b]) => a - b));

describe('a line on columns of pixels', () => {
  it('covers in every column what its segments cover, be its points in order or not', () => {
    fc.assert(
      fc.property(fc.oneof(walk, forward), fc.constantFrom(0, FLAT_PX, 5), (points, flatPx) => {
        const found = coverage(drawn(points, flatPx).all).map((ranges) => ranges.filter(isRange));
        expect(found).toEqual(nearly(coverage(points)));
      }),
    );
  });

  it('goes up and down a column once, upright and apart, and stops at its edges', () => {
    const column: Point[] = [
      [3.1, 5],
      [3.3, 0],
      [3.6, 10],
      [3.9, 4],
    ];
    const line = drawn([[2.9, 5], ...column, [4.1, 4]]);
    expect(line.plain).toEqual([LIFT, [2.9, 5], [3, 5], LIFT, [4, 4], [4.1, 4]]);
    expect(line.uprights).toEqual([3.5, 0, 10]);
  });

  it('draws nothing between two columns that are both upright', () => {
    const noise = Array.from({ length: 40 }, (_, index): Point => [index / 4 + 0.1, index % 2 === 0 ? 1 : 9]);
    const line = drawn(noise);
    expect(line.plain).toEqual([]);
    expect(line.uprights).toHaveLength(3 * 10);
  });

  it('keeps the last column upright where the last step is on the edge of the plot', () => {
    const end = [1, 9, 2, 1].map((y): Point => [SIZE_PX, y]);
    const line = drawn([[SIZE_PX - 3, 1], ...end]);
    expect(line.uprights).toEqual([SIZE_PX - 0.5, 1, 9]);
  });

  it('leaves a peak of one point as it is, however steep', () => {
    const peaks = [5.5, 7.5, 9.5].map((x, index): Point => [x, index % 2 === 0 ? 0 : 1000]);
    const line = drawn(peaks);
    expect(line.uprights).toEqual([]);
    expect(line.plain).toEqual([LIFT, ...peaks]);
  });

  it('keeps what leads from one column to one further away', () => {
    const line = drawn([0.2, 0.5, 0.8, 5.2, 5.5, 5.8].map((x, index): Point => [x, index % 2 === 0 ? 1 : 9]));
    expect(line.plain).toHaveLength(3);
    expect(line.plain[1]?.[0]).toBe(1);
    expect(line.plain[2]?.[0]).toBe(5);
    expect(line.uprights).toHaveLength(6);
  });

  it.each([
    ['flat', 3, 3],
    ['one that only rises', 0, 10],
  ])('that is %s goes on without a break', (_name, from, to) => {
    const points: Point[] = [0.1, 0.4, 0.8, 1.2, 1.5, 1.9].map((x) => [x, from + ((to - from) * x) / 2]);
    const line = drawn(points);
    expect(line.uprights).toEqual([]);
    expect(line.plain.filter(([x]) => Number.isNaN(x))).toHaveLength(1);
  });

  it('draws as it goes what is no higher than the line is wide twice', () => {
    const bump = [0.2, 0.5, 0.8].map((x, index): Point => [x, index % 2 === 0 ? 1 : 3]);
    expect(drawn(bump, 2).uprights).toEqual([]);
    expect(drawn(bump, 1.9).uprights).toHaveLength(3);
  });
});
