import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endText, readRange } from './range-text.ts';

const PLAIN = { kind: 'number', unit: 1 } as const;
const DATE = { kind: 'date' } as const;

describe('typed ends of an axis', () => {
  it('go by the data where nothing is typed', () => {
    expect(readRange('', ' ', PLAIN, 'linear')).toEqual({});
    expect(readRange('-1e-3', '', PLAIN, 'linear')).toEqual({ min: -0.001 });
    expect(readRange('', '2.5', { kind: 'number', unit: 1000 }, 'linear')).toEqual({ max: 2500 });
  });

  it.each([
    ['x', '1', 'linear', 'number'],
    ['1e999', '', 'linear', 'number'],
    ['2', '1', 'linear', 'order'],
    ['1', '1', 'linear', 'order'],
    ['0', '1', 'log', 'log'],
    ['', '-1', 'log', 'log'],
  ] as const)('from %s to %s on a %s axis are wrong: %s', (min, max, kind, problem) => {
    expect(readRange(min, max, PLAIN, kind)).toBe(problem);
  });

  it('come back as they are written', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (end) => {
        expect(readRange(endText(end, PLAIN), '', PLAIN, 'linear')).toEqual({ min: end === 0 ? 0 : end });
      }),
    );
    const second = Date.parse('2026-11-21T14:03:09Z');
    expect(readRange(endText(second, DATE), '', DATE, 'linear')).toEqual({ min: second });
  });
});
