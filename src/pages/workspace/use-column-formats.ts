import { useState } from 'react';
import { type Precision, precisionFor } from '../../base/format-number.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { parseNumberText } from '../../domain/runs/text-value.ts';
import { isGroupRow } from '../../queries/table-row.ts';
import type { TableWindow, TableRow } from '../../worker/runs/groups-protocol.ts';

/** How the cells of a column are written: numbers with one precision, texts left or, where all are numbers, right. */
export type ColumnFormat =
  | { readonly kind: 'number'; readonly precision: Precision }
  | { readonly kind: 'text'; readonly isNumeric: boolean };

/** Values of a column that are remembered: enough to know its sizes, few enough to forget nothing else. */
const MAX_REMEMBERED = 400;

type Cell = number | string;

interface Seen {
  readonly viewId: string;
  readonly window: TableWindow | undefined;
  readonly cells: ReadonlyMap<string, readonly Cell[]>;
  /** The same map while no format changed: a new one renders every cell anew. */
  readonly formats: ReadonlyMap<string, ColumnFormat>;
}

/**
 * The format that the cells of each column share, from those that have been on screen. Cells seen before count on, so
 * that numbers do not change their decimals while one scrolls.
 */
export function useColumnFormats(
  viewId: string,
  columns: readonly RunColumn[],
  window: TableWindow | undefined,
): ReadonlyMap<string, ColumnFormat> {
  const [seen, setSeen] = useState<Seen>({ viewId, window: undefined, cells: new Map(), formats: new Map() });
  if (seen.window === window && seen.viewId === viewId) return seen.formats;
  const next = see(seen.viewId === viewId ? seen : { ...seen, viewId, cells: new Map() }, columns, window);
  setSeen(next);
  return next.formats;
}

function see(before: Seen, columns: readonly RunColumn[], window: TableWindow | undefined): Seen {
  const cells = new Map(before.cells);
  const formats = new Map<string, ColumnFormat>();
  columns.forEach((column, index) => {
    if (column.kind === 'attribute') return;
    const id = formatRunColumn(column);
    const fresh = window?.rows.flatMap((row) => shownCell(row, index)) ?? [];
    const above = window?.top.flatMap((row) => shownCell(row, index)) ?? [];
    const known = [...(cells.get(id) ?? []), ...fresh].slice(0, MAX_REMEMBERED);
    cells.set(id, known);
    formats.set(
      id,
      column.kind === 'param' || column.kind === 'tag' ? textFormat(known) : numberFormat(known, above),
    );
  });
  const isSame = JSON.stringify([...formats]) === JSON.stringify([...before.formats]);
  return { ...before, window, cells, formats: isSame ? before.formats : formats };
}

function shownCell(row: TableRow, index: number): readonly Cell[] {
  if (!isGroupRow(row)) {
    const cell = row.cells[index];
    return cell === undefined || cell === null ? [] : [cell];
  }
  const cell = row.groupCells[index];
  if (cell?.kind === 'spread') return [cell.centre];
  return cell?.kind === 'same' ? [cell.value] : [];
}

/**
 * Rows above the rows share their columns: a baseline of 2.5 among whole numbers is not written as 3, and one of 1,000
 * costs the others no decimals.
 */
function numberFormat(cells: readonly Cell[], above: readonly Cell[]): ColumnFormat {
  const own = precisionFor(numbersOf(cells));
  const all = precisionFor(numbersOf([...cells, ...above]));
  const isFiner = own.notation === 'fixed' && all.notation === 'fixed' && all.decimals > own.decimals;
  return { kind: 'number', precision: isFiner ? all : own };
}

function numbersOf(cells: readonly Cell[]): readonly number[] {
  return cells.filter((cell) => typeof cell === 'number');
}

function textFormat(cells: readonly Cell[]): ColumnFormat {
  const isNumeric = cells.length > 0 && cells.every((cell) => parseNumberText(String(cell)) !== undefined);
  return { kind: 'text', isNumeric };
}
