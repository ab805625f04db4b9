import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTicks } from './ticks.ts';
import { distinctLabels } from './value-labels.ts';

function labelsOf(min: number, max: number, maxCount = 5, options: object = {}): readonly string[] {
  return createTicks({ kind: 'linear', min, max, maxCount, ...options }).ticks.map(({ label }) => label);
}

function logValues(min: number, max: number, maxCount: number): readonly number[] {
  return createTicks({ kind: 'log', min, max, maxCount }).ticks.map(({ value }) => value);
}

describe('createTicks', () => {
  it('writes round numbers', () => {
    expect(labelsOf(0, 1)).toEqual(['0', '0.25', '0.50', '0.75', '1.00']);
    expect(labelsOf(0.03, 1.12, 6)).toEqual(['0.2', '0.4', '0.6', '0.8', '1.0']);
    expect(labelsOf(-4, 4)).toEqual(['−4', '−2', '0', '2', '4']);
  });

  it('writes steps with a unit as long as that hides nothing', () => {
    expect(labelsOf(0, 100_000, 5, { isWhole: true })).toEqual(['0', '25k', '50k', '75k', '100k']);
    expect(labelsOf(0, 3_000_000, 4, { isWhole: true })).toEqual(['0', '1M', '2M', '3M']);
    expect(labelsOf(62_001, 62_009, 5, { isWhole: true })).toEqual(['62002', '62004', '62006', '62008']);
  });

  it('puts no tick between whole numbers', () => {
    expect(labelsOf(0, 2, 9, { isWhole: true })).toEqual(['0', '1', '2']);
  });

  it('tells values apart that differ in the 12th digit', () => {
    const { ticks, offset } = createTicks({
      kind: 'linear',
      min: 0.123456789012,
      max: 0.123456789016,
      maxCount: 5,
    });
    expect(offset).toBe('0.12345678901 +');
    expect(ticks.map(({ label }) => label)).toEqual(['+2e-12', '+3e-12', '+4e-12', '+5e-12', '+6e-12']);
  });

  it('writes numbers near the smallest double', () => {
    expect(labelsOf(0, 4e-300)).toEqual(['0', '1e-300', '2e-300', '3e-300', '4e-300']);
  });

  it('places decades on a log axis and thins them', () => {
    expect(logValues(1, 1000, 4)).toEqual([1, 10, 100, 1000]);
    expect(logValues(1e-300, 1e300, 5).length).toBeLessThanOrEqual(6);
    expect(logValues(1, 10, 4)).toContain(10);
    const labels = createTicks({ kind: 'log', min: 1, max: 1e6, maxCount: 7 }).ticks.map(
      ({ label }) => label,
    );
    expect(labels).toEqual(['1', '10', '100', '1000', '10k', '100k', '1M']);
  });

  it('has ascending ticks inside the domain, and labels that all differ', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, finite, fc.integer({ min: 2, max: 12 }), fc.boolean(), (a, b, maxCount, isLog) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(max > min && (!isLog || min > 0));
        const { ticks } = createTicks({ kind: isLog ? 'log' : 'linear', min, max, maxCount });
        const values = ticks.map(({ value }) => value);
        expect(values.every((value) => value >= min && value <= max)).toBe(true);
        expect(values).toEqual([...new Set(values)].toSorted((x, y) => x - y));
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
        expect(ticks.length).toBeLessThanOrEqual(maxCount + 1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('distinctLabels', () => {
  it('spends digits only where it must', () => {
    expect(distinctLabels([0.12345, 0.5])).toEqual(['0.1235', '0.5000']);
    expect(distinctLabels([0.1234567890121, 0.1234567890122])).toEqual([
      '0.1234567890121',
      '0.1234567890122',
    ]);
    expect(distinctLabels([1e-300, 1.0000001e-300])).toEqual(['1.0000000e-300', '1.0000001e-300']);
  });

  it('tells values apart that stand apart in the range that they are read in', () => {
    const range = { min: 1, max: 1 + 5e-11 };
    expect(distinctLabels([1.000_000_000_001], range)).toEqual(['1.000000000001']);
    expect(distinctLabels([0.5], { min: 0, max: 1 })).toEqual(['0.5000']);
    expect(distinctLabels([3], { min: 3, max: 3 })).toEqual(['3']);
    expect(distinctLabels([0, 19], { min: -0.5, max: 20.7 })).toEqual(['0', '19']);
    expect(distinctLabels([Number.NaN, 1], { min: 0, max: 2 })).toEqual(['NaN', '1']);
  });

  it('reads different for different values', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        expect(new Set(distinctLabels(values)).size).toBeGreaterThanOrEqual(new Set(values).size);
      }),
    );
  });
});
