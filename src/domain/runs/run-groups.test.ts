import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeGroupId,
  type GroupCell,
  formatGroupKey,
  groupIdOf,
  groupRuns,
  isSeedKey,
  parseGroupKey,
} from './run-groups.ts';
import { canonicalText } from './text-value.ts';

/** Groups of runs with these values of one key, or of several. */
function groupsOf(rows: readonly (readonly GroupCell[])[]) {
  const count = rows[0]?.length ?? 0;
  return groupRuns(
    rows.length,
    Array.from({ length: count }, (_, index) => ({
      text: `params.p${index}`,
      read: (place) => rows[place]?.[index],
    })),
  );
}

const cell: fc.Arbitrary<GroupCell> = fc.oneof(
  fc.constantFrom('1e-4', '0.0001', '0.10', '0.1', 'True', 'true', 'adam', ' ', '', 'nan', '-0', '0'),
  fc.constantFrom<GroupCell>(undefined, null, 0.1, -0, Number.NaN),
  fc.string(),
);

function canonical(value: GroupCell): string | undefined {
  return value === undefined || value === null ? undefined : canonicalText(String(value));
}

describe('groups of runs', () => {
  it('take values that are equal as one, however they were written', () => {
    const groups = groupsOf([['1e-4'], ['0.01'], ['0.0001'], ['1E-04']]);
    expect(groups.map(({ values, members }) => [values, members])).toEqual([
      [['0.0001'], [0, 2, 3]],
      [['0.01'], [1]],
    ]);
  });

  it('are in the order of their numbers, then of their texts; who lacks the key comes last', () => {
    const groups = groupsOf([['relu'], ['10'], [undefined], ['9'], ['nan'], ['GELU'], [undefined]]);
    expect(groups.map(({ values }) => values[0])).toEqual(['9', '10', 'NaN', 'GELU', 'relu', undefined]);
    expect(groups.at(-1)?.members).toEqual([2, 6]);
  });

  it('go by several keys, the first one first', () => {
    const groups = groupsOf([
      ['b', '2'],
      ['a', '2'],
      ['b', undefined],
      ['b', '1'],
      ['a', '2'],
    ]);
    expect(groups.map(({ values }) => values)).toEqual([
      ['a', '2'],
      ['b', '1'],
      ['b', '2'],
      ['b', undefined],
    ]);
  });

  it('tell a text of nothing from a key that is not there', () => {
    expect(groupsOf([[''], [undefined]])).toHaveLength(2);
  });

  it('hold every run once: two of them are together where all their values are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 12 }), (rows) => {
        const groups = groupsOf(rows);
        expect(groups.flatMap(({ members }) => members).toSorted((a, b) => a - b)).toEqual(
          rows.map((_, place) => place),
        );
        const groupOf = rows.map((_, place) => groups.findIndex(({ members }) => members.includes(place)));
        rows.forEach((left, i) =>
          rows.forEach((right, j) => {
            const isSame = left.every((value, index) => canonical(value) === canonical(right[index]));
            expect(groupOf[i] === groupOf[j]).toBe(isSame);
          }),
        );
      }),
    );
  });

  it('of one key have the id that their value alone gives: pictures colour categories by it', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (cells) => {
        for (const { id, members } of groupsOf(cells.map((each) => [each])))
          for (const place of members) expect(groupIdOf({ kind: 'param', key: 'p0' }, cells[place])).toBe(id);
      }),
    );
  });

  it('have ids and an order that do not depend on the order of the runs', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
        const ids = (list: typeof rows) => groupsOf(list).map(({ id }) => id);
        expect(ids(rows.toReversed())).toEqual(ids(rows));
      }),
    );
  });
});

describe('the id of a group', () => {
  it('tells its keys and values as they are shown', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
        for (const { id, values } of groupsOf(rows))
          expect(describeGroupId(id)).toEqual({ by: ['params.p0', 'params.p1'], values });
      }),
    );
    expect(describeGroupId('nonsense')).toBeUndefined();
    expect(describeGroupId('[["nonsense",null]]')).toBeUndefined();
  });
});

describe('the text of what runs are grouped by', () => {
  it.each(['params.lr', 'tags.team', 'status', 'user', 'dataset', 'experiment', '=params.lr * 2'])(
    'comes back as it was: %s',
    (text) => {
      const key = parseGroupKey(text);
      expect(key && formatGroupKey(key)).toBe(text);
    },
  );

  it('is nothing where it names nothing', () => {
    expect(parseGroupKey('no such thing')).toBeUndefined();
  });
});

describe('seeds', () => {
  it.each(['seed', 'train.seed', 'random_seed', 'random_state', 'model/random_state', 'fold', 'data_seed'])(
    'are known by their names: %s',
    (key) => expect(isSeedKey(key)).toBe(true),
  );

  it.each(['lr', 'seedling', 'unfold', 'n_folds', 'batch_size', 'split_size', 'reps_per_day'])(
    'are not what only sounds like one: %s',
    (key) => expect(isSeedKey(key)).toBe(false),
  );
});
