import { describe, expect, it } from 'vitest';
import { createAxes } from './axes.ts';
import type { PlotDomains } from './plot-frame.ts';
import type { TickStyle } from './time-ticks.ts';

const DOMAINS: PlotDomains = {
  x: { min: 0, max: 100_000 },
  y: { min: 0, max: 1 },
  xKind: 'linear',
  yKind: 'linear',
};
const measure = (label: string) => label.length * 6;

function leftOf(max: number): number {
  const size = { width: 400, height: 190, devicePixelRatio: 1 };
  return createAxes({ ...DOMAINS, y: { min: 0, max } }, size, measure).layout.left;
}

describe('createAxes', () => {
  it.each([1, 1.25, 1.5, 2, 3])('stands on whole device pixels at a ratio of %s', (devicePixelRatio) => {
    const { layout } = createAxes(DOMAINS, { width: 401, height: 190, devicePixelRatio }, measure);
    const { left, top, right, bottom, plotWidthPx, plotHeightPx } = layout;
    expect(Number.isInteger(plotWidthPx) && Number.isInteger(plotHeightPx)).toBe(true);
    expect(left * devicePixelRatio).toBeCloseTo(Math.round(left * devicePixelRatio), 9);
    expect(left + plotWidthPx / devicePixelRatio + right).toBeCloseTo(401, 9);
    expect(top + plotHeightPx / devicePixelRatio + bottom).toBeCloseTo(190, 9);
  });

  it('makes room for long labels, in steps', () => {
    expect(leftOf(1)).toBe(40);
    expect(leftOf(5e-300)).toBe(56);
  });

  it('places ticks inside the axis and labels apart from each other', () => {
    for (const width of [120, 250, 400, 900, 2000]) {
      const { x } = createAxes(DOMAINS, { width, height: 190, devicePixelRatio: 1 }, measure);
      expect(x.ticks.length).toBeGreaterThanOrEqual(2);
      expect(x.ticks.every(({ px }) => px >= 0 && px <= x.lengthPx)).toBe(true);
      const gaps = x.ticks.slice(1).map(({ px }, index) => px - (x.ticks[index]?.px ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThan(measure('100k'));
    }
  });

  it('cuts no label of a time at the right edge', () => {
    const time: TickStyle = { kind: 'date', language: 'en' };
    const day = Date.parse('2026-11-21T00:00:00');
    for (const hours of [5, 12, 24, 49, 24 * 9, 24 * 70]) {
      const domains = { ...DOMAINS, x: { min: day + 1, max: day + hours * 3_600_000 } };
      const { x } = createAxes(domains, { width: 400, height: 190, devicePixelRatio: 1 }, measure, time);
      const ends = x.ticks.map(({ px, label }) => px + measure(label) / 2);
      expect(ends.length).toBeGreaterThan(0);
      expect(Math.max(...ends)).toBeLessThanOrEqual(x.lengthPx + 12);
    }
  });
});
