import { type MouseEvent, type PointerEvent, memo, useRef } from 'react';
import { cutToWidth } from '../ui/cut-to-width.ts';
import styles from './data-grid.module.css';
import {
  CELL_PADDING_PX,
  type ColumnWidths,
  type GridColumn,
  type GridSort,
  type HeaderMenuOptions,
} from './grid-column.ts';
import type { PlacedColumn } from './use-column-layout.ts';
import { type HeaderDrag, type OnMoveColumn, useHeaderDrag } from './use-header-drag.ts';

const ARROW_PX = 14;
/** What Shift with an arrow key adds to the width. */
export const RESIZE_STEP_PX = 16;
const RESIZE_KEYS = 'Shift+ArrowLeft Shift+ArrowRight';

export interface ResizeHandlers {
  /**
   * While dragging: nothing is told to the page yet. `kept`: the widths that the pane decided,
   * which would move the border away under the pointer if they followed.
   */
  readonly onDrag: (columnId: string, widthPx: number, kept: ColumnWidths) => void;
  readonly onCommit: (columnId: string, widthPx: number, kept: ColumnWidths) => void;
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
  /** Widths that the pane decided. */
  readonly fitted: ColumnWidths;
  /** The others too that scroll out of sight: a column may be dropped before one of them. */
  readonly allCenter: readonly PlacedColumn<Row>[];
  readonly menu: HeaderMenuOptions | undefined;
  readonly onMoveColumn: OnMoveColumn | undefined;
}

function Header<Row>(props: GridHeaderProps<Row>) {
  const { pinned, center, activeColumnId, sort, onSort, resize, fitted, menu } = props;
  const drag = useHeaderDrag(pinned, props.allCenter, props.onMoveColumn);
  const cell = (placed: PlacedColumn<Row>) => (
    <HeaderCell
      key={placed.column.id}
      placed={placed}
      isActive={placed.column.id === activeColumnId}
      direction={sort?.columnId === placed.column.id ? directionOf(sort) : undefined}
      onSort={placed.column.canSort ? onSort : undefined}
      resize={resize}
      fitted={fitted}
      menu={placed.column.hasMenu ? menu : undefined}
      drag={placed.column.canMove ? drag : undefined}
    />
  );
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" className={styles['headRow']} data-row={-1}>
        {pinned.map(cell)}
        {center.map(cell)}
        {drag?.drop && (
          <span className={styles['drop']} style={{ left: drag.drop.rowPx }} aria-hidden="true" />
        )}
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
  readonly fitted: ColumnWidths;
  readonly menu: HeaderMenuOptions | undefined;
  readonly drag: HeaderDrag | undefined;
}

function HeaderCell<Row>(props: HeaderCellProps<Row>) {
  const { placed, isActive, direction, onSort, menu, drag } = props;
  const { column, index, style } = placed;
  const canResize = column.canResize !== false;
  const isAsking = column.isAsking === true && menu !== undefined;
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    const header = event.currentTarget.closest('[data-column]') ?? event.currentTarget;
    menu?.onOpen(column.id, header.getBoundingClientRect());
  };
  const onPress = isAsking ? openMenu : onSort && (() => onSort(column.id));
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      role="columnheader"
      className={headClassName(placed)}
      style={style}
      title={column.title ?? column.header}
      aria-label={column.headerCell === undefined && !menu ? undefined : column.header}
      aria-colindex={index + 1}
      aria-sort={onSort && !isAsking ? (direction ?? 'none') : undefined}
      aria-keyshortcuts={!onPress && canResize ? RESIZE_KEYS : undefined}
      tabIndex={onPress ? undefined : tabIndex}
      data-column={column.id}
      data-asking={isAsking || undefined}
      data-dragged={drag?.draggedId === column.id || undefined}
      onPointerDown={drag && ((event) => drag.onPointerDown(event, column.id))}
    >
      {onPress ? (
        <button
          type="button"
          className={styles['sort']}
          tabIndex={tabIndex}
          aria-label={column.header}
          aria-keyshortcuts={canResize ? RESIZE_KEYS : undefined}
          aria-haspopup={isAsking ? 'menu' : undefined}
          onClick={onPress}
        >
          <HeaderText placed={placed} direction={direction} />
        </button>
      ) : (
        (column.headerCell ?? <HeaderText placed={placed} direction={undefined} />)
      )}
      {menu && (
        <button
          type="button"
          className={styles['menu']}
          tabIndex={tabIndex}
          aria-label={menu.label(column.id, column.header)}
          aria-haspopup="menu"
          data-menu
          onClick={(event) => menu.onOpen(column.id, event.currentTarget.getBoundingClientRect())}
        />
      )}
      {canResize && <ResizeHandle placed={placed} resize={props.resize} fitted={props.fitted} />}
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
  fitted,
}: {
  readonly placed: PlacedColumn<Row>;
  readonly resize: ResizeHandlers;
  readonly fitted: ColumnWidths;
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
    resize.onDrag(id, drag.current.widthPx, fitted);
  };
  const end = () => {
    const last = drag.current;
    drag.current = undefined;
    if (last && last.widthPx !== last.startPx) resize.onCommit(id, last.widthPx, fitted);
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
