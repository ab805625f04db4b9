import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffCell, differenceOf, placesApart } from './diff-lines.ts';

const EACH = { epsilon: 0, baseline: undefined };

describe('the difference of a line', () => {
  it.each<[string, readonly DiffCell[], number]>([
    ['equal texts', ['adam', 'adam'], 0],
    ['numbers written in different ways', ['0.1', '1e-1'], 0],
    ['booleans written in different ways', ['True', 'true'], 0],
    ['NaN in all', [Number.NaN, Number.NaN], 0],
    ['nothing in all', [undefined, undefined], 0],
    ['one run alone', ['adam'], 0],
    ['one of three texts', ['adam', 'sgd', 'adam'], 0.5],
    ['a value that one run lacks', ['adam', undefined], 1],
    ['a number that one run lacks', [1, undefined], 1],
    ['half', [1, 2], 0.5],
    ['opposite signs', [-1, 1], 2],
    ['numbers of params', ['0.1', '0.01'], 0.9],
    ['NaN beside a number', [Number.NaN, 1], 2],
    ['an infinity beside a number', [Number.POSITIVE_INFINITY, 1], 2],
    ['zero beside a number', [0, 5], 1],
    ['the ends of what a double holds', [-1e308, 1e308], 2],
    ['long ids that are equal as doubles', ['9007199254740993', '9007199254740992'], 1],
    ['a number beside a word', ['0.1', 'auto'], 1],
  ])('of %s', (_name, cells, size) => {
    const difference = differenceOf(cells, EACH);
    expect(difference.size).toBeCloseTo(size);
    expect(difference.isSame).toBe(size === 0);
  });

  it('is none within epsilon, as a share of the larger number', () => {
    const differences = [0, 0.009, 0.01].map((epsilon) => differenceOf([100, 101], { ...EACH, epsilon }));
    expect(differences.map(({ isSame }) => isSame)).toEqual([false, false, true]);
  });

  it('is that from the baseline, where there is one', () => {
    const cells = ['sgd', 'adam', 'adam'];
    expect(differenceOf(cells, { epsilon: 0, baseline: 0 }).size).toBe(1);
    expect(differenceOf(cells, { epsilon: 0, baseline: 1 }).size).toBe(0.5);
    expect(differenceOf([2, 1, 4], { epsilon: 0, baseline: 0 }).size).toBe(0.5);
  });

  it('does not depend on the order of the runs', () => {
    const cell = fc.option(fc.oneof(fc.double(), fc.constantFrom('a', 'b', '1')), { nil: undefined });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const { isSame, size } = differenceOf(cells, EACH);
        const turned = differenceOf(cells.toReversed(), EACH);
        expect(turned.isSame).toBe(isSame);
        expect(turned.size).toBeCloseTo(size);
        expect(size).toBeGreaterThanOrEqual(0);
        expect(size).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('the cells that stand out', () => {
  it.each<[string, readonly DiffCell[], number | undefined, readonly number[]]>([
    ['one of three', ['adam', 'sgd', 'adam'], undefined, [1]],
    ['those that differ from the baseline', ['adam', 'sgd', 'adam'], 1, [0, 2]],
    ['what was not logged', ['1', undefined, '1.0'], undefined, [1]],
    ['none where all differ', [1, 2, 3], undefined, []],
    ['none where all are the same', [1, 1], undefined, []],
  ])('are %s', (_name, cells, baseline, places) => {
    expect([...placesApart(cells, baseline)]).toEqual(places);
  });
});
