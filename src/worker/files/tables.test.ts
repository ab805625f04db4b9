import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { fileOfBytes } from '../../testing/file-of-bytes.ts';
import { joinedPorts } from '../../testing/joined-port.ts';
import { SMALL_PARQUET } from '../../testing/small-parquet.ts';
import { createRpcClient } from '../rpc/rpc-client.ts';
import { serve } from '../rpc/rpc-server.ts';
import { createFileHandlers } from './file-handlers.ts';
import type { FileProtocol } from './file-protocol.ts';
import { createLogTableReader } from './read-json-rows.ts';
import { createCellStore } from './cell-store.ts';
import { createCsvReader } from './read-csv.ts';
import type { TableFormat, TableRequest, TableState } from './table-protocol.ts';

let close: () => void = () => undefined;
afterEach(() => close());

/** A table over a real channel, with its bytes read on this side. */
async function open(format: TableFormat, content: Uint8Array | string, more: Partial<TableRequest> = {}) {
  const ports = joinedPorts();
  close = () => ports.close();
  serve(ports.far, createFileHandlers());
  const client = createRpcClient<FileProtocol>(ports.near);
  const file = fileOfBytes('data', content);
  void client
    .call('bytes.listen', undefined, {
      onProgress: ({ id, start, end }) => {
        const nothing = { bytes: new Uint8Array(0), totalBytes: 0 };
        const reading = file.readRange(start, end).catch(() => nothing);
        void reading.then((read) => client.call('bytes.give', { id, read }));
      },
    })
    .catch(() => undefined);
  const states: TableState[] = [];
  const request = {
    format,
    sizeBytes: file.sizeBytes,
    encoding: undefined,
    limitBytes: 32e6,
    askBytes: 20e6,
    ...more,
  };
  const state = await client.call('table.open', request, { onProgress: (one) => states.push(one) });
  const rows = async (start = 0, end = 10) => (await client.call('table.rows', { start, end })).cells;
  return { client, file, states, state, rows };
}

const kinds = (state: TableState) => Object.fromEntries(state.columns.map(({ name, kind }) => [name, kind]));

const readCsv = (pieces: readonly string[]) => {
  const store = createCellStore();
  const reader = createCsvReader(store, 'csv');
  for (const [index, piece] of pieces.entries()) reader.push(piece, index === pieces.length - 1);
  return [store.columns().map(({ name }) => name), store.window(0, 100).cells];
};

