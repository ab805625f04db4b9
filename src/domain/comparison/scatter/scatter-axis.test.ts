import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAxis } from '../axis-values.ts';
import { leftOutOf, NO_PLACE, SEEDS, spreadOut, toScatterAxis } from './scatter-axis.ts';
import { NO_COLOR, pointColors, pointSizes } from './scatter-colors.ts';

const axisOf = (cells: readonly (number | string | null | undefined)[]) =>
  readAxis(cells.length, (run) => cells[run]);

const kindOf = (cells: readonly (number | string)[]) => toScatterAxis(axisOf(cells), undefined).kind;

describe('axis of a scatter plot', () => {
  it('tells why a run has no place', () => {
    const axis = toScatterAxis(axisOf([1, undefined, null, Number.NaN, -1, 0]), 'log');
    expect([...axis.reasons]).toEqual([
      NO_PLACE.none,
      NO_PLACE.missing,
      NO_PLACE.awaited,
      NO_PLACE.notFinite,
      NO_PLACE.notPositive,
      NO_PLACE.notPositive,
    ]);
    expect([...axis.values]).toEqual([1, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('counts every run that has no place once', () => {
    const cell = fc.oneof(
      fc.double(),
      fc.constantFrom(undefined, null, Number.NaN, 'nan', 'adam', '1e-3', ''),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell)),
        fc.constantFrom('linear' as const, 'log' as const, undefined),
        (runs, wish) => {
          const x = toScatterAxis(axisOf(runs.map(([value]) => value)), wish);
          const y = toScatterAxis(axisOf(runs.map(([, value]) => value)), wish);
          const placed = runs.filter(
            (_, run) => !Number.isNaN(x.values[run]) && !Number.isNaN(y.values[run]),
          );
          const left = leftOutOf(x, y).reduce((sum, { count }) => sum + count, 0);
          expect(placed.length + left).toBe(runs.length);
        },
      ),
    );
  });

  it('is logarithmic for learning rates, linear for what lies evenly', () => {
    expect(kindOf(['0.1', '0.01', '0.001'])).toBe('log');
    expect(kindOf(['16', '32', '64'])).toBe('linear');
    expect(kindOf([0, 0.1, 100])).toBe('linear');
    expect(kindOf(Array.from({ length: 100 }, (_, index) => index + 1))).toBe('linear');
    expect(kindOf([5, 5, 5])).toBe('linear');
  });

  it('has categories where a text is no number: numbers first, equal values once', () => {
    const axis = toScatterAxis(axisOf(['b', '10', '9', '1e1', 'a', undefined]), undefined);
    expect(axis.kind).toBe('category');
    expect(axis.categories).toEqual(['9', '10', 'a', 'b']);
    expect([...axis.values]).toEqual([3, 1, 0, 1, 2, Number.NaN]);
  });

  it('moves points of a category within their band only, and numbers not at all', () => {
    const texts = toScatterAxis(
      axisOf(Array.from({ length: 200 }, (_, run) => (run % 2 ? 'a' : 'b'))),
      undefined,
    );
    const spread = spreadOut(texts, SEEDS.x);
    expect(spread.every((value, run) => Math.round(value) === texts.values[run])).toBe(true);
    expect(new Set(spread).size).toBe(200);
    const numbers = toScatterAxis(axisOf([1, 2]), undefined);
    expect(spreadOut(numbers, SEEDS.x)).toBe(numbers.values);
  });
});

describe('colours and sizes of points', () => {
  it('follow a number from its smallest to its largest', () => {
    const colors = pointColors(axisOf([0, 10, 5, undefined, Number.NaN]));
    expect(colors).toMatchObject({ kind: 'ramp', min: 0, max: 10, missingCount: 2 });
    expect([...colors.codes]).toEqual([0, 23, 12, NO_COLOR, NO_COLOR]);
    expect(pointSizes(axisOf([0, 10, undefined]))?.shares).toEqual(Float64Array.of(0, 1, Number.NaN));
    expect(pointSizes(axisOf(['a', undefined]))).toBeUndefined();
  });

  it('are given to the most frequent texts, and one to all others', () => {
    const names = Array.from({ length: 12 }, (_, index) => `o${String(index).padStart(2, '0')}`);
    const colors = pointColors(axisOf(['o11', ...names, undefined]));
    expect(colors).toMatchObject({
      kind: 'categories',
      others: { categories: 2, runs: 2 },
      missingCount: 1,
    });
    expect(colors.codes[0]).toBe(0);
    expect([...colors.codes].filter((code) => code === 10)).toHaveLength(2);
  });
});
