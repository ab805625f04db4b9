import type { MetricColumn, TextColumn } from './run-column.ts';
import type { RunFrame } from './run-frame.ts';
import { datasetNames, RUN_STATUSES } from './run.ts';
import type { RunAttribute, RunColumn, RunSort } from './run-sort.ts';
import { numbersOfTexts } from './text-value.ts';

const PRESENT = 0;
const NOT_A_NUMBER = 1;
const MISSING = 2;

/** What rows are sorted by: numbers within the present ones, after them NaN, after them missing. */
export interface SortKeys {
  readonly keys: Float64Array;
  readonly groups: Uint8Array;
}

/** Whether a row has no value of what is sorted by; NaN is one. */
export function lacksKey({ groups }: SortKeys, row: number): boolean {
  return groups[row] === MISSING;
}

/** The rows newest first, then by id: the order of rows that are equal otherwise, and each row's place in it. */
export interface TieOrder {
  readonly rows: Uint32Array;
  readonly ranks: Uint32Array;
}

/**
 * Row numbers of the frame in the order of MLflow's `order_by` (observed on 3.17.2 and 2.22.4):
 * ascending -inf … +inf, NaN, missing; descending +inf … -inf, NaN, missing; ties by start time, newest first,
 * then by id. Unlike MLflow, a param or tag whose every value is a number is sorted as numbers.
 */
export function orderRuns(frame: RunFrame, sort: RunSort): Uint32Array {
  return orderRows(sortKeys(frame, sort.column), sort.isDescending, orderTies(frame));
}

/**
 * Row numbers sorted by their keys. Each row becomes one number, (rank of its key) × (rows) + (place among equals):
 * engines sort typed arrays of numbers natively, 100,000 rows in 20 ms, where a compare function takes 130 ms.
 */
export function orderRows({ keys, groups }: SortKeys, isDescending: boolean, ties: TieOrder): Uint32Array {
  const size = keys.length;
  const present = keys.filter((_, row) => groups[row] === PRESENT).sort();
  const distinct = withoutRepeats(present);
  const places = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const group = groups[row] ?? MISSING;
    let rank = distinct.length + group;
    if (group === PRESENT) {
      const ascending = findPlace(distinct, keys[row] ?? 0);
      rank = isDescending ? distinct.length - 1 - ascending : ascending;
    }
    places[row] = rank * size + (ties.ranks[row] ?? 0);
  }
  places.sort();
  return Uint32Array.from(places, (place) => ties.rows[place % size] ?? 0);
}

/** Sort keys of a column that the frame holds; of statistics and expressions, which it does not, all are missing. */
export function sortKeys(frame: RunFrame, column: RunColumn): SortKeys {
  const size = frame.ids.length;
  switch (column.kind) {
    case 'attribute':
      return attributeKeys(frame, column.key);
    case 'metric':
      return metricKeys(frame.metrics.get(column.key), size);
    case 'param':
      return textKeys(frame.params.get(column.key), size);
    case 'tag':
      return textKeys(frame.tags.get(column.key), size);
    case 'statistic':
    case 'family':
    case 'expression':
      return allMissing(size);
  }
}

/** Sort keys of values that are computed, row by row; what is not a number counts as missing. */
export function sortKeysOf(size: number, read: (row: number) => unknown): SortKeys {
  const result = allMissing(size);
  for (let row = 0; row < size; row++) {
    const value = read(row);
    if (typeof value === 'number') setKey(result, row, value);
  }
  return result;
}

/** The rows of the frame newest first, then by id. */
export function orderTies(frame: RunFrame): TieOrder {
  const starts = Float64Array.from(frame.startsMs, (ms) =>
    Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms,
  );
  const rows = Uint32Array.from(frame.ids, (_, row) => row).sort((left, right) => {
    const [leftStart, rightStart] = [starts[left] ?? 0, starts[right] ?? 0];
    if (leftStart !== rightStart) return leftStart < rightStart ? 1 : -1;
    return (frame.ids[left] ?? '') < (frame.ids[right] ?? '') ? -1 : 1;
  });
  const ranks = new Uint32Array(rows.length);
  rows.forEach((row, rank) => {
    ranks[row] = rank;
  });
  return { rows, ranks };
}