describe('CSV', () => {
  it('shows the first rows with the first piece and reads on', async () => {
    const content = `step,loss,name\n${Array.from({ length: 60_000 }, (_, row) => `${row},${1 / (row + 1)},run ${row}`).join('\n')}`;
    const { states, state, rows, file } = await open('csv', content);
    expect(states[0]).toMatchObject({ isComplete: false, readBytes: 256_000 });
    expect(states[0]?.rowCount).toBeGreaterThan(5_000);
    expect(state).toMatchObject({ isComplete: true, rowCount: 60_000, encoding: 'utf-8' });
    expect(kinds(state)).toEqual({ step: 'number', loss: 'number', name: 'text' });
    expect(await rows(59_999, 70_000)).toEqual([['59999', '0.000016666666666666667', 'run 59999']]);
    expect(file.ranges[0]).toEqual([0, 256_000]);
  });

  it('reads the same however the text parts', () => {
    const cell = fc.constantFrom('1', 'a', '한', '"q, ""x"" y"', '"two\nlines"', '');
    const text = fc
      .array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 })
      .map((rows) => `h1,h2\n${rows.map((row) => row.join(',')).join('\n')}\nend,end`);
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 4 }), (whole, cuts) => {
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut + 20, whole.length)).toSorted((a, b) => a - b),
          whole.length,
        ];
        const pieces = places.slice(1).map((end, index) => whole.slice(places[index], end));
        expect(readCsv(pieces)).toEqual(readCsv([whole]));
      }),
    );
  });

  it('sorts, filters and draws all rows', async () => {
    const { client, rows } = await open(
      'csv',
      'step,loss,name\n1,0.5,cat\n2,0.25,dog\n3,NaN,cow\n10,0.1,crow\n',
    );
    const sorted = await client.call('table.order', { sort: { column: 0, isDescending: true }, filters: [] });
    expect(sorted.matchCount).toBe(4);
    expect((await rows()).map(([step]) => step)).toEqual(['10', '3', '2', '1']);
    const filtered = await client.call('table.order', {
      sort: undefined,
      filters: [
        { column: 0, typed: '> 1' },
        { column: 2, typed: 'C' },
        { column: 1, typed: '' },
      ],
    });
    expect(filtered).toMatchObject({ matchCount: 2, rowCount: 4 });
    const window = await client.call('table.rows', { start: 0, end: 10 });
    expect(window).toMatchObject({ rows: [2, 3], version: filtered.version });
    expect(await client.call('table.points', { x: 0, y: 1 })).toEqual({
      xs: Float64Array.of(10),
      ys: Float64Array.of(0.1),
      count: 1,
    });
    expect(await client.call('table.points', { x: undefined, y: 0 })).toMatchObject({
      xs: Float64Array.of(3, 4),
    });
  });

  it('tells ragged rows, repeated names and a quote without an end, and loses no cell', async () => {
    const { state, rows } = await open('csv', 'a,a,b\n1,2,3\n4\n5,6,7,8\n\n9,"10\n');
    expect(state).toMatchObject({
      short: { count: 2, first: 2 },
      long: { count: 1, first: 3 },
      repeated: ['a'],
      isCutOff: true,
    });
    expect(state.columns.map(({ name }) => name)).toEqual(['a', 'a (2)', 'b', '#4']);
    expect((await rows())[2]).toEqual(['5', '6', '7', '8']);
  });

  it.each([
    ['semicolons', 'a;b\n1,5;2\n', [['1,5', '2']]],
    ['CRLF', 'a,b\r\n1,2\r\n', [['1', '2']]],
    ['no rows', 'a,b\n', []],
    ['nothing', '', []],
  ] as const)('reads %s', async (_, content, expected) => {
    const { state, rows } = await open('csv', content);
    expect(state.isComplete).toBe(true);
    expect(await rows()).toEqual(expected);
  });

  it('numbers the columns of rows without a header', async () => {
    const { state } = await open('csv', '1,2\n3,4\n');
    expect(state).toMatchObject({ hasHeader: false, rowCount: 2 });
    expect(state.columns.map(({ name }) => name)).toEqual(['#1', '#2']);
  });

  it('reads UTF-16, Latin-1 and a chosen encoding, and tells what is no text', async () => {
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array(Array.from('é,b\n한,2', (one) => one.charCodeAt(0))).buffer),
    ]);
    const utf16 = await open('csv', wide);
    expect(utf16.state).toMatchObject({ encoding: 'utf-16le', columns: [{ name: 'é' }, { name: 'b' }] });
    const latin = await open('csv', new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a, 0x78, 0x0a]));
    expect(latin.state).toMatchObject({ encoding: 'windows-1252', columns: [{ name: 'café' }] });
    const korean = await open('csv', new Uint8Array([0xc7, 0xd1, 0x0a]), { encoding: 'euc-kr' });
    expect(korean.state.columns[0]?.name).toBe('한');
    await expect(open('csv', new Uint8Array(100))).rejects.toMatchObject({
      failure: { kind: 'bad-response', subject: 'not-text' },
    });
  });

  it('waits at its limit until it is told to read on', async () => {
    const content = `n\n${Array.from({ length: 200_000 }, (_, row) => row).join('\n')}\n`;
    const { client, state } = await open('csv', content, { limitBytes: 500_000 });
    expect(state).toMatchObject({ isComplete: false, readBytes: 512_000 });
    expect(await client.call('table.read-on', { limitBytes: 1e9 })).toMatchObject({
      isComplete: true,
      rowCount: 200_000,
    });
  });
});

