import { type CSSProperties, type ReactNode, memo } from 'react';
import styles from './data-grid.module.css';
import { CELL_PADDING_PX, type CellLook, type GridColumn } from './grid-column.ts';
import type { PlacedColumn } from './use-column-layout.ts';

export interface GridRowProps<Row> {
  readonly index: number;
  /** Undefined while it is read: the row is drawn in its final shape. */
  readonly row: Row | undefined;
  readonly rowId: string | undefined;
  readonly topPx: number;
  /** Shadows in place of the cells of a row that is not there yet. */
  readonly bars: string | undefined;
  readonly pinned: readonly PlacedColumn<Row>[];
  /** The columns on screen. */
  readonly center: readonly PlacedColumn<Row>[];
  /** The column whose cell takes the Tab key, when it is in this row. */
  readonly activeColumnId: string | undefined;
  readonly isFocused: boolean;
  readonly isCompared: boolean | undefined;
  readonly isFaint: boolean;
  readonly level: number | undefined;
  readonly isOpen: boolean | undefined;
}

function Row<Row>({ index, row, pinned, center, activeColumnId, ...state }: GridRowProps<Row>): ReactNode {
  const cell = (placed: PlacedColumn<Row>) => (
    <GridCell
      key={placed.column.id}
      row={row}
      column={placed.column}
      columnIndex={placed.index}
      widthPx={placed.widthPx}
      style={placed.style}
      pin={placed.pin}
      isActive={placed.column.id === activeColumnId}
    />
  );
  return (
    <div
      role="row"
      className={styles['row']}
      // On the row and not on the body: a property that all cells inherit would restyle all of them.
      style={{ top: state.topPx, '--bars': state.bars } as CSSProperties}
      // The header is no row of the count, so that the count is the number of rows that match.
      aria-rowindex={index < 0 ? undefined : index + 1}
      aria-selected={state.isCompared}
      aria-level={state.level}
      aria-expanded={state.isOpen}
      aria-busy={row === undefined || undefined}
      data-row={index}
      data-row-id={state.rowId}
      data-focused={state.isFocused || undefined}
      data-faint={state.isFaint || undefined}
    >
      {pinned.map(cell)}
      {row === undefined
        ? center.filter(({ column }) => column.id === activeColumnId).map(cell)
        : center.map(cell)}
    </div>
  );
}

interface GridCellProps<Row> {
  readonly row: Row | undefined;
  readonly column: GridColumn<Row>;
  readonly columnIndex: number;
  readonly widthPx: number;
  readonly style: CSSProperties;
  readonly pin: PlacedColumn<Row>['pin'];
  readonly isActive: boolean;
}

function Cell<Row>({ row, column, columnIndex, widthPx, style, pin, isActive }: GridCellProps<Row>) {
  const content = row === undefined ? undefined : column.cell(row, widthPx - 2 * CELL_PADDING_PX);
  const look = row === undefined ? undefined : column.cellLook?.(row);
  const label = row === undefined ? undefined : column.cellLabel?.(row);
  return (
    <div
      role="gridcell"
      className={cellClassName(column.align, pin, look)}
      style={look?.shade ? { ...style, ...shadeStyle(look.shade, widthPx) } : style}
      title={row === undefined ? undefined : column.cellTitle?.(row)}
      aria-label={label === content ? undefined : label}
      aria-colindex={columnIndex + 1}
      tabIndex={isActive ? 0 : -1}
      data-column={column.id}
    >
      {content}
    </div>
  );
}

/** Joined once for each kind of cell, since some thousand cells ask. */
const CLASS_NAMES = new Map(
  (['left', 'right'] as const).flatMap((align) =>
    ([undefined, 'pinned', 'edge'] as const).map((pin) => {
      const names = [
        styles['cell'],
        align === 'right' && styles['right'],
        pin && styles['pinned'],
        pin === 'edge' && styles['edge'],
      ];
      return [`${align} ${pin}`, names.filter(Boolean).join(' ')];
    }),
  ),
);

function cellClassName(
  align: 'left' | 'right',
  pin: 'pinned' | 'edge' | undefined,
  look: CellLook | undefined,
): string | undefined {
  const plain = CLASS_NAMES.get(`${align} ${pin}`);
  if (!look) return plain;
  return [plain, look.tone && styles[look.tone], look.shade && styles[look.shade.kind]]
    .filter(Boolean)
    .join(' ');
}

/** A bar is an inset shadow and heat a colour: gradients cost three to eight times as much to paint. */
function shadeStyle({ kind, share }: NonNullable<CellLook['shade']>, widthPx: number): CSSProperties {
  const [name, value] =
    kind === 'bar'
      ? ['--bar', `${Math.round(share * widthPx)}px`]
      : ['--heat', `${Math.round(share * MAX_HEAT_PERCENT)}%`];
  return { [name]: value };
}

/** Text keeps a contrast of 4.5 on it in both themes. */
const MAX_HEAT_PERCENT = 34;

// memo() forgets the type parameter.
export const GridRow = memo(Row) as typeof Row;
const GridCell = memo(Cell) as typeof Cell;
