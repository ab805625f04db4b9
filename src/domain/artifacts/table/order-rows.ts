import { type CellFilter, passesFilter } from './cell-filter.ts';
import { type CellKind, cellNumber, isMissing } from './cell-kind.ts';

export interface CellColumn {
  readonly kind: CellKind;
  readonly cells: readonly (string | undefined)[];
}

export interface RowOrder {
  readonly sort: { readonly column: number; readonly isDescending: boolean } | undefined;
  /** By column; -1: any of the columns. */
  readonly filters: readonly { readonly column: number; readonly filter: CellFilter }[];
}

/** The rows that pass all filters, sorted; equal ones in their order in the file, those without a value last. */
export function orderRows(columns: readonly CellColumn[], rowCount: number, order: RowOrder): Uint32Array {
  const kept = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (order.filters.every(({ column, filter }) => passesRow(columns, row, column, filter)))
      kept[count++] = row;
  }
  const rows = kept.subarray(0, count);
  const column = order.sort && columns[order.sort.column];
  return order.sort && column ? sortRows(rows, column, order.sort.isDescending) : rows.slice();
}

function passesRow(columns: readonly CellColumn[], row: number, column: number, filter: CellFilter): boolean {
  if (column >= 0) return passesFilter(filter, columns[column]?.cells[row]);
  // A text that no cell may hold is held by none of them.
  const isNone = 'isWanted' in filter && !filter.isWanted;
  const passes = ({ cells }: CellColumn) => passesFilter(filter, cells[row]);
  return isNone ? columns.every(passes) : columns.some(passes);
}

function sortRows(rows: Uint32Array, { kind, cells }: CellColumn, isDescending: boolean): Uint32Array {
  const [filled, missing]: [number[], number[]] = [[], []];
  for (const row of rows) (isMissing(cells[row]) ? missing : filled).push(row);
  const turn = isDescending ? -1 : 1;
  if (kind === 'number') {
    const numbers = new Float64Array(cells.length);
    for (const row of filled) numbers[row] = cellNumber(cells[row]);
    filled.sort((a, b) => turn * compareNumbers(numbers[a] ?? 0, numbers[b] ?? 0) || a - b);
  } else {
    filled.sort((a, b) => turn * compareTexts(cells[a] ?? '', cells[b] ?? '') || a - b);
  }
  return Uint32Array.from([...filled, ...missing]);
}

/** Infinities are equal to themselves, which a difference does not tell. */
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