describe('rows of JSON', () => {
  it('reads lines with their keys as columns, and tells lines that cannot be read', async () => {
    const { state, rows } = await open(
      'jsonl',
      '{"step": 1, "text": "a", "nested": {"x": [1, null]}}\n{"step": 2, "extra": NaN}\n\n[1, 2]\n{"step": 3, "text"',
    );
    expect(kinds(state)).toEqual({
      step: 'number',
      text: 'text',
      nested: 'json',
      extra: 'empty',
      value: 'json',
    });
    expect(state).toMatchObject({ rowCount: 3, broken: { count: 1, first: 4 } });
    expect(await rows()).toEqual([
      ['1', 'a', '{"x":[1,null]}', undefined, undefined],
      ['2', undefined, undefined, 'NaN', undefined],
      [undefined, undefined, undefined, undefined, '[1,2]'],
    ]);
  });

  it('reads what log_table writes, and tells what is no table', async () => {
    const { state, rows } = await open(
      'log-table',
      '{"columns": ["prompt", "score"], "data": [["a\\nb", 0.5], ["c", NaN]]}',
    );
    expect(kinds(state)).toEqual({ prompt: 'text', score: 'number' });
    expect(await rows()).toEqual([
      ['a\nb', '0.5'],
      ['c', 'NaN'],
    ]);
    await expect(open('log-table', '{"lr": 0.1}')).rejects.toMatchObject({
      failure: { subject: 'not-a-table' },
    });
    expect(() => createLogTableReader(createCellStore()).push('[1,', true)).toThrow(/not-a-table/);
  });
});

/** 40,000 rows in one group, zstd, written by pyarrow 25 with and without `write_page_index`. */
const bytesOf = (name: string) => new Uint8Array(readFileSync(`src/testing/${name}.parquet`));
const INDEXED = bytesOf('one-group-indexed');
const PLAIN = bytesOf('one-group');
const FAR = { start: 30_123, end: 30_223 };
const rowAt = (row: number) => [
  String(row),
  String((row % 97) / 8),
  `run ${row % 7}`,
  row % 10 === 0 ? JSON.stringify(Array.from({ length: row % 3 }, () => row)) : undefined,
];
const rowsFrom = (start: number, end: number) =>
  Array.from({ length: end - start }, (_, at) => rowAt(start + at));
/** What was read since the file was opened, the footer not counted. */
const counter = (ranges: readonly (readonly [number, number])[]) => {
  const opened = ranges.length;
  return () => ranges.slice(opened).reduce((bytes, [start, end]) => bytes + end - start, 0);
};

