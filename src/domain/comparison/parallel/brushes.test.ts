import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAxis } from '../axis-values.ts';
import { createScale, SCALE_KINDS, type ScaleKind } from './axis-scale.ts';
import { type AxisBrush, brushOfSpan, passingRuns, spansOfBrush } from './brushes.ts';
import { placeRuns } from './place-runs.ts';

type Cell = number | string | undefined;

function axisOf(kind: ScaleKind, cells: readonly Cell[]) {
  const values = readAxis(cells.length, (place) => cells[place]);
  const scale = createScale(kind, values);
  return { values, scale, placed: placeRuns(values, scale) };
}

function brush(part: Partial<AxisBrush>): AxisBrush {
  return { isExcluding: false, lanes: [], ...part };
}

function passing(kind: ScaleKind, cells: readonly Cell[], brushes: readonly AxisBrush[]): readonly Cell[] {
  const { values, placed } = axisOf(kind, cells);
  const { mask, count } = passingRuns([{ values, placed, brushes }], cells.length);
  const kept = cells.filter((_, run) => mask[run] === 1);
  expect(count).toBe(kept.length);
  return kept;
}

describe('which runs pass', () => {
  const range = { min: 1, max: 2 };
  const cells = [0, 1, 2, 3, Number.NaN, undefined, Number.POSITIVE_INFINITY];
  it.each<[string, ScaleKind, readonly AxisBrush[], readonly Cell[]]>([
    ['all without a brush', 'linear', [], cells],
    ['a range with both ends', 'linear', [brush({ range })], [1, 2]],
    ['one of two ranges', 'log', [brush({ range }), brush({ range: { min: 3, max: 1 / 0 } })], [1, 2, 3]],
    [
      'all but a range, those without a value included',
      'percentile',
      [brush({ range, isExcluding: true })],
      [0, 3, Number.NaN, undefined, 1 / 0],
    ],
    [
      'a range but for a part of it',
      'linear',
      [brush({ range: { min: 0, max: 3 } }), brush({ range, isExcluding: true })],
      [0, 3],
    ],
    ['a lane', 'linear', [brush({ lanes: ['missing'] })], [undefined]],
    ['a range and a lane', 'linear', [brush({ range, lanes: ['nan'] })], [1, 2, Number.NaN]],
    [
      'numbers as categories',
      'name',
      [brush({ texts: { list: ['1', 'NaN'], isAllBut: false } })],
      [1, Number.NaN],
    ],
    ['a range of an axis that is categories by now', 'name', [brush({ range })], [1, 2]],
    ['nothing', 'linear', [brush({ range: { min: 9, max: 10 } })], []],
  ])('%s', (_, kind, brushes, expected) => {
    expect(passing(kind, cells, brushes)).toEqual(expected);
  });

  it('on several axes only those that pass each', () => {
    const lr = axisOf('log', ['0.1', '0.01', '0.1', undefined]);
    const optimizer = axisOf('name', ['adam', 'adam', 'sgd', 'adam']);
    const { mask } = passingRuns(
      [
        { ...lr, brushes: [brush({ range: { min: 0.05, max: 1 }, lanes: ['missing'] })] },
        { ...optimizer, brushes: [brush({ texts: { list: ['adam'], isAllBut: false } })] },
      ],
      4,
    );
    expect([...mask]).toEqual([1, 0, 0, 1]);
  });
});

describe('a brush that was drawn', () => {
  /** Those that differ in their last bits only have no places between them. */
  const number = fc.double({ min: 1e-3, max: 1e3, noNaN: true }).map((each) => Number(each.toPrecision(9)));
  const numbers = fc.array(number, { minLength: 1, maxLength: 40 });
  const words = fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 60 });
  const ends = fc.tuple(
    fc.double({ min: -0.2, max: 1.2, noNaN: true }),
    fc.double({ min: -0.2, max: 1.2, noNaN: true }),
  );

  it('holds the runs that stand under it, to within what a look can tell', () => {
    fc.assert(
      fc.property(fc.oneof(numbers, words), ends, fc.constantFrom(...SCALE_KINDS), (cells, [a, b], kind) => {
        const { values, scale, placed } = axisOf(kind, cells);
        const span = { low: Math.min(a, b), high: Math.max(a, b) };
        const drawn = brushOfSpan(scale, span);
        const brushes = drawn ? [brush(drawn)] : [brush({ lanes: [] })];
        const { mask } = passingRuns([{ values, placed, brushes }], cells.length);
        const wrong = cells.filter((_, run) => {
          const at = placed.positions[run] ?? Number.NaN;
          const edge = Math.min(Math.abs(at - span.low), Math.abs(at - span.high));
          if (Number.isNaN(at) || edge < 1e-3) return false;
          const isUnder = at >= span.low && at <= span.high;
          // A brush smaller than a place takes the place that it is in.
          return 'places' in scale ? isUnder && mask[run] === 0 : mask[run] !== Number(isUnder);
        });
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('stands where it was drawn', () => {
    fc.assert(
      fc.property(numbers, ends, fc.constantFrom<ScaleKind>('linear', 'log'), (cells, [a, b], kind) => {
        const { scale } = axisOf(kind, cells);
        if ('places' in scale || scale.min === scale.max) return;
        const span = { low: Math.min(a, b), high: Math.max(a, b) };
        const drawn = brushOfSpan(scale, span);
        if (!drawn) return;
        const [found] = spansOfBrush(scale, brush(drawn));
        expect(found?.low).toBeCloseTo(Math.max(0, span.low), 2);
        expect(found?.high).toBeCloseTo(Math.min(1, span.high), 2);
      }),
    );
  });

  it('of categories is their list, or all but the others where the folded rest is among them', () => {
    const many = Array.from({ length: 60 }, (_, run) => `v${String(run).padStart(2, '0')}`);
    const { scale } = axisOf('name', many);
    const upper = brushOfSpan(scale, { low: 0.9, high: 1 });
    expect(upper).toEqual({ texts: { list: ['v00', 'v01'], isAllBut: false } });
    const lower = brushOfSpan(scale, { low: 0, high: 0.1 });
    expect(lower?.texts?.isAllBut).toBe(true);
    expect(lower?.texts?.list).toHaveLength(18);
    const [span, ...others] = spansOfBrush(scale, brush(lower ?? {}));
    expect([span?.low, others]).toEqual([0, []]);
    expect(span?.high).toBeCloseTo(0.1, 6);
  });

  it('has an open end where it goes beyond the scale, and few digits', () => {
    const { scale } = axisOf('linear', [0.123456, 0.987654]);
    expect(brushOfSpan(scale, { low: 0.5, high: 1 })).toEqual({
      range: { min: 0.5556, max: Number.POSITIVE_INFINITY },
    });
  });

  it('is none where there is no value', () => {
    expect(brushOfSpan(axisOf('linear', [undefined]).scale, { low: 0, high: 1 })).toBeUndefined();
    expect(brushOfSpan(axisOf('name', []).scale, { low: 0, high: 1 })).toBeUndefined();
  });
});
