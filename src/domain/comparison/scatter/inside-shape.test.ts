import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxShape, placesInside, type Shape } from './inside-shape.ts';

const inside = (shape: Shape, points: readonly (readonly [number, number])[]) =>
  placesInside(
    shape,
    Float32Array.from(points, ([x]) => x),
    Float32Array.from(points, ([, y]) => y),
  );

/** By the angle that the line goes round the point: odd turns are inside. */
function turnsAround({ xs, ys }: Shape, [x, y]: readonly [number, number]): number {
  let angle = 0;
  xs.forEach((_, corner) => {
    const next = (corner + 1) % xs.length;
    const [ax, ay] = [(xs[corner] ?? 0) - x, (ys[corner] ?? 0) - y];
    const [bx, by] = [(xs[next] ?? 0) - x, (ys[next] ?? 0) - y];
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  });
  return Math.round(angle / (2 * Math.PI));
}

describe('points inside a shape', () => {
  it('are those that the line goes round an odd number of times', () => {
    const corner = fc.integer({ min: 0, max: 20 });
    const shapes = fc.array(fc.tuple(corner, corner), { minLength: 3, maxLength: 8 });
    // Between whole numbers: no point lies on a line through corners often enough to matter.
    const points = fc.array(fc.tuple(fc.integer({ min: -2, max: 22 }), fc.integer({ min: -2, max: 22 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(shapes, points, (corners, whole) => {
        const shape = { xs: corners.map(([x]) => x), ys: corners.map(([, y]) => y) };
        const placed = whole.map(([x, y]) => [x + 0.013_7, y + 0.271_9] as const);
        const odd = [...placed.keys()].filter(
          (place) => turnsAround(shape, placed[place] ?? [0, 0]) % 2 !== 0,
        );
        expect(inside(shape, placed)).toEqual(odd);
      }),
    );
  });

  it('are those of a box drawn from any corner', () => {
    const points = [
      [1, 1],
      [5, 5],
      [9, 1],
      [Number.NaN, 5],
    ] as const;
    expect(inside(boxShape(6, 6, 0, 0), points)).toEqual([0, 1]);
    expect(inside(boxShape(0, 6, 6, 4), points)).toEqual([1]);
  });
});
