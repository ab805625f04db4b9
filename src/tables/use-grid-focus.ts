import { type FocusEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { type CellPosition, type GridBounds, HEADER_ROW, clampCell } from './grid-moves.ts';
import type { ColumnLayout } from './use-column-layout.ts';

interface ActiveCell {
  readonly row: number;
  /** Held by id, so that it stays on its column when columns move. */
  readonly columnId: string | undefined;
}

/** One cell of the grid takes the Tab key; arrow keys hand that over. */
export function useGridFocus<Row>(
  scroller: RefObject<HTMLDivElement | null>,
  layout: ColumnLayout<Row>,
  { rowCount, topCount }: Pick<GridBounds, 'rowCount' | 'topCount'>,
) {
  const [cell, setCell] = useState<ActiveCell>({ row: 0, columnId: undefined });
  const wantsFocus = useRef(false);
  const column = Math.max(
    0,
    layout.all.findIndex((placed) => placed.column.id === cell.columnId),
  );
  const bounds = { rowCount, topCount, columnCount: layout.all.length, pageRows: 1 };
  const active: CellPosition = clampCell({ row: cell.row, column }, bounds);
  const columnId = layout.all[active.column]?.column.id;

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    findFocusTarget(scroller.current, active.row, columnId)?.focus({ preventScroll: true });
  }, [scroller, active.row, columnId]);

  return {
    active,
    columnId,
    move: (to: CellPosition) => {
      wantsFocus.current = true;
      setCell({ row: to.row, columnId: layout.all[to.column]?.column.id });
    },
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const at = cellAt(event.target);
      if (at && (at.row !== active.row || at.columnId !== columnId)) setCell(at);
    },
  };
}

/** The cell around an element, from the marks that rows and cells carry. */
export function cellAt(
  target: EventTarget | null,
): { readonly row: number; readonly columnId: string } | undefined {
  if (!(target instanceof Element)) return undefined;
  const cell = target.closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const columnId = cell?.dataset['column'];
  return row === undefined || columnId === undefined ? undefined : { row: Number(row), columnId };
}

function findFocusTarget(root: HTMLElement | null, row: number, columnId: string | undefined) {
  if (!root || columnId === undefined) return undefined;
  const cell = [...root.querySelectorAll<HTMLElement>(`[data-row="${row}"] > [data-column]`)].find(
    (element) => element.dataset['column'] === columnId,
  );
  return row === HEADER_ROW ? (cell?.querySelector<HTMLElement>('button') ?? cell) : cell;
}