describe('Parquet', () => {
  it('reads schema, codecs, row groups and a window of rows by range', async () => {
    const { state, client } = await open('parquet', SMALL_PARQUET, { limitBytes: 0 });
    expect(state).toMatchObject({ rowCount: 6, canOrder: false, isComplete: false });
    expect(state.parquet?.rowGroups.map(({ rowCount }) => rowCount)).toEqual([4, 2]);
    expect(state.parquet?.columns[0]).toMatchObject({ name: 'step', type: 'INT64', codecs: ['ZSTD'] });
    expect(kinds(state)).toMatchObject({ step: 'number', name: 'text', at: 'time', ids: 'json' });
    const window = await client.call('table.rows', { start: 3, end: 6 });
    expect(window.rows).toEqual([3, 4, 5]);
    expect(window.cells[0]).toEqual([
      '3',
      'NaN',
      'cow',
      '2026-01-02T03:04:05Z',
      '2026-01-02',
      '[3]',
      '0x00ff',
      '1152921504606846976',
    ]);
  });

  it('sorts and filters what it holds', async () => {
    const { state, client, rows } = await open('parquet', SMALL_PARQUET, { limitBytes: 1e6 });
    expect(state).toMatchObject({ canOrder: true, isComplete: true, rowCount: 6 });
    await client.call('table.order', {
      sort: { column: 1, isDescending: false },
      filters: [{ column: 0, typed: '< 5' }],
    });
    expect((await rows()).map(([step]) => step)).toEqual(['4', '1', '0', '2', '3']);
  });

  it.each([
    ['cut off', SMALL_PARQUET.slice(0, -20)],
    ['another kind', new TextEncoder().encode('step,loss\n1,2\n'.repeat(20))],
    ['too short', new Uint8Array([0x50, 0x41, 0x52, 0x31])],
  ])('tells a file that is %s', async (_, bytes) => {
    await expect(open('parquet', bytes)).rejects.toMatchObject({
      failure: { kind: 'bad-response', subject: 'not-parquet' },
    });
  });

  it('tells pages that cannot be read', async () => {
    const broken = SMALL_PARQUET.slice();
    broken.fill(0xff, 4, 400);
    const { client } = await open('parquet', broken, { limitBytes: 0 });
    await expect(client.call('table.rows', { start: 0, end: 2 })).rejects.toMatchObject({
      failure: { subject: 'not-parquet' },
    });
  });

  describe('of one large row group', () => {
    it('with a page index is read by the pages of the rows in sight', async () => {
      const { state, client, file } = await open('parquet', INDEXED, { limitBytes: 0, askBytes: 20_000 });
      expect(state.parquet?.rowGroups).toMatchObject([{ rowCount: 40_000, hasPageIndex: true }]);
      const readBytes = counter(file.ranges);
      const window = await client.call('table.rows', FAR);
      expect(window.cells).toEqual(rowsFrom(FAR.start, FAR.end));
      expect(readBytes()).toBeLessThan((state.parquet?.dataBytes ?? 0) / 5);
      const before = readBytes();
      await client.call('table.rows', { start: FAR.start + 40, end: FAR.end + 40 });
      expect(readBytes()).toBe(before);
      expect((await client.call('table.rows', { start: 0, end: 2 })).cells).toEqual(rowsFrom(0, 2));
      expect((await client.call('table.rows', { start: 39_998, end: 50_000 })).cells).toEqual(
        rowsFrom(39_998, 40_000),
      );
      expect(await client.call('table.row', { row: 20_010 })).toEqual(rowAt(20_010));
    });

    it('without one asks before it is read, once, and says what it costs', async () => {
      const { state, client, file } = await open('parquet', PLAIN, { limitBytes: 0, askBytes: 20_000 });
      const { rowGroups = [], dataBytes = 0 } = state.parquet ?? {};
      expect(rowGroups).toMatchObject([{ hasPageIndex: false }]);
      const readBytes = counter(file.ranges);
      expect(await client.call('table.rows', FAR)).toMatchObject({ asksBytes: dataBytes, cells: [] });
      expect(await client.call('table.row', { row: 5 })).toEqual([]);
      expect(readBytes()).toBe(0);
      await client.call('table.allow', FAR);
      const window = await client.call('table.rows', FAR);
      expect(window.cells).toEqual(rowsFrom(FAR.start, FAR.end));
      expect(readBytes()).toBeGreaterThanOrEqual(dataBytes);
      const before = readBytes();
      expect((await client.call('table.rows', { start: 100, end: 103 })).cells).toEqual(rowsFrom(100, 103));
      expect(readBytes()).toBe(before);
    });

    it('without one, but small, is read without a question', async () => {
      const { client } = await open('parquet', PLAIN, { limitBytes: 0 });
      expect((await client.call('table.rows', { start: 7, end: 9 })).cells).toEqual(rowsFrom(7, 9));
    });

    it('whose pages are larger than what is read unasked asks as one without an index', async () => {
      const { state, client, file } = await open('parquet', INDEXED, { limitBytes: 0, askBytes: 3_000 });
      const readBytes = counter(file.ranges);
      const asked = await client.call('table.rows', FAR);
      expect(asked).toMatchObject({ asksBytes: state.parquet?.dataBytes, cells: [] });
      expect(readBytes()).toBeLessThanOrEqual(3_000);
      await client.call('table.allow', FAR);
      expect((await client.call('table.rows', FAR)).cells).toEqual(rowsFrom(FAR.start, FAR.end));
    });
  });
});
