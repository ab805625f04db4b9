import { describe, expect, it } from 'vitest';
import { readAxis } from '../../../domain/comparison/axis-values.ts';
import { barRows } from '../../../domain/comparison/bars/bar-rows.ts';
import { rowScale, sway } from './bar-scale.ts';
import { countsOf, groupSizeWords, noteWords } from './bars-words.ts';

const SHOW = { centre: 'mean', spread: 'ci95' } as const;
const CELLS = [1, 2, undefined, Number.NaN, null, 5];
const values = readAxis(CELLS.length, (run) => CELLS[run]);
const rows = barRows([[0, 1, 2, 3, 4], [5]], values, SHOW);

describe('words of bars', () => {
  it('say how many runs are in it, what is left out, and what the error bar is', () => {
    const words = noteWords(countsOf(rows), { metric: 'acc', shape: 'bar', band: SHOW, cut: undefined });
    expect(words).toEqual([
      '3 runs with a value in 2 groups',
      '1 has no acc',
      'acc of 1 is NaN, infinite or no number',
      'acc of 1 is being worked out',
      'bar: mean; error bar: ± 95% CI',
    ]);
    const range = noteWords(countsOf(rows), {
      metric: 'acc',
      shape: 'bar',
      band: { centre: 'median', spread: 'min-max' },
      cut: { shown: 3, all: 60_000 },
    });
    expect(range.slice(-2)).toEqual(['the first 3 of 60,000 runs', 'bar: median; error bar: min to max']);
  });

  it('define the whiskers of boxes', () => {
    const words = noteWords(countsOf(rows), { metric: 'acc', shape: 'box', band: SHOW, cut: undefined });
    expect(words.at(-1)).toContain('1.5 × the box');
    expect(words.at(-1)).toContain('30 runs');
  });

  it('write n of each group, and why it is not all of its runs', () => {
    expect(rows.map(groupSizeWords)).toEqual([
      'n = 2 (1 without a value, 1 not finite, 1 being worked out)',
      'n = 1',
    ]);
  });
});

const style = { kind: 'number', isWhole: false } as const;
const measure = (label: string) => label.length * 6;

describe('axis of bars', () => {
  it('begins where the bars do, and has room round boxes and round one number', () => {
    expect(rowScale({ min: 0, max: 10 }, 'bar', 300, style, measure).at(0)).toBe(0);
    expect(rowScale({ min: 4, max: 10 }, 'box', 300, style, measure).at(4)).toBeGreaterThan(5);
    expect(rowScale({ min: 4, max: 4 }, 'box', 300, style, measure).at(4)).toBeCloseTo(150);
    expect(rowScale({ min: 0, max: 0 }, 'bar', 300, style, measure).at(0)).toBeCloseTo(150);
  });

  it('keeps points inside their row', () => {
    expect(
      Array.from({ length: 500 }, (_, place) => Math.abs(sway(place))).every((part) => part <= 0.5),
    ).toBe(true);
  });
});
