import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downsampleLine } from '../series/downsample.ts';
import { packLines, packMarks, pictureScale, stepExtent, valueExtent, type PictureAxes } from './picture.ts';
import type { Series } from '../series/series.ts';

function seriesOf(values: readonly number[], firstStep = 0): Series {
  return {
    steps: Float64Array.from(values, (_, index) => firstStep + index),
    timestampsMs: new Float64Array(values.length),
    values: Float64Array.from(values),
  };
}

const shape = { widthPx: 4, xKind: 'linear', xWindow: undefined } as const;

const LINEAR: PictureAxes = { xKind: 'linear', yKind: 'linear' };

describe('picture', () => {
  it('packs lines and marks of several series, empty ones included', () => {
    const scale = pictureScale({ ...shape, widthPx: 100 }, { min: 0, max: 3 });
    const made = [
      downsampleLine(seriesOf([1, Number.NaN, 2]), scale),
      undefined,
      downsampleLine(seriesOf([5, Number.POSITIVE_INFINITY]), scale),
    ];
    const lines = packLines(made);
    expect([...lines.offsets]).toEqual([0, 3, 3, 4]);
    expect([...lines.ys]).toEqual([1, Number.NaN, 2, 5]);
    const marks = packMarks(made);
    expect([...marks.lines]).toEqual([0, 2]);
    expect([...marks.xs]).toEqual([1, 1]);
    expect([...marks.kinds]).toEqual([0, 1]);
  });

  it('knows the extent of all logged values from the few that are drawn', () => {
    const values = fc.oneof(fc.double({ noDefaultInfinity: false }), fc.constant(Number.NaN));
    const windows = fc.option(
      fc.tuple(fc.nat(50), fc.nat(50)).map(([min, length]) => ({ min, max: min + length })),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(values, { maxLength: 80 }), windows, (list, xWindow) => {
        const series = seriesOf(list);
        const scale = pictureScale({ ...shape, xWindow }, stepExtent([series], 'linear'));
        const lines = packLines([downsampleLine(series, scale)]);
        const shown = list.filter(
          (value, step) =>
            Number.isFinite(value) && (!xWindow || (step >= xWindow.min && step <= xWindow.max)),
        );
        const expected = shown.length > 0 ? { min: Math.min(...shown), max: Math.max(...shown) } : undefined;
        const extent = valueExtent(lines, xWindow, LINEAR);
        expect(extent && [extent.min + 0, extent.max + 0]).toEqual(
          expected && [expected.min + 0, expected.max + 0],
        );
      }),
    );
  });

  it.each<[string, PictureAxes, number, number]>([
    ['linear', LINEAR, 30, 70],
    ['log up', { xKind: 'linear', yKind: 'log' }, 10 ** 1.3, 10 ** 1.7],
    ['log across', { xKind: 'log', yKind: 'linear' }, 10 + 90 * Math.log10(3), 10 + 90 * Math.log10(7)],
  ])(
    'reaches where a line between two points crosses a window that holds none: %s',
    (_name, axes, low, high) => {
      const isLogX = axes.xKind === 'log';
      const [from, to] = isLogX ? [1, 10] : [0, 100];
      const linear = axes.yKind === 'linear' && !isLogX;
      const lines = {
        offsets: Uint32Array.of(0, 2, 2, 4),
        xs: Float64Array.of(from, to, to * 2, to * 3),
        // The second line lies off the window.
        ys: Float64Array.of(linear ? 0 : 10, 100, -5, -6),
      };
      const window = isLogX ? { min: 3, max: 7 } : { min: 30, max: 70 };
      const extent = valueExtent(lines, window, axes);
      expect(extent?.min).toBeCloseTo(low);
      expect(extent?.max).toBeCloseTo(high);
    },
  );

  it('begins a log axis at the first step that it has a place for', () => {
    const scale = pictureScale(
      { ...shape, xKind: 'log', xWindow: { min: -5, max: 50 } },
      { min: 2, max: 90 },
    );
    expect(scale).toMatchObject({ min: 2, max: 50 });
  });

  it('leaves steps that a log axis has no place for out of the extent', () => {
    const list = [seriesOf([1, 1, 1], -1), seriesOf([1, 1], 4)];
    expect(stepExtent(list, 'linear')).toEqual({ min: -1, max: 5 });
    expect(stepExtent(list, 'log')).toEqual({ min: 1, max: 5 });
    expect(stepExtent([seriesOf([1], -4)], 'log')).toBeUndefined();
    expect(stepExtent([], 'linear')).toBeUndefined();
  });
});
