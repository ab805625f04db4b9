import { type PointerEvent, memo, useRef } from 'react';
import { cutToWidth } from '../ui/cut-to-width.ts';
import styles from './data-grid.module.css';
import { CELL_PADDING_PX, type GridColumn, type GridSort } from './grid-column.ts';
import type { PlacedColumn } from './use-column-layout.ts';

const ARROW_PX = 14;
/** What Shift with an arrow key adds to the width. */
export const RESIZE_STEP_PX = 16;
const RESIZE_KEYS = 'Shift+ArrowLeft Shift+ArrowRight';

export interface ResizeHandlers {
  /** While dragging: nothing is told to the page yet. */
  readonly onDrag: (columnId: string, widthPx: number) => void;
  readonly onCommit: (columnId: string, widthPx: number) => void;
  /** Back to the column's own width. */
  readonly onReset: (columnId: string) => void;
}

export interface GridHeaderProps<Row> {
  readonly pinned: readonly PlacedColumn<Row>[];
  readonly center: readonly PlacedColumn<Row>[];
  readonly activeColumnId: string | undefined;
  readonly sort: GridSort | undefined;
  readonly onSort: ((columnId: string) => void) | undefined;
  readonly resize: ResizeHandlers;
}

function Header<Row>({ pinned, center, activeColumnId, sort, onSort, resize }: GridHeaderProps<Row>) {
  const cell = (placed: PlacedColumn<Row>) => (
    <HeaderCell
      key={placed.column.id}
      placed={placed}
      isActive={placed.column.id === activeColumnId}
      direction={sort?.columnId === placed.column.id ? directionOf(sort) : undefined}
      onSort={placed.column.canSort ? onSort : undefined}
      resize={resize}
    />
  );
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" className={styles['headRow']} data-row={-1}>
        {pinned.map(cell)}
        {center.map(cell)}
      </div>
    </div>
  );
}

export const GridHeader = memo(Header) as typeof Header;

type Direction = 'ascending' | 'descending';

function directionOf(sort: GridSort): Direction {
  return sort.isDescending ? 'descending' : 'ascending';
}

interface HeaderCellProps<Row> {
  readonly placed: PlacedColumn<Row>;
  readonly isActive: boolean;
  readonly direction: Direction | undefined;
  readonly onSort: ((columnId: string) => void) | undefined;
  readonly resize: ResizeHandlers;
}

function HeaderCell<Row>({ placed, isActive, direction, onSort, resize }: HeaderCellProps<Row>) {
  const { column, index, style } = placed;
  const canResize = column.canResize !== false;
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      role="columnheader"
      className={headClassName(placed)}
      style={style}
      title={column.title ?? column.header}
      aria-label={column.headerCell === undefined ? undefined : column.header}
      aria-colindex={index + 1}
      aria-sort={onSort ? (direction ?? 'none') : undefined}
      aria-keyshortcuts={!onSort && canResize ? RESIZE_KEYS : undefined}
      tabIndex={onSort ? undefined : tabIndex}
      data-column={column.id}
    >
      {onSort ? (
        <button
          type="button"
          className={styles['sort']}
          tabIndex={tabIndex}
          aria-label={column.header}
          aria-keyshortcuts={canResize ? RESIZE_KEYS : undefined}
          onClick={() => onSort(column.id)}
        >
          <HeaderText placed={placed} direction={direction} />
        </button>
      ) : (
        (column.headerCell ?? <HeaderText placed={placed} direction={undefined} />)
      )}
      {canResize && <ResizeHandle placed={placed} resize={resize} />}
    </div>
  );
}

function headClassName<Row>({ column, pin }: PlacedColumn<Row>): string {
  const right = column.align === 'right' && styles['right'];
  return [styles['headCell'], right, pin && styles['pinned'], pin === 'edge' && styles['edge']]
    .filter(Boolean)
    .join(' ');
}

function HeaderText<Row>(props: {
  readonly placed: PlacedColumn<Row>;
  readonly direction: Direction | undefined;
}) {
  const { column, widthPx } = props.placed;
  const roomPx = widthPx - 2 * CELL_PADDING_PX - (props.direction ? ARROW_PX : 0);
  return (
    <>
      {cutToWidth(column.header, roomPx)}
      {props.direction && (
        <span className={styles['arrow']} aria-hidden="true">
          {props.direction === 'ascending' ? '↑' : '↓'}
        </span>
      )}
    </>
  );
}

interface Drag {
  readonly startX: number;
  readonly startPx: number;
  widthPx: number;
}

/** For the pointer only; keys resize from the header cell itself, so this is no further stop on the way. */
function ResizeHandle<Row>({
  placed,
  resize,
}: {
  readonly placed: PlacedColumn<Row>;
  readonly resize: ResizeHandlers;
}) {
  const drag = useRef<Drag | undefined>(undefined);
  const id = placed.column.id;
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, startPx: placed.widthPx, widthPx: placed.widthPx };
  };
  const move = (event: PointerEvent<HTMLSpanElement>) => {
    if (!drag.current) return;
    drag.current.widthPx = resizedPx(
      placed.column,
      drag.current.startPx + event.clientX - drag.current.startX,
    );
    resize.onDrag(id, drag.current.widthPx);
  };
  const end = () => {
    const last = drag.current;
    drag.current = undefined;
    if (last && last.widthPx !== last.startPx) resize.onCommit(id, last.widthPx);
  };
  return (
    <span
      className={styles['resizer']}
      aria-hidden="true"
      data-resizer
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => resize.onReset(id)}
    />
  );
}

const MAX_COLUMN_PX = 1_200;

export function resizedPx<Row>(column: GridColumn<Row>, widthPx: number): number {
  return Math.round(
    Math.min(MAX_COLUMN_PX, Math.max(column.minWidthPx ?? Math.min(40, column.widthPx), widthPx)),
  );
}
