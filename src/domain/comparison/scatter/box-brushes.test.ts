import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAxis } from '../axis-values.ts';
import { brushesOfBox, roundBetween } from './box-brushes.ts';
import { boxShape, placesInside } from './inside-shape.ts';
import { scatterData } from './scatter-data.ts';

type Cell = number | string | undefined;

function boxOf(xs: readonly Cell[], ys: readonly Cell[], [x0, x1, y0, y1]: readonly number[]) {
  const values = {
    x: readAxis(xs.length, (place) => xs[place]),
    y: readAxis(xs.length, (place) => ys[place]),
  };
  const data = scatterData(values.x, values.y, { xKind: 'linear', yKind: 'linear' });
  const window = { x: [x0 ?? 0, x1 ?? 0], y: [y0 ?? 0, y1 ?? 0] } as const;
  const shape = boxShape(window.x[0], window.y[0], window.x[1], window.y[1]);
  const places = placesInside(shape, Float32Array.from(data.xs), Float32Array.from(data.ys));
  return { places, brushes: brushesOfBox(window, places, data, values) };
}

describe('a box as brushes', () => {
  it('is told with few digits, from beside the points that it holds to its edges', () => {
    const { brushes } = boxOf([0.1, 0.5123, 0.9], [1, 2, 3], [0.4711, 0.55321, 0, 10]);
    expect(brushes?.x.range).toEqual({ min: 0.5, max: 0.53 });
    expect(brushes?.y.range).toEqual({ min: 1, max: 6 });
  });

  it('holds whole categories, or is none', () => {
    const [xs, ys] = [
      Array.from({ length: 9 }, (_, run) => (run % 3 === 0 ? 'adam' : 'sgd')),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ];
    expect(boxOf(xs, ys, [-0.5, 0.5, 0, 10]).brushes?.x.texts).toEqual({ list: ['adam'], isAllBut: false });
    expect(boxOf(xs, ys, [0.5, 1.05, 0, 10])).toMatchObject({ brushes: undefined });
    expect(boxOf([1, undefined, 3], [1, 2, Number.NaN], [0, 9, 0, 9]).places).toEqual([0]);
    // What has no place on the other axis is not in it, though this one would hold it.
    expect(boxOf([1, undefined, 3], [1, 2, Number.NaN], [0, 9, 0, 9]).brushes).toBeDefined();
  });
});

it('rounds to what lies between', () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const rounded = roundBetween(low, high);
      expect(rounded >= low && rounded <= high).toBe(true);
    }),
  );
  expect(roundBetween(0.9121, 0.9379)).toBe(0.93);
});
