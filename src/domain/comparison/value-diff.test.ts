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
    ['a: 1\nb: 2', 'two\nlines'],
  ])('are not %s and %s', (...texts) => {
    expect(pathLines(texts)).toBeUndefined();
  });
});

describe('YAML values', () => {
  it('are compared with each other, with JSON and with what Python prints', () => {
    expect(pathLines(['lr: 0.10\nlayers:\n  - 64\n  - 32', '{"lr": 0.1, "layers": [64]}'])).toEqual([
      { path: 'lr', cells: ['0.1', '0.1'], isSame: true },
      { path: 'layers[0]', cells: ['64', '64'], isSame: true },
      { path: 'layers[1]', cells: ['32', undefined], isSame: false },
    ]);
    expect(pathLines(["{'name': 'adam'}", '{"name": "sgd"}'])).toEqual([
      { path: 'name', cells: ['"adam"', '"sgd"'], isSame: false },
    ]);
  });
});

const numbered = (name: string) => Array.from({ length: 1_500 }, (_, index) => `${name} ${index}`).join('\n');

const apart = (...texts: readonly string[]) =>
  textLines(texts).map((lines) => lines.filter(({ mark }) => mark).map(({ text }) => text));

const long = (word: string) => `${'the same before '.repeat(200)}${word}${' the same behind'.repeat(175)}`;

const marked = (...texts: readonly string[]) =>
  textLines(texts).map((lines) => lines.map(({ text, mark }) => mark && text.slice(mark.start, mark.end)));

describe('lines of texts', () => {
  it('are apart where the first text lacks them, and those of the first where another does', () => {
    expect(apart('a\nb\nc', 'a\nx\nc', 'a\nb')).toEqual([['b', 'c'], ['x'], []]);
    // A line that moved is taken away at one place and added at another.
    expect(apart('a\nb\nc', 'c\na\nb')).toEqual([['c'], ['c']]);
    // Once more than in the other.
    expect(apart('a', 'a\na')).toEqual([[], ['a']]);
  });

  it('that are no longer apart are the same in both, in their order', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c')).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const rest = textLines([one, other]).map((lines) =>
          lines.filter(({ mark }) => !mark).map((line) => line.text),
        );
        expect(rest[0]).toEqual(rest[1]);
      }),
    );
  });

  it('of very many that are all different are all apart', () => {
    const [left, right] = textLines([numbered('a'), numbered('b')]);
    expect([left, right].map((all) => all?.every(({ mark }) => mark !== undefined))).toEqual([true, true]);
  });

  it('of one text are all there and none is apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '\n') }), (text) => {
        const [left = [], right = []] = textLines([text, text]);
        expect(left.map((line) => line.text).join('\n')).toBe(text);
        expect([...left, ...right].some(({ mark }) => mark)).toBe(false);
      }),
    );
  });

  it('are marked where they differ from the line in their place', () => {
    expect(marked('lr: 0.1\nseed: 1', 'lr: 0.1\nseed: 20', 'lr: 0.1')).toEqual([
      // All of it, since the third has no such line.
      [undefined, 'seed: 1'],
      [undefined, '20'],
      [undefined],
    ]);
    expect(marked('use adam', 'use adamw', 'use sgd')).toEqual([['adam'], ['w'], ['sgd']]);
    expect(marked('a b', 'a c b')).toEqual([[''], ['c ']]);
  });

  it('of 6,000 characters are marked in the one word that differs', () => {
    expect(long('red').length).toBeGreaterThan(6_000);
    expect(marked(long('red'), long('blue'))).toEqual([['red'], ['blue']]);
  });

  it('are the same on both sides of what is marked', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ') });
    fc.assert(
      fc.property(line, line, (one, other) => {
        const rest = textLines([one, other]).map(([only]) => {
          const { text = '', mark = { start: 0, end: 0 } } = only ?? {};
          return text.slice(0, mark.start) + text.slice(mark.end);
        });
        expect(rest[0]).toBe(rest[1]);
      }),
    );
  });
});
