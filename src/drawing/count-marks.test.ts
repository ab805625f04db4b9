import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeCounts } from './count-marks.ts';
import { createPlotFrame } from './plot-frame.ts';

const FRAME = createPlotFrame(
  { x: { min: 0, max: 400 }, y: { min: 0, max: 100 }, xKind: 'linear', yKind: 'linear' },
  400,
  200,
  1,
);

type Change = readonly [line: number, x: number, count: number];

function marksOf(changes: readonly Change[], totals: readonly number[], heights: readonly number[] = [50]) {
  const xs = Array.from({ length: 401 }, (_, x) => x);
  const lines = {
    offsets: Uint32Array.from({ length: heights.length + 1 }, (_, line) => line * xs.length),
    xs: Float64Array.from(heights.flatMap(() => xs)),
    ys: Float64Array.from(heights.flatMap((y) => xs.map(() => y))),
  };
  const packed = {
    lines: Uint32Array.from(changes, ([line]) => line),
    xs: Float64Array.from(changes, ([, x]) => x),
    counts: Uint32Array.from(changes, ([, , count]) => count),
    totals: Uint32Array.from(totals),
  };
  return placeCounts(packed, lines, FRAME);
}

const told = (marks: ReturnType<typeof marksOf>) => marks.map(({ line, x, count }) => [line, x, count]);

describe('marks of how many members there are', () => {
  it('stand where the number becomes another one than the one told', () => {
    const changes: Change[] = [
      [0, 0, 5],
      [0, 100, 4],
      [0, 200, 2],
      [0, 300, 2],
    ];
    expect(told(marksOf(changes, [5]))).toEqual([
      [0, 100, 4],
      [0, 200, 2],
    ]);
  });

  it('begin with a number that is not all of them', () => {
    expect(told(marksOf([[0, 0, 3]], [5]))).toEqual([[0, 0, 3]]);
    // Left of the window: it is told at its edge.
    expect(marksOf([[0, -70, 3]], [5])).toMatchObject([{ xPx: 0, count: 3 }]);
  });

  it('are one where changes lie close to each other, with what comes of it', () => {
    const changes: Change[] = [
      [0, 0, 1],
      [0, 10, 3],
      [0, 20, 5],
      [0, 200, 4],
      [0, 215, 3],
      [0, 300, 0],
      [0, 310, 3],
    ];
    expect(told(marksOf(changes, [5]))).toEqual([[0, 215, 3]]);
  });

  it('do not cover each other', () => {
    const changes: Change[] = [
      [0, 100, 4],
      [1, 100, 3],
      [2, 102, 2],
    ];
    const marks = marksOf(changes, [5, 5, 5], [50, 50, 52]);
    expect(marks).toHaveLength(3);
    const tops = marks.map(({ topPx }) => topPx).toSorted((a, b) => a - b);
    expect(tops[1]! - tops[0]!).toBeGreaterThanOrEqual(12);
    expect(tops[2]! - tops[1]!).toBeGreaterThanOrEqual(12);
  });

  it('are inside the plot, two in 40 px of a line at most, and never repeat what was told', () => {
    const change = fc.tuple(fc.integer({ min: -50, max: 450 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), (list, total) => {
        const sorted = list.toSorted(([a], [b]) => a - b);
        const marks = marksOf(
          sorted.map(([x, count]) => [0, x, count] as const),
          [total],
        );
        let before = total;
        for (const [index, { xPx, leftPx, topPx, count }] of marks.entries()) {
          expect(count).not.toBe(before);
          before = count;
          expect(xPx).toBeGreaterThanOrEqual(0);
          expect(Math.max(xPx, leftPx)).toBeLessThanOrEqual(400);
          expect(topPx).toBeGreaterThanOrEqual(0);
          expect(topPx + 12).toBeLessThanOrEqual(200);
          expect((marks[index + 2]?.xPx ?? Number.POSITIVE_INFINITY) - xPx).toBeGreaterThanOrEqual(40);
        }
      }),
    );
  });
});
