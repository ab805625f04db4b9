import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlace } from './parse-place.ts';

const STEP = { kind: 'step' } as const;
const RELATIVE = { kind: 'relative' } as const;
const WALL = { kind: 'wall' } as const;
const EPOCH = { kind: 'epoch', key: 'epoch' } as const;

describe('parsePlace', () => {
  it.each([
    ['62,000', 62_000],
    ['62 000', 62_000],
    ['6.2e4', 62_000],
    ['-5', -5],
    ['−5', -5],
    ['12.4', 12],
    ['', undefined],
    ['step', undefined],
    ['1-2', undefined],
  ])('reads %s as a step', (text, x) => {
    expect(parsePlace(text, STEP)).toBe(x);
  });

  it('reads every whole number as it is written', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (step) => {
        expect(parsePlace(String(step), STEP)).toBe(step);
        expect(parsePlace(step.toLocaleString('en'), STEP)).toBe(step);
      }),
    );
  });

  it.each([
    ['90', 90_000],
    ['1h 23m', 4_980_000],
    ['1h23m', 4_980_000],
    ['2.5min', 150_000],
    ['1시간 5분', 3_900_000],
    ['1h later', undefined],
    ['h', undefined],
  ])('reads %s as a time since the start', (text, x) => {
    expect(parsePlace(text, RELATIVE)).toBe(x);
  });

  it('reads dates and milliseconds on a clock, fractions elsewhere', () => {
    expect(parsePlace('2026-11-21T14:03:00Z', WALL)).toBe(Date.UTC(2026, 10, 21, 14, 3));
    expect(parsePlace('1795269600000', WALL)).toBe(1_795_269_600_000);
    expect(parsePlace('soon', WALL)).toBeUndefined();
    expect(parsePlace('2.5', EPOCH)).toBe(2.5);
  });
});
