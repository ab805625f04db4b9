import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctValues, pathLines, textLines } from './value-diff.ts';

it('values stand once, with all runs that have them', () => {
  expect(distinctValues(['x', undefined, 'y', 'x'])).toEqual([
    { text: 'x', places: [0, 3] },
    { text: 'y', places: [2] },
  ]);
});

describe('JSON values', () => {
  it('are compared place by place, whatever the order of their keys', () => {
    const lines = pathLines([
      '{"opt": {"name": "adam", "betas": [0.9, 0.99]}, "a.b": 1, "none": {}}',
      '{"a.b": "1", "opt": {"betas": [0.9], "name": "adam"}, "none": {}}',
    ]);
    expect(lines).toEqual([
      { path: 'opt.name', cells: ['"adam"', '"adam"'], isSame: true },
      { path: 'opt.betas[0]', cells: ['0.9', '0.9'], isSame: true },
      { path: 'opt.betas[1]', cells: ['0.99', undefined], isSame: false },
      { path: '["a.b"]', cells: ['1', '"1"'], isSame: false },
      { path: 'none', cells: ['{}', '{}'], isSame: true },
    ]);
  });

  it('that are the same differ nowhere', () => {
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
        const text = JSON.stringify(value);
        expect(pathLines([text, text])?.every(({ isSame }) => isSame)).toBe(true);
      }),
    );
  });

  it.each([
    ['{"a": 1}', '{"a": '],
    ['1', '2'],
    ['{"a": 1}', 'a: 1'],
  ])('are not %s and %s', (...texts) => {
    expect(pathLines(texts)).toBeUndefined();
  });
});

const apart = (...texts: readonly string[]) =>
  textLines(texts).map((lines) => lines.filter(({ isApart }) => isApart).map(({ text }) => text));

describe('lines of texts', () => {
  it('are apart where the first text lacks them, and those of the first where another does', () => {
    expect(apart('a\nb\nc', 'a\nx\nc', 'c\na\nb')).toEqual([['b'], ['x'], []]);
    // Once more than in the other.
    expect(apart('a', 'a\na')).toEqual([[], ['a']]);
  });

  it('of one text are all there and none is apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '\n') }), (text) => {
        const [left = [], right = []] = textLines([text, text]);
        expect(left.map((line) => line.text).join('\n')).toBe(text);
        expect([...left, ...right].some(({ isApart }) => isApart)).toBe(false);
      }),
    );
  });
});
