import { describe, expect, it } from 'vitest';
import { plotDomains } from './plot-domains.ts';

function pictureOf(ys: readonly number[], xExtent = { min: 0, max: 10 }) {
  const lines = {
    offsets: Uint32Array.of(0, ys.length),
    xs: Float64Array.from(ys, (_, index) => index),
    ys: Float64Array.from(ys),
  };
  const finite = ys.filter(Number.isFinite);
  return { lines, xExtent, yExtent: { min: Math.min(...finite), max: Math.max(...finite) } };
}

describe('plotDomains', () => {
  it('takes the window across as it is, and gives values room', () => {
    const { x, y } = plotDomains(pictureOf([1, 3]), { min: 2, max: 5 }, 'linear', 'linear');
    expect(x).toEqual({ min: 2, max: 5 });
    expect(y).toEqual({ min: 0.9, max: 3.1 });
  });

  it('puts a single step in the middle', () => {
    const { x } = plotDomains(pictureOf([1], { min: 5, max: 5 }), undefined, 'linear', 'linear');
    expect(x).toEqual({ min: 4.5, max: 5.5 });
  });

  it('begins a log axis at the smallest value above 0', () => {
    const { y } = plotDomains(pictureOf([-4, 0, 0.1, 10]), undefined, 'linear', 'log');
    expect(y.min).toBeCloseTo(0.0794, 4);
    expect(y.max).toBeCloseTo(12.59, 2);
  });

  it('has axes before there is anything on them', () => {
    const { x, y } = plotDomains(undefined, undefined, 'log', 'linear');
    expect([x, y]).toEqual([
      { min: 1, max: 10 },
      { min: 0, max: 1 },
    ]);
    const onlyNegative = plotDomains(pictureOf([-1, -2]), undefined, 'linear', 'log');
    expect(onlyNegative.y).toEqual({ min: 1, max: 10 });
  });

  it('leaves room around one value, even the largest', () => {
    expect(plotDomains(pictureOf([7]), undefined, 'linear', 'linear').y).toEqual({ min: 6.3, max: 7.7 });
    const { y } = plotDomains(
      pictureOf([-Number.MAX_VALUE, Number.MAX_VALUE]),
      undefined,
      'linear',
      'linear',
    );
    expect([y.min, y.max].every(Number.isFinite)).toBe(true);
  });
});
