import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonTape } from '../json-tape.ts';
import { compareRows } from './compare-rows.ts';
import { compareWays, isLoggedTable } from './compare-ways.ts';
import { COMPARE_WAYS, DEFAULT_FILES_VIEW, packFilesView, readFilesView } from './files-view.ts';
import { joinTables } from './join-tables.ts';
import { jsonLeaves } from './json-leaves.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('jsonLeaves', () => {
  it('names every value and leaves numbers as written', () => {
    const text = '{"a":{"b":[1.10,{"c":12345678901234567890}],"d.e":"x"},"f":[],"g":{}}';
    expect([...jsonLeaves(readJsonTape(bytesOf(text)))]).toEqual([
      ['a.b[0]', '1.10'],
      ['a.b[1].c', '12345678901234567890'],
      ['a["d.e"]', '"x"'],
      ['f', '[]'],
      ['g', '{}'],
    ]);
    expect([...jsonLeaves(readJsonTape(bytesOf('[[1],2]')))]).toEqual([
      ['[0][0]', '1'],
      ['[1]', '2'],
    ]);
  });

  it('has as many as there are values without others', () => {
    const count = (value: unknown): number => {
      const children = typeof value === 'object' && value !== null ? Object.values(value) : [];
      return children.length === 0 ? 1 : children.map(count).reduce((sum, each) => sum + each, 0);
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const leaves = jsonLeaves(readJsonTape(bytesOf(JSON.stringify(value))));
        expect(leaves.size).toBe(count(JSON.parse(JSON.stringify(value))));
      }),
    );
  });
});

describe('compareRows', () => {
  const files = [
    new Map([
      ['lr', '1e-3'],
      ['seed', '1'],
      ['only', 'x'],
    ]),
    new Map([
      ['lr', '0.001'],
      ['seed', '2'],
    ]),
  ];

  it('tells what differs; texts of one number are the same', () => {
    const { rows, differing, same } = compareRows(files, true, '');
    expect(rows.map(({ key, cells }) => [key, ...cells])).toEqual([
      ['seed', '1', '2'],
      ['only', 'x', undefined],
    ]);
    expect([differing, same]).toEqual([2, 1]);
    expect(compareRows(files, false, '').found).toBe(3);
    expect(compareRows(files, false, 'ONL').rows.map(({ key }) => key)).toEqual(['only']);
  });
});

const table = (...rows: readonly (readonly string[])[]) => ({ columns: ['prompt', 'model', 'answer'], rows });

describe('joinTables', () => {
  const tables = [
    table(['hi', 'a', 'hello'], ['bye', 'a', 'see you'], ['x', 'a', '1']),
    table(['bye', 'a', 'see you'], ['hi', 'a', 'hey']),
  ];

  it('finds the column that names rows, and the first one that differs', () => {
    const { joinBy, column, files } = joinTables(tables, undefined, undefined);
    expect([joinBy, column]).toEqual(['prompt', 'model']);
    expect(files.map((file) => [...file.keys()])).toEqual([
      ['hi', 'bye', 'x'],
      ['bye', 'hi'],
    ]);
    expect(joinTables(tables, undefined, 'answer').files.map((file) => file.get('hi'))).toEqual([
      'hello',
      'hey',
    ]);
  });

  it('joins by place where that is wanted, and tells doubles apart', () => {
    expect(joinTables(tables, '', 'prompt').files.map((file) => file.get('1'))).toEqual(['hi', 'bye']);
    const doubled = table(['hi', 'a', '1'], ['hi', 'a', '2'], ['x', 'b', '2']);
    expect([...(joinTables([doubled], 'prompt', 'answer').files[0] ?? [])]).toEqual([
      ['hi', '1'],
      ['hi (2)', '2'],
      ['x', '2'],
    ]);
    expect(joinTables([doubled, doubled], undefined, undefined).joinBy).toBe('');
    expect(joinTables([], undefined, undefined).column).toBeUndefined();
  });

  it('keeps every row, whatever it is joined by', () => {
    const cell = fc.constantFrom('a', 'b', '1', '0.5', '');
    const any = fc
      .array(fc.tuple(cell, cell), { maxLength: 8 })
      .map((rows) => ({ columns: ['k', 'v'], rows }));
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 3 }),
        fc.constantFrom(undefined, '', 'k', 'v', 'gone'),
        (all, by) => {
          const { files } = joinTables(all, by, 'v');
          expect(files.map((file) => file.size)).toEqual(all.map(({ rows }) => rows.length));
        },
      ),
    );
  });
});

describe('the view of compared files', () => {
  it('goes through links, and only what is known', () => {
    const view = {
      ...DEFAULT_FILES_VIEW,
      isCompared: true,
      way: 'table',
      joinBy: '',
      isDifferencesOnly: false,
    } as const;
    expect(readFilesView(JSON.parse(JSON.stringify(packFilesView(view))))).toEqual(view);
    expect(packFilesView(DEFAULT_FILES_VIEW)).toBeUndefined();
    for (const odd of [null, 1, { all: 1 }, { as: 'x' }, { images: 'x' }, { join: 1 }])
      expect(readFilesView(odd)).toBeUndefined();
  });

  it('offers ways by the name of the file', () => {
    expect(compareWays('a/metrics.csv')[0]).toBe('table');
    expect(compareWays('model/MLmodel')[0]).toBe('tree');
    expect(compareWays('train.log')).toEqual(['text', 'tails']);
    expect(compareWays('model.pkl')).toEqual([]);
    const ways = ['a.csv', 'a.json', 'a.png', 'a.log'].flatMap(compareWays);
    expect(new Set(ways)).toEqual(new Set(COMPARE_WAYS));
    expect(isLoggedTable(bytesOf(' {"columns": ["a"], "data": []}'))).toBe(true);
    expect(isLoggedTable(bytesOf('{"lr": 1}'))).toBe(false);
  });
});
