import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MetricStatistic, PLAIN_STATISTICS } from '../statistics/metric-statistic.ts';
import { canSourceSort, FAMILY_PARTS, formatRunColumn, parseRunColumn, type RunColumn } from './run-sort.ts';

const key = fc.oneof(
  fc.constantFrom('val/loss', 'a, metrics.b', 'f(x)', '`', 'it’s "so"', ' edge ', '한국어'),
  fc.string({ minLength: 1, maxLength: 12 }),
);
const statistic: fc.Arbitrary<MetricStatistic> = fc.oneof(
  fc.constantFrom(...PLAIN_STATISTICS).map((name) => ({ name })),
  fc.integer({ min: 1, max: 1000 }).map((count) => ({ name: 'mean' as const, count })),
  fc.integer({ min: -5, max: 1_000_000 }).map((step) => ({ name: 'at' as const, step })),
  key.map((other) => ({ name: 'at_best' as const, other })),
);
const column: fc.Arbitrary<RunColumn> = fc.oneof(
  fc.record({ kind: fc.constantFrom('metric', 'param', 'tag'), key }),
  fc.record({ kind: fc.constant('statistic' as const), key, statistic }),
  fc.record({ kind: fc.constant('expression' as const), key }),
  fc.record({ kind: fc.constant('family' as const), key, part: fc.constantFrom(...FAMILY_PARTS) }),
);

describe('text of a column', () => {
  it('is read back as the column that it was written from', () => {
    fc.assert(
      fc.property(column, (one) => {
        expect(parseRunColumn(formatRunColumn(one))).toEqual(one);
      }),
    );
  });

  it.each([
    'mean(metrics.a)',
    'mean(metrics.a, 0)',
    'best(params.a)',
    'nothing(metrics.a)',
    'at(metrics.a, b)',
    '=',
    'family_mean()',
    'family_median(fold_{n})',
  ])('%s is no column', (text) => expect(parseRunColumn(text)).toBeUndefined());

  it('says what the server can sort by', () => {
    expect(canSourceSort({ kind: 'metric', key: 'a' })).toBe(true);
    expect(canSourceSort({ kind: 'statistic', key: 'a', statistic: { name: 'last_step' } })).toBe(false);
    expect(canSourceSort({ kind: 'param', key: 'a' })).toBe(false);
  });
});
