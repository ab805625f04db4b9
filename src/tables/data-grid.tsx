import { type CSSProperties, type MouseEvent, type ReactNode, useRef } from 'react';
import styles from './data-grid.module.css';
import type { ColumnWidths, GridColumn, GridRowState, GridSort, HeaderMenuOptions } from './grid-column.ts';
import { GridBody } from './grid-body.tsx';
import { GridHeader } from './grid-header.tsx';
import { HEADER_ROW, TOP_ROW } from './grid-moves.ts';
import { GridTop } from './grid-top.tsx';
import { useColumnLayout } from './use-column-layout.ts';
import { useColumnWidths } from './use-column-widths.ts';
import { useGridEvents } from './use-grid-events.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useGridWindows } from './use-grid-windows.ts';
import type { OnMoveColumn } from './use-header-drag.ts';
import { usePaneWidth } from './use-pane-width.ts';
import { type RevealedColumn, type RevealedRow, useReveals } from './use-reveals.ts';
import { type OnVisibleRange, useVisibleRange } from './use-visible-range.ts';

export type { RevealedColumn, RevealedRow };

export interface DataGridProps<Row> {
  /** Accessible name. */
  readonly label: string;
  /** Stable between renders, members included. */
  readonly columns: readonly GridColumn<Row>[];
  /** Rows that can be scrolled to. */
  readonly rowCount: number;
  /** Rows that match; -1 until known. */
  readonly ariaRowCount: number;
  /** Rows that stay under the header; none of the count. Keep the array stable. */
  readonly topRows?: readonly Row[] | undefined;
  /** Undefined for a row that is still to be read. */
  readonly getRow: (index: number) => Row | undefined;
  readonly getRowId: (row: Row) => string;
  /** The rows that are needed, [start, end), told at most once a frame. */
  readonly onVisibleRange?: OnVisibleRange | undefined;
  readonly sort?: GridSort | undefined;
  readonly onSort?: ((columnId: string) => void) | undefined;
  /** Widths by column id that differ from the column's own; left out, the grid keeps them itself. */
  readonly columnWidths?: ColumnWidths | undefined;
  readonly onColumnWidths?: ((widths: ColumnWidths) => void) | undefined;
  /** For the columns that have one; the button, a right click and Alt with the down arrow open it. Keep it stable. */
  readonly headerMenu?: HeaderMenuOptions | undefined;
  /** A header was dragged to another place. Keep it stable. */
  readonly onMoveColumn?: OnMoveColumn | undefined;
  /** Rows have levels, and some stand below others. */
  readonly isTree?: boolean | undefined;
  readonly rowState?: ((row: Row) => GridRowState) | undefined;
  readonly onRowHover?: ((row: Row | undefined) => void) | undefined;
  readonly onRowClick?: ((row: Row, event: MouseEvent) => void) | undefined;
  /** Enter or a double click, on a cell of the column. */
  readonly onRowActivate?: ((row: Row, columnId: string) => void) | undefined;
  /** A key without modifiers on a cell of the row; true: it meant something. */
  readonly onRowKey?: ((row: Row, shortcut: string) => boolean) | undefined;
  /** A right click on a row, or Alt with the down arrow; `anchor` is where the menu belongs. False: it has none. */
  readonly onRowMenu?: ((row: Row, anchor: DOMRect) => boolean) | undefined;
  /** Scrolls this column into sight whenever the object changes; the focus stays where it is. */
  readonly revealColumn?: RevealedColumn | undefined;
  /** Scrolls this row to the top (or into sight, where it is not) whenever the object changes; the focus stays. */
  readonly revealRow?: RevealedRow | undefined;
  /** Scrolls back to the first row whenever it changes: another query, another sort. */
  readonly resetKey?: string | undefined;
  readonly rowHeightPx?: number | undefined;
  /** In place of the rows where there are none: says why. */
  readonly children?: ReactNode;
}

const NO_ROWS: readonly never[] = [];

export function DataGrid<Row>(props: DataGridProps<Row>): ReactNode {
  const { columns, rowCount, getRow, getRowId, rowHeightPx = 28, rowState } = props;
  const topRows = props.topRows ?? NO_ROWS;
  const scroller = useRef<HTMLDivElement>(null);
  const { widths, resize } = useColumnWidths(props.columnWidths, props.onColumnWidths);
  const layout = useColumnLayout({
    columns,
    widths,
    paneWidthPx: usePaneWidth(scroller),
  });
  const focus = useGridFocus(scroller, layout, { rowCount, topCount: topRows.length });
  const { active } = focus;
  const windows = useGridWindows({
    scroller,
    layout,
    rowCount,
    rowHeightPx,
    topCount: topRows.length,
    activeRow: active.row,
    activeColumn: active.column,
  });
  const range = windows.rows.range;
  useVisibleRange(range?.startIndex ?? 0, range?.endIndex ?? -1, rowCount, props.onVisibleRange);
  const events = useGridEvents({
    layout,
    rowCount,
    topCount: topRows.length,
    pageRows: windows.pageRows,
    active,
    getRow: (index) => (index <= TOP_ROW ? topRows[TOP_ROW - index] : getRow(index)),
    getRowId,
    resize,
    menu: props.headerMenu,
    moveTo(to) {
      focus.move(to);
      windows.reveal(to.row, to.column);
    },
    onRowHover: props.onRowHover,
    onRowClick: props.onRowClick,
    onRowActivate: props.onRowActivate,
    onRowKey: props.onRowKey,
    onRowMenu: props.onRowMenu,
  });
  useReveals(props, layout, windows, scroller);

  return (
    <div className={styles['frame']} style={frameStyle(layout.totalPx, rowHeightPx)}>
      <div
        ref={scroller}
        role={props.isTree ? 'treegrid' : 'grid'}
        aria-label={props.label}
        aria-rowcount={props.ariaRowCount}
        aria-colcount={layout.all.length}
        aria-multiselectable={rowState ? true : undefined}
        className={scrollerClassName(windows.isLoose, windows.isShifted)}
        onFocus={focus.onFocus}
        {...events}
      >
        <GridHeader
          pinned={layout.pinned}
          center={windows.visibleColumns}
          activeColumnId={active.row === HEADER_ROW ? focus.columnId : undefined}
          sort={props.sort}
          onSort={props.onSort}
          resize={resize}
          fitted={layout.fitted}
          allCenter={layout.center}
          menu={props.headerMenu}
          onMoveColumn={props.onMoveColumn}
        />
        <GridTop
          {...{ getRowId, rowState, rowHeightPx }}
          rows={topRows}
          pinned={layout.pinned}
          center={windows.visibleColumns}
          activeRow={active.row}
          activeColumnId={focus.columnId}
        />
        {rowCount > 0 && (
          <GridBody
            {...{ getRow, getRowId, rowState, rowHeightPx }}
            heightPx={windows.rows.getTotalSize()}
            items={windows.rowItems}
            pinned={layout.pinned}
            center={windows.visibleColumns}
            activeRow={active.row}
            activeColumnId={focus.columnId}
          />
        )}
      </div>
      {rowCount === 0 && props.children !== undefined && (
        <div className={styles['states']}>{props.children}</div>
      )}
    </div>
  );
}

function frameStyle(widthPx: number, rowHeightPx: number): CSSProperties {
  return { '--grid-width': `${widthPx}px`, '--grid-row': `${rowHeightPx}px` } as CSSProperties;
}

function scrollerClassName(isLoose: boolean, isShifted: boolean): string {
  return [styles['scroller'], isLoose && styles['loose'], isShifted && styles['shifted']]
    .filter(Boolean)
    .join(' ');
}
