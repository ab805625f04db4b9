/** The row of the header in cell coordinates. */
export const HEADER_ROW = -1;
/** The first of the rows that stay under the header, in cell coordinates; the others count down from it. */
export const TOP_ROW = -2;

export interface CellPosition {
  /** `HEADER_ROW`, one of those from `TOP_ROW` down, or the index of a row. */
  readonly row: number;
  readonly column: number;
}

export interface GridBounds {
  readonly rowCount: number;
  /** Rows that stay under the header. */
  readonly topCount: number;
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
    row: clampRow(cell.row, bounds),
    column: Math.max(0, Math.min(cell.column, bounds.columnCount - 1)),
  };
}

/** Of rows under the header that went, the first of all rows is left. */
function clampRow(row: number, { rowCount, topCount }: GridBounds): number {
  if (row < HEADER_ROW - topCount) return Math.min(0, rowCount - 1);
  return Math.min(row, rowCount - 1);
}

/** The row before or after: the header, the rows under it, the others. */
function neighbour(row: number, step: -1 | 1, { rowCount, topCount }: GridBounds): number {
  const place = Math.max(0, placeOf(row, topCount) + step);
  if (place === 0) return HEADER_ROW;
  if (place <= topCount) return TOP_ROW - (place - 1);
  const next = place - topCount - 1;
  return next < rowCount ? next : row;
}

/** From the header, which is 0, downwards. */
function placeOf(row: number, topCount: number): number {
  if (row === HEADER_ROW) return 0;
  return row <= TOP_ROW ? TOP_ROW - row + 1 : row + topCount + 1;
}

function targetOf(
  { row, column }: CellPosition,
  key: string,
  isControl: boolean,
  bounds: GridBounds,
): CellPosition | undefined {
  const { rowCount, columnCount, pageRows } = bounds;
  switch (key) {
    case 'ArrowUp':
      return { row: isControl ? 0 : neighbour(row, -1, bounds), column };
    case 'ArrowDown':
      return { row: isControl ? rowCount - 1 : neighbour(row, 1, bounds), column };
    case 'ArrowLeft':
      return { row, column: isControl ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isControl ? columnCount - 1 : column + 1 };
    case 'Home':
      return { row: isControl ? 0 : row, column: 0 };
    case 'End':
      return { row: isControl ? rowCount - 1 : row, column: columnCount - 1 };
    case 'PageUp':
      return row < 0 ? undefined : { row: Math.max(0, row - pageRows), column };
    case 'PageDown':
      return { row: Math.max(0, row) + pageRows, column };
    default:
      return undefined;
  }
}