/** True where the column's texts are sorted as text, by the page as by the server: one of them is no number. */
export function sortsAsText(column: TextColumn | undefined): boolean {
  return column !== undefined && column.rows.length > 0 && numbersOf(column) === undefined;
}

/** A number for each code in use, or undefined where a text in use is none. */
function numbersOf(column: TextColumn): Float64Array | undefined {
  const parsed = numbersOfTexts(column.texts);
  const numbers = new Float64Array(parsed.length);
  for (const code of column.codes) {
    const value = parsed[code];
    if (value === undefined) return undefined;
    numbers[code] = value;
  }
  return numbers;
}

function attributeKeys(frame: RunFrame, key: RunAttribute): SortKeys {
  switch (key) {
    case 'name':
      return allPresent(rankTexts(frame.names));
    case 'status':
      return allPresent(rankTexts(frame.statusCodes.map((code) => RUN_STATUSES[code] ?? '')));
    case 'user':
      return textKeys(frame.users, frame.ids.length, 'as text');
    case 'start_time':
      return missingWhereNaN(Float64Array.from(frame.startsMs));
    case 'end_time':
      return missingWhereNaN(Float64Array.from(frame.endsMs));
    case 'run_id':
      return allPresent(rankTexts(frame.ids));
    case 'dataset.name': {
      const names = frame.datasets.map(datasetNames);
      const ranks = rankTexts(names.map((name) => name ?? ''));
      return missingWhereNaN(ranks.map((rank, row) => (names[row] === undefined ? Number.NaN : rank)));
    }
    case 'duration':
      return missingWhereNaN(Float64Array.from(frame.endsMs, (end, row) => end - (frame.startsMs[row] ?? 0)));
  }
}

function metricKeys(column: MetricColumn | undefined, size: number): SortKeys {
  const result = allMissing(size);
  column?.rows.forEach((row, place) => {
    setKey(result, row, column.values[place] ?? Number.NaN);
  });
  return result;
}

function textKeys(column: TextColumn | undefined, size: number, as?: 'as text'): SortKeys {
  const result = allMissing(size);
  if (!column) return result;
  const keyOfCode = (as ? undefined : numbersOf(column)) ?? rankTexts(column.texts);
  column.rows.forEach((row, place) => {
    setKey(result, row, keyOfCode[column.codes[place] ?? 0] ?? 0);
  });
  return result;
}

/** The place of each text among the different texts, by code unit, as SQLite's binary order nearly does. */
function rankTexts(texts: readonly string[]): Float64Array {
  const sorted = [...new Set(texts)].sort((left, right) => (left < right ? -1 : 1));
  const ranks = new Map(sorted.map((text, rank) => [text, rank]));
  return Float64Array.from(texts, (text) => ranks.get(text) ?? 0);
}

function withoutRepeats(sorted: Float64Array): Float64Array {
  let count = 0;
  for (const value of sorted) {
    if (count === 0 || sorted[count - 1] !== value) sorted[count++] = value;
  }
  return sorted.subarray(0, count);
}

function findPlace(distinct: Float64Array, key: number): number {
  let low = 0;
  let high = distinct.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((distinct[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function allPresent(keys: Float64Array): SortKeys {
  return { keys, groups: new Uint8Array(keys.length).fill(PRESENT) };
}

function allMissing(size: number): SortKeys {
  return { keys: new Float64Array(size), groups: new Uint8Array(size).fill(MISSING) };
}

function missingWhereNaN(keys: Float64Array): SortKeys {
  const groups = Uint8Array.from(keys, (key) => (Number.isNaN(key) ? MISSING : PRESENT));
  return { keys: keys.map((key) => (Number.isNaN(key) ? 0 : key)), groups };
}

function setKey({ keys, groups }: SortKeys, row: number, value: number): void {
  groups[row] = Number.isNaN(value) ? NOT_A_NUMBER : PRESENT;
  keys[row] = Number.isNaN(value) ? 0 : value;
}
