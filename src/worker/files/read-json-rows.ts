import { nameColumns } from '../../domain/artifacts/table/column-names.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { type CellStore, MAX_COLUMNS } from './cell-store.ts';
import type { RowFacts, RowReader } from './row-reader.ts';

const NO_FACTS: RowFacts = {
  short: undefined,
  long: undefined,
  broken: undefined,
  repeated: [],
  hasHeader: true,
  hiddenColumns: 0,
  isCutOff: false,
};

/** A line is a row: keys are columns in the order in which they come, what is no object stands in `value`. */
export function createJsonlReader(store: CellStore): RowReader {
  const places = new Map<string, number>();
  const hidden = new Set<string>();
  let rest = '';
  let lines = 0;
  let broken = { count: 0, first: 0 };

  const place = (key: string): number | undefined => {
    const known = places.get(key);
    if (known !== undefined) return known;
    if (places.size >= MAX_COLUMNS) {
      hidden.add(key);
      return undefined;
    }
    places.set(key, places.size);
    store.addColumn(key);
    return places.size - 1;
  };
  const add = (line: string): void => {
    if (line.trim() === '') return;
    lines++;
    const value = parseOrUndefined(line);
    if (value === undefined) {
      broken = { count: broken.count + 1, first: broken.first || lines };
      return;
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const row: (string | undefined)[] = [];
    for (const [key, own] of Object.entries(isObject ? value : { value })) {
      const at = place(key);
      if (at !== undefined) row[at] = cellText(own);
    }
    store.addRow(row);
  };
  return {
    push: (text, isEnd) => {
      const parts = (rest + text).split('\n');
      rest = isEnd ? '' : (parts.pop() ?? '');
      for (const part of parts) add(part);
    },
    facts: () => ({
      ...NO_FACTS,
      broken: broken.count > 0 ? broken : undefined,
      hiddenColumns: hidden.size,
    }),
  };
}

/**
 * The table that `mlflow.log_table` writes: pandas' `split`, `{"columns": [...], "data": [[...], ...]}`. It is one value
 * and is parsed when all of it is here.
 *
 * @throws TrackingError `bad-response` with subject `not-a-table` where it is something else
 */
export function createLogTableReader(store: CellStore): RowReader {
  const pieces: string[] = [];
  let hiddenColumns = 0;
  return {
    push: (text, isEnd) => {
      pieces.push(text);
      if (!isEnd) return;
      const { columns, data } = readSplit(parseOrUndefined(pieces.splice(0).join('')));
      hiddenColumns = Math.max(0, columns.length - MAX_COLUMNS);
      for (const name of nameColumns(columns).names.slice(0, MAX_COLUMNS)) store.addColumn(name);
      for (const row of data) store.addRow(row.slice(0, MAX_COLUMNS).map(cellText));
    },
    facts: () => ({ ...NO_FACTS, hiddenColumns }),
  };
}

function readSplit(value: unknown) {
  const table = typeof value === 'object' && value !== null ? value : {};
  if ('columns' in table && Array.isArray(table.columns) && 'data' in table && Array.isArray(table.data)) {
    const data = table.data.map((row: unknown) => (Array.isArray(row) ? (row as readonly unknown[]) : [row]));
    return { columns: table.columns.map(String), data };
  }
  throw new TrackingError({ kind: 'bad-response', subject: 'not-a-table' });
}

/** Python writes NaN and infinities, which JSON has no word for. */
function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replaceAll(/(?<=[[,:]\s*)(-?Infinity|NaN)(?=\s*[\],}])/g, '"$1"'));
    } catch {
      return undefined;
    }
  }
}

/** Texts as they are, the rest as JSON; null is no value. */
export function cellText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}
