import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loggedValue } from '../../testing/series-arbitrary.ts';
import { clipRange, type ClipRule, countOutside } from './clip-range.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const columns = fc.array(
  fc.array(fc.oneof(loggedValue, finite), { maxLength: 60 }).map((list) => Float64Array.from(list)),
  { maxLength: 4 },
);
const rule: fc.Arbitrary<ClipRule> = fc.oneof(
  fc.double({ min: 0, max: 0.5, noNaN: true }).map((share) => ({ kind: 'percentile' as const, share })),
  fc.double({ min: 0, max: 4, noNaN: true }).map((factor) => ({ kind: 'iqr' as const, factor })),
);

describe('clipRange', () => {
  it('goes by the values in order, and counts exactly what it leaves out', () => {
    fc.assert(
      fc.property(columns, rule, (list, of) => {
        const before = list.map((column) => [...column]);
        const range = clipRange(list, of);
        expect(list.map((column) => [...column])).toEqual(before);
        const sorted = before
          .flat()
          .filter((value) => Number.isFinite(value))
          .sort((a, b) => a - b);
        const last = sorted.length - 1;
        fc.pre(last >= 0);
        const at = (place: number) => sorted[place]!;
        const [q1, q3] = [at(Math.floor(last / 4)), at(Math.ceil(last * 0.75))];
        const rank = of.kind === 'percentile' ? Math.floor(of.share * last) : 0;
        const reach = of.kind === 'iqr' ? (q3 - q1) * of.factor : 0;
        const [low, high] = of.kind === 'iqr' ? [q1 - reach, q3 + reach] : [at(rank), at(last - rank)];
        const inner = sorted.filter((value) => value >= low && value <= high);
        const shown = inner[0] === inner.at(-1) ? sorted : inner;
        expect(range?.min === shown[0] && range?.max === shown.at(-1)).toBe(true);
        expect(range?.aboveCount).toBe(sorted.filter((value) => value > range!.max).length);
        expect(range?.belowCount).toBe(sorted.filter((value) => value < range!.min).length);
      }),
      { numRuns: 300 },
    );
  });

  it('knows no range of no finite values', () => {
    expect(clipRange([Float64Array.of(Number.NaN)], { kind: 'iqr', factor: 1.5 })).toBeUndefined();
  });

  it('leaves a spike out of the axis, and says so', () => {
    const values = Float64Array.from({ length: 100 }, (_, index) => (index === 50 ? 1e6 : index % 10));
    expect(clipRange([values], { kind: 'iqr', factor: 1.5 })).toEqual({
      min: 0,
      max: 9,
      aboveCount: 1,
      belowCount: 0,
    });
    expect(countOutside(values, { min: 1, max: 9 })).toEqual({ aboveCount: 1, belowCount: 9 });
  });

  it('clips nothing off a line that is flat but for its spikes', () => {
    const values = Float64Array.from({ length: 100 }, (_, index) => (index === 50 ? 7 : 1));
    expect(clipRange([values], { kind: 'iqr', factor: 1.5 })).toEqual({
      min: 1,
      max: 7,
      aboveCount: 0,
      belowCount: 0,
    });
  });
});
