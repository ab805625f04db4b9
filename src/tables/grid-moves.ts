/** The row of the header in cell coordinates. */
export const HEADER_ROW = -1;
/** The first of the rows that stay under the header, in cell coordinates; the others count down from it. */
export const TOP_ROW = -2;

export interface CellPosition {
  /** `HEADER_ROW` or the index of a row. */
  readonly row: number;
  readonly column: number;
}

export interface GridBounds {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Whole rows that fit on the screen. */
  readonly pageRows: number;
}

/** Where a key leads, after the grid pattern of the ARIA practices guide; undefined for keys that do not move. */
export function moveCell(
  from: CellPosition,
  key: string,
  isControl: boolean,
  bounds: GridBounds,
): CellPosition | undefined {
  const target = targetOf(from, key, isControl, bounds);
  return target && clampCell(target, bounds);
}

/** The nearest cell that exists. */
export function clampCell(cell: CellPosition, bounds: GridBounds): CellPosition {
  return {
    row: Math.max(HEADER_ROW, Math.min(cell.row, bounds.rowCount - 1)),
    column: Math.max(0, Math.min(cell.column, bounds.columnCount - 1)),
  };
}

function targetOf(
  { row, column }: CellPosition,
  key: string,
  isControl: boolean,
  { rowCount, columnCount, pageRows }: GridBounds,
): CellPosition | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: isControl ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isControl ? rowCount - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: isControl ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isControl ? columnCount - 1 : column + 1 };
    case 'Home':
      return { row: isControl ? 0 : row, column: 0 };
    case 'End':
      return { row: isControl ? rowCount - 1 : row, column: columnCount - 1 };
    case 'PageUp':
      return row === HEADER_ROW ? undefined : { row: Math.max(0, row - pageRows), column };
    case 'PageDown':
      return { row: Math.max(0, row) + pageRows, column };
    default:
      return undefined;
  }
}
