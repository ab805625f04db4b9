import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProjection, invertScale } from '../../../base/scale.ts';
import { readAxis } from '../../../domain/comparison/axis-values.ts';
import { boxShape } from '../../../domain/comparison/scatter/inside-shape.ts';
import { scatterData } from '../../../domain/comparison/scatter/scatter-data.ts';
import { scatterGeometry } from './scatter-geometry.ts';
import { windowOfBox, zoomed } from './use-wheel-zoom.ts';

const SIZE = { width: 640, height: 480 };
const NUMBER = { kind: 'number', isWhole: false } as const;
const geometryOf = (
  xs: readonly (number | string)[],
  ys: readonly number[],
  window?: Parameters<typeof scatterGeometry>[1],
  xKind?: 'log',
) => {
  const data = scatterData(
    readAxis(xs.length, (run) => xs[run]),
    readAxis(ys.length, (run) => ys[run]),
    { xKind, yKind: 'linear' },
  );
  return scatterGeometry(data, window, { x: NUMBER, y: NUMBER }, SIZE, (label) => label.length * 6);
};

describe('geometry of the scatter plot', () => {
  it('has every placed point inside the plot, constant values too', () => {
    // Among the smallest doubles there is no room around a number.
    const number = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => value === 0 || Math.abs(value) > 1e-290);
    const numbers = fc.array(number, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(numbers, (values) => {
        const { pxs, pys, axes } = geometryOf(values, values);
        expect(pxs.every((px) => px >= 0 && px <= axes.box.width)).toBe(true);
        expect(pys.every((py) => py >= 0 && py <= axes.box.height)).toBe(true);
      }),
    );
    const one = geometryOf([3], [3]);
    expect(one.pxs[0]).toBeCloseTo(one.axes.box.width / 2, 3);
  });

  it('shows the window; one that a log axis has no place for is no window', () => {
    const { xScale } = geometryOf([1, 10], [1, 2], { x: [2, 5], y: [0, 4] });
    expect(xScale).toMatchObject({ min: 2, max: 5 });
    const { xScale: log } = geometryOf([1, 10], [1, 2], { x: [-1, 5], y: [0, 4] }, 'log');
    expect(log.min).toBeGreaterThan(0);
    expect(log.max).toBeGreaterThan(10);
  });

  it('zooms about the pointer, whose value stays under it', () => {
    const { xScale } = geometryOf([1, 1000], [1, 2], undefined, 'log');
    const at = 200;
    const [min = 0, max = 0] = zoomed(xScale, at, 0.5) ?? [];
    const after = createProjection({ ...xScale, min, max });
    expect(after(invertScale(xScale, at))).toBeCloseTo(at, 6);
    expect(Math.log(max / min)).toBeCloseTo(Math.log(xScale.max / xScale.min) / 2, 9);
  });

  it('zooms into a box, and not into none', () => {
    const geometry = geometryOf([0, 10], [0, 10]);
    const window = windowOfBox(boxShape(100, 300, 50, 100), geometry);
    expect(window?.x[0]).toBeCloseTo(invertScale(geometry.xScale, 50));
    expect(window?.y[1]).toBeCloseTo(invertScale(geometry.yScale, 100));
    expect(windowOfBox(boxShape(100, 300, 100, 100), geometry)).toBeUndefined();
  });
});
