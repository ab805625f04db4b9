import { type CellFilter, parseCellFilter } from '../../domain/artifacts/table/cell-filter.ts';
import {
  cellNumber,
  countKind,
  kindOf,
  type KindCounts,
  noKinds,
} from '../../domain/artifacts/table/cell-kind.ts';
import { orderRows } from '../../domain/artifacts/table/order-rows.ts';
import type { CellsWindow, TableColumn, TableOrder, TablePoints } from './table-protocol.ts';

type Cell = string | undefined;

/** Columns beyond are left out, with their number told. */
export const MAX_COLUMNS = 1_000;
/** Characters of a cell that cross to the page; the whole is there when its row is opened. */
const SHOWN_CHARACTERS = 300;
/** Points of a chart. */
const MAX_POINTS = 50_000;

interface StoredColumn {
  name: string;
  readonly cells: Cell[];
  readonly counts: KindCounts;
}

export type CellStore = ReturnType<typeof createCellStore>;

/** A table in memory, column by column, with an order of its rows. */
export function createCellStore() {
  const columns: StoredColumn[] = [];
  let rowCount = 0;
  let order: TableOrder = { sort: undefined, filters: [] };
  /** Undefined: all rows as they stand in the file. */
  let rows: Uint32Array | undefined;

  const reorder = () => {
    const filters = order.filters.flatMap(({ column, typed }): { column: number; filter: CellFilter }[] => {
      const filter = parseCellFilter(typed);
      return filter ? [{ column, filter }] : [];
    });
    const isPlain = filters.length === 0 && !order.sort;
    const named = columns.map(({ cells, counts }) => ({ cells, kind: kindOf(counts) }));
    rows = isPlain ? undefined : orderRows(named, rowCount, { sort: order.sort, filters });
  };

  return {
    columnCount: () => columns.length,
    rowCount: () => rowCount,
    matchCount: () => rows?.length ?? rowCount,
    /** Rows that are there already have no value in it. */
    addColumn: (name: string): void => {
      columns.push({ name, cells: Array.from<Cell>({ length: rowCount }), counts: noKinds() });
    },
    /** Cells beyond the columns are dropped. */
    addRow: (cells: readonly Cell[]): void => {
      rowCount++;
      for (const [index, column] of columns.entries()) {
        const cell = cells[index];
        column.cells.push(cell);
        countKind(column.counts, cell);
      }
    },
    /** After rows were added, and with another order. */
    reorder: (next?: TableOrder): void => {
      if (next) order = next;
      if (next || order.sort || order.filters.length > 0) reorder();
    },
    columns: (): readonly TableColumn[] =>
      columns.map(({ name, counts }) => ({ name, kind: kindOf(counts), filled: counts.filled })),
    window: (start: number, end: number): Omit<CellsWindow, 'version'> => {
      const last = Math.min(end, rows?.length ?? rowCount);
      const shown: number[] = [];
      for (let at = start; at < last; at++) shown.push(rows?.[at] ?? at);
      return {
        start,
        rows: shown,
        cells: shown.map((row) => columns.map(({ cells }) => cutCell(cells[row]))),
        asksBytes: undefined,
      };
    },
    row: (row: number): readonly Cell[] => columns.map(({ cells }) => cells[row]),
    /** The rows of now as points; x undefined: the row's number. Every nth where they are too many. */
    points: (x: number | undefined, y: number): TablePoints => {
      const [across, up] = [x === undefined ? undefined : columns[x]?.cells, columns[y]?.cells ?? []];
      const [xs, ys]: [number[], number[]] = [[], []];
      for (let at = 0; at < (rows?.length ?? rowCount); at++) {
        const row = rows?.[at] ?? at;
        const [px, py] = [across ? pointNumber(across[row]) : row + 1, pointNumber(up[row])];
        if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
        xs.push(px);
        ys.push(py);
      }
      const every = Math.ceil(xs.length / MAX_POINTS) || 1;
      const sampled = (values: readonly number[]) =>
        Float64Array.from(values.filter((_, at) => at % every === 0));
      return { xs: sampled(xs), ys: sampled(ys), count: xs.length };
    },
  };
}

/** Of a cell that crosses to the page. */
export function cutCell(cell: Cell): Cell {
  return cell !== undefined && cell.length > SHOWN_CHARACTERS ? `${cell.slice(0, SHOWN_CHARACTERS)}…` : cell;
}

/** Times are drawn by their milliseconds. */
function pointNumber(cell: Cell): number {
  const value = cellNumber(cell);
  return Number.isNaN(value) && cell !== undefined ? Date.parse(cell) : value;
}
