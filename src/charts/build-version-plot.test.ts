import { describe, expect, it } from 'vitest';
import { buildVersionPlot, nearestPoint, PLOT_MARGIN } from './build-version-plot.ts';

const SIZE = { widthPx: 484, heightPx: 254 };
const point = (version: number, value: number, aliases: readonly string[] = []) => ({
  version,
  value,
  aliases,
});

describe('a metric by version', () => {
  it('places versions by their numbers and values by their size, and marks aliases', () => {
    const picture = buildVersionPlot([point(1, 0), point(3, 10, ['a']), point(5, 20)], SIZE, 'higher');
    const [first, second, third] = picture.points;
    expect([first?.x, second?.x, third?.x]).toEqual([
      PLOT_MARGIN.left,
      PLOT_MARGIN.left + 200,
      PLOT_MARGIN.left + 400,
    ]);
    expect((first?.y ?? 0) - (second?.y ?? 0)).toBeCloseTo((second?.y ?? 0) - (third?.y ?? 0));
    expect(picture.marked).toEqual([second]);
    expect(picture.dots.match(/M/g)).toHaveLength(3);
    expect(picture.xTicks.map(({ label }) => label)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('draws the best so far as stairs', () => {
    const points = [point(1, 5), point(2, 7), point(3, 6), point(4, 8)];
    expect(buildVersionPlot(points, SIZE, 'higher').best.match(/V/g)).toHaveLength(2);
    expect(buildVersionPlot(points, SIZE, 'lower').best).not.toContain('V');
    expect(buildVersionPlot(points, SIZE, undefined).best).toBe('');
  });

  it('says how many have no place', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, 1];
    const picture = buildVersionPlot(
      values.map((value, index) => point(index + 1, value)),
      SIZE,
      'higher',
    );
    expect([picture.points.length, picture.leftOut]).toEqual([1, 2]);
    const nothing = buildVersionPlot([], SIZE, 'higher');
    expect([nothing.points, nothing.dots, nothing.best]).toEqual([[], '', '']);
  });

  it('finds the nearest one', () => {
    const { points } = buildVersionPlot([point(1, 0), point(3, 10), point(5, 20)], SIZE, undefined);
    expect(nearestPoint(points, PLOT_MARGIN.left + 190, 20)?.version).toBe(3);
    expect(nearestPoint([], 0, 0)).toBeUndefined();
  });
});
