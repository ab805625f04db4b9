import { expect, test } from 'vitest';
import { PRESENCE, readAxis } from './axis-values.ts';

const { missing, known, awaited } = PRESENCE;

test('numbers, NaN, what is missing and what is awaited are four things', () => {
  const cells = [1.5, Number.NaN, undefined, null, Number.NEGATIVE_INFINITY];
  const axis = readAxis(cells.length, (place) => cells[place]);
  expect(axis.kind).toBe('number');
  expect([...axis.presence]).toEqual([known, known, missing, awaited, known]);
  expect([...axis.numbers]).toEqual([1.5, Number.NaN, Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY]);
  expect([...axis.codes]).toEqual([-1, -1, -1, -1, -1]);
});

test('texts are kept as they were logged, with the numbers that they stand for', () => {
  const cells = ['1e-3', 'adam', undefined, '0.001', 'adam', 'nan', ''];
  const axis = readAxis(cells.length, (place) => cells[place]);
  expect(axis.kind).toBe('text');
  expect(axis.texts).toEqual(['1e-3', 'adam', '0.001', 'nan', '']);
  expect([...axis.codes]).toEqual([0, 1, -1, 2, 1, 3, 4]);
  expect([...axis.numbers]).toEqual([
    0.001,
    Number.NaN,
    Number.NaN,
    0.001,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
  expect([...axis.presence]).toEqual([known, known, missing, known, known, known, known]);
  expect(axis.numericTexts).toBe(3);
});

test('no runs are no values', () => {
  const axis = readAxis(0, () => 1);
  expect(axis.kind).toBe('number');
  expect(axis.presence).toHaveLength(0);
});
