import type { MetricColumn, TextColumn } from './run-column.ts';
import type { RunFrame } from './run-frame.ts';
import { RUN_STATUSES } from './run.ts';
import type { RunAttribute, RunSort } from './run-sort.ts';
import { parseNumberText } from './text-value.ts';

const PRESENT = 0;
const NOT_A_NUMBER = 1;
const MISSING = 2;

/** What rows are sorted by: numbers within the present ones, after them NaN, after them missing. */
interface SortKeys {
  readonly keys: Float64Array;
  readonly groups: Uint8Array;
}

/**
 * Row numbers of the frame in the order of MLflow's `order_by` (observed on 3.17.2 and 2.22.4):
 * ascending -inf … +inf, NaN, missing; descending +inf … -inf, NaN, missing; ties by start time, newest first,
 * then by id. Unlike MLflow, a param or tag whose every value is a number is sorted as numbers.
 */
export function orderRuns(frame: RunFrame, sort: RunSort): Uint32Array {
  const { keys, groups } = sortKeys(frame, sort);
  const ties = tieRanks(frame);
  const direction = sort.isDescending ? -1 : 1;
  const compare = (left: number, right: number): number => {
    const group = at(groups, left) - at(groups, right);
    if (group !== 0) return group;
    const [leftKey, rightKey] = [at(keys, left), at(keys, right)];
    // Not a subtraction: ∞ - ∞ is NaN.
    if (leftKey !== rightKey) return leftKey < rightKey ? -direction : direction;
    return at(ties, left) - at(ties, right);
  };
  return Uint32Array.from(frame.ids, (_, row) => row).sort(compare);
}

function sortKeys(frame: RunFrame, { column }: RunSort): SortKeys {
  const size = frame.ids.length;
  if (column.kind === 'attribute') return attributeKeys(frame, column.key);
  if (column.kind === 'metric') return metricKeys(frame.metrics.get(column.key), size);
  const columns = column.kind === 'param' ? frame.params : frame.tags;
  return textKeys(columns.get(column.key), size);
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
    setKey(result, row, at(keyOfCode, column.codes[place] ?? 0));
  });
  return result;
}

/** A number for each code in use, or undefined where a text in use is none. */
function numbersOf(column: TextColumn): Float64Array | undefined {
  const numbers = new Float64Array(column.texts.length);
  for (const code of new Set(column.codes)) {
    const value = parseNumberText(column.texts[code] ?? '');
    if (value === undefined) return undefined;
    numbers[code] = value;
  }
  return numbers;
}

/** The place of each text among the different texts, by code unit, as SQLite's binary order nearly does. */
function rankTexts(texts: readonly string[]): Float64Array {
  const sorted = [...new Set(texts)].sort((left, right) => (left < right ? -1 : 1));
  const ranks = new Map(sorted.map((text, rank) => [text, rank]));
  return Float64Array.from(texts, (text) => ranks.get(text) ?? 0);
}

/** The place of each row in the order newest first, then by id. */
function tieRanks(frame: RunFrame): Float64Array {
  const starts = Float64Array.from(frame.startsMs, (ms) =>
    Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms,
  );
  const rows = Uint32Array.from(frame.ids, (_, row) => row).sort((left, right) => {
    const [leftStart, rightStart] = [at(starts, left), at(starts, right)];
    if (leftStart !== rightStart) return leftStart < rightStart ? 1 : -1;
    return (frame.ids[left] ?? '') < (frame.ids[right] ?? '') ? -1 : 1;
  });
  const ranks = new Float64Array(rows.length);
  rows.forEach((row, rank) => {
    ranks[row] = rank;
  });
  return ranks;
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

function at(column: Float64Array | Uint8Array, index: number): number {
  return column[index] ?? 0;
}
