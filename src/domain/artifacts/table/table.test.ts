import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCellFilter, passesFilter } from './cell-filter.ts';
import { cellNumber, countKind, isMissing, kindOf, noKinds } from './cell-kind.ts';
import { nameColumns } from './column-names.ts';
import { orderRows } from './order-rows.ts';

const kindOfCells = (cells: readonly (string | undefined)[]) => {
  const counts = noKinds();
  for (const cell of cells) countKind(counts, cell);
  return kindOf(counts);
};

describe('kindOf', () => {
  it.each([
    [['1', '-2.5', '1e-4', 'NaN', ''], 'number'],
    [['1', 'inf', '-Infinity'], 'number'],
    [['true', 'False', undefined], 'boolean'],
    [['2026-01-02', '2026-01-02T10:20:30.5Z', '2026-01-02 10:20:30+09:00'], 'time'],
    [['{"a": 1}', '[1, 2]'], 'json'],
    [['1', 'dog'], 'text'],
    [['dog', '1', '2'], 'text'],
    [['', 'None', 'N/A'], 'empty'],
    [['0x10', '1'], 'text'],
    [['1,000'], 'text'],
  ] as const)('%j is %s', (cells, kind) => {
    expect(kindOfCells(cells)).toBe(kind);
  });

  it('does not depend on the order of the cells', () => {
    const cell = fc.constantFrom('1', '2.5', 'true', '2026-01-02', '{}', 'dog', '', undefined);
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 8 }), (cells) => {
        expect(kindOfCells(cells.toReversed())).toBe(kindOfCells(cells));
      }),
    );
  });
});

const passes = (typed: string, cell: string | undefined) => {
  const filter = parseCellFilter(typed);
  return filter === undefined || passesFilter(filter, cell);
};

describe('passesFilter', () => {
  it.each([
    ['> 0.5', '0.6', true],
    ['> 0.5', '0.5', false],
    ['>=0.5', '5e-1', true],
    ['> 0.5', 'dog', false],
    ['0.1..0.5', '0.3', true],
    ['0.1..0.5', '0.6', false],
    ['= 3', '3.0', true],
    ['!= 3', '3.0', false],
    ['!= 3', 'dog', true],
    ['= Dog', 'dog', true],
    ['= dog', 'dogs', false],
    ['!dog', 'hotdog', false],
    ['!dog', undefined, true],
    ['DOG', 'hotdog', true],
    ['', undefined, true],
    ['>', 'a > b', true],
    ['a..b', 'a..b', true],
    ['!', 'no!', true],
  ])('%s on %s', (typed, cell, expected) => {
    expect(passes(typed, cell)).toBe(expected);
  });
});

describe('nameColumns', () => {
  it('tells alike and missing names apart', () => {
    expect(nameColumns(['loss', 'loss', '', 'loss (2)', ' step '])).toEqual({
      names: ['loss', 'loss (3)', '#3', 'loss (2)', 'step'],
      repeated: ['loss'],
    });
  });

  it('gives every column a name of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', 'a', 'a (2)', '#1', '#2', ' a')), (header) => {
        const { names } = nameColumns(header);
        expect(new Set(names).size).toBe(header.length);
        expect(names).not.toContain('');
      }),
    );
  });
});

describe('orderRows', () => {
  const cell = fc.option(
    fc.oneof(fc.integer({ min: -9, max: 9 }).map(String), fc.constantFrom('NaN', 'inf')),
    {
      nil: undefined,
    },
  );
  it('sorts numbers as numbers in both directions, missing ones last, and keeps the order of equal ones', () => {
    fc.assert(
      fc.property(fc.array(cell), fc.boolean(), (cells, isDescending) => {
        const rows = orderRows([{ kind: 'number', cells }], cells.length, {
          sort: { column: 0, isDescending },
          filters: [],
        });
        expect([...rows].toSorted((a, b) => a - b)).toEqual(cells.map((_, index) => index));
        for (let at = 1; at < rows.length; at++) {
          const [a, b] = [rows[at - 1] ?? 0, rows[at] ?? 0];
          const [first, second] = [cells[a], cells[b]];
          const [x, y] = [cellNumber(first), cellNumber(second)];
          const isRight = isMissing(second)
            ? !isMissing(first) || a < b
            : !isMissing(first) && (x === y ? a < b : x < y !== isDescending);
          expect(isRight).toBe(true);
        }
      }),
    );
  });

  it('keeps rows that pass the filters of all columns, and those of any column', () => {
    const columns = [
      { kind: 'number', cells: ['1', '2', '3', '4'] },
      { kind: 'text', cells: ['cat', 'dog', 'cow', undefined] },
    ] as const;
    const order = (filters: readonly (readonly [number, string])[]) => [
      ...orderRows(columns, 4, {
        sort: { column: 0, isDescending: true },
        filters: filters.flatMap(([column, typed]) => {
          const filter = parseCellFilter(typed);
          return filter ? [{ column, filter }] : [];
        }),
      }),
    ];
    expect(
      order([
        [0, '> 1'],
        [1, 'o'],
      ]),
    ).toEqual([2, 1]);
    expect(order([[-1, 'c']])).toEqual([2, 0]);
    expect(order([[-1, '!c']])).toEqual([3, 1]);
  });
});
