/** What the cells of a column are. */
export type CellKind = 'number' | 'boolean' | 'time' | 'text' | 'json' | 'empty';

/** What writers put where there is no value (pandas' own list, in short). */
const MISSING = new Set(['', 'na', 'n/a', '<na>', 'nan', '-nan', 'null', 'none', 'nat']);
const SPECIAL = new Map([
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

export function isMissing(cell: string | undefined): boolean {
  return (
    cell === undefined || cell.length === 0 || (cell.length <= 5 && MISSING.has(cell.trim().toLowerCase()))
  );
}

/** NaN: it is none. No hexadecimal, no empty text as 0, no thousands: as pandas reads by default. */
export function cellNumber(cell: string | undefined): number {
  if (cell === undefined) return Number.NaN;
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  return text.length <= 9 ? (SPECIAL.get(text.toLowerCase()) ?? Number.NaN) : Number.NaN;
}

/** How many cells of a column are what; kept up to date cell by cell. */
export interface KindCounts {
  filled: number;
  number: number;
  boolean: number;
  time: number;
  json: number;
}

export function noKinds(): KindCounts {
  return { filled: 0, number: 0, boolean: 0, time: 0, json: 0 };
}

export function countKind(counts: KindCounts, cell: string | undefined): void {
  if (cell === undefined || isMissing(cell)) return;
  counts.filled++;
  // A column that holds another kind already is text, whatever follows.
  if (counts.number === counts.filled - 1 && !Number.isNaN(cellNumber(cell))) counts.number++;
  else if (counts.boolean === counts.filled - 1 && /^(?:true|false)$/i.test(cell)) counts.boolean++;
  else if (counts.time === counts.filled - 1 && TIME.test(cell)) counts.time++;
  else if (counts.json === counts.filled - 1 && /^[[{]/.test(cell)) counts.json++;
}

/** A column is of a kind if every cell that has a value is. */
export function kindOf(counts: KindCounts): CellKind {
  if (counts.filled === 0) return 'empty';
  for (const kind of ['number', 'boolean', 'time', 'json'] as const) {
    if (counts[kind] === counts.filled) return kind;
  }
  return 'text';
}
