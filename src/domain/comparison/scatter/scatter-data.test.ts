import { describe, expect, it } from 'vitest';
import { readAxis } from '../axis-values.ts';
import { extentOf, frontOf, scatterData, trendAt, trendOf } from './scatter-data.ts';

const axisOf = (cells: readonly (number | string | null | undefined)[]) =>
  readAxis(cells.length, (run) => cells[run]);
const AS_SPREAD = { xKind: undefined, yKind: undefined };

describe('runs as points', () => {
  it('have a place where both columns have a number', () => {
    const data = scatterData(axisOf([1, 2, undefined, 4]), axisOf([1, undefined, 3, 8]), AS_SPREAD);
    expect(data.placedCount).toBe(2);
    expect([...data.xs]).toEqual([1, Number.NaN, Number.NaN, 4]);
    expect(data.leftOut).toEqual([
      { axis: 'y', reason: 'missing', count: 1 },
      { axis: 'x', reason: 'missing', count: 1 },
    ]);
    expect(extentOf(data.ys)).toEqual({ min: 1, max: 8 });
    expect(extentOf(Float64Array.of(Number.NaN))).toBeUndefined();
  });

  it('have a trend that is straight where it is drawn', () => {
    const xs = [1, 10, 100, 1000];
    const data = scatterData(axisOf(xs), axisOf(xs.map((x) => 3 * x ** 2)), { xKind: 'log', yKind: 'log' });
    const trend = trendOf(data);
    if (typeof trend === 'string') throw new Error(trend);
    expect(trend.slope).toBeCloseTo(2, 10);
    expect(trendAt(trend, data, 20)).toBeCloseTo(1200, 6);
    const halfLog = scatterData(axisOf(xs), axisOf([1, 2, 3, 4]), { xKind: 'log', yKind: 'linear' });
    const rising = trendOf(halfLog);
    if (typeof rising === 'string') throw new Error(rising);
    expect(trendAt(rising, halfLog, 100)).toBeCloseTo(3, 10);
  });

  it('have neither trend nor front where they are texts', () => {
    const data = scatterData(axisOf(['adam', 'sgd', 'adam']), axisOf([1, 2, 3]), AS_SPREAD);
    expect(trendOf(data)).toBe('categories');
    expect(frontOf(data, { x: 'lower', y: 'lower' })).toBeUndefined();
    expect(data.placedCount).toBe(3);
  });

  it('have a front of those alone that are drawn', () => {
    const data = scatterData(axisOf([1, 2, 0]), axisOf([2, 1, undefined]), AS_SPREAD);
    expect(frontOf(data, { x: 'lower', y: 'lower' })).toEqual([0, 1]);
  });
});
