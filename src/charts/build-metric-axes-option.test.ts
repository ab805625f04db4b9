import { describe, expect, it } from 'vitest';
import { createAxes } from '../drawing/axes.ts';
import { buildMetricAxesOption } from './build-metric-axes-option.ts';

const THEME = { text: 'dim', grid: 'line', baseline: 'strong', fontFamily: 'Inter' };

describe('buildMetricAxesOption', () => {
  const axes = createAxes(
    { x: { min: 0, max: 100 }, y: { min: 1e-300, max: 4e-300 }, xKind: 'linear', yKind: 'linear' },
    { width: 400, height: 190, devicePixelRatio: 1 },
    (label) => label.length * 6,
  );
  const option = buildMetricAxesOption(axes, THEME);

  it('has the margins of the layout and no series', () => {
    const { left, right, top, bottom } = axes.layout;
    expect(option.grid).toMatchObject({ left, right, top, bottom });
    expect(option.series).toEqual([]);
  });

  it('counts pixels, so that no domain is rounded', () => {
    expect(option.xAxis).toMatchObject({ min: 0, max: axes.x.lengthPx });
    expect(option.yAxis).toMatchObject({ min: 0, max: axes.y.lengthPx });
  });

  it('tells what labels of large steps are added to, with room for it', () => {
    const far = createAxes(
      { x: { min: 12_345_678, max: 12_345_690 }, y: { min: 0, max: 1 }, xKind: 'linear', yKind: 'linear' },
      { width: 400, height: 190, devicePixelRatio: 1 },
      (label) => label.length * 6,
    );
    expect(far.x.ticks.every(({ label }) => label.startsWith('+'))).toBe(true);
    expect(buildMetricAxesOption(far, THEME).xAxis).toMatchObject({ name: '12345600 +' });
    expect(far.layout.bottom).toBeGreaterThan(axes.layout.bottom);
    expect(option.xAxis).toMatchObject({ name: '' });
  });

  it('labels its own ticks', () => {
    const { axisLabel } = option.yAxis as {
      axisLabel: { customValues: number[]; formatter: (px: number) => string };
    };
    expect(axisLabel.customValues.map((px) => axisLabel.formatter(px + 1e-9))).toEqual(
      axes.y.ticks.map(({ label }) => label),
    );
  });
});
