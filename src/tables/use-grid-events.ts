import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, useRef } from 'react';
import { shortcutOf } from '../base/shortcut.ts';
import type { GridColumn, HeaderMenuOptions } from './grid-column.ts';
import { RESIZE_STEP_PX, type ResizeHandlers, resizedPx } from './grid-header.tsx';
import { type CellPosition, HEADER_ROW, moveCell } from './grid-moves.ts';
import type { ColumnLayout } from './use-column-layout.ts';
import { cellAt } from './use-grid-focus.ts';

export interface GridEventsOptions<Row> {
  readonly layout: ColumnLayout<Row>;
  readonly rowCount: number;
  readonly topCount: number;
  readonly pageRows: number;
  readonly active: CellPosition;
  readonly getRow: (index: number) => Row | undefined;
  readonly getRowId: (row: Row) => string;
  readonly moveTo: (to: CellPosition) => void;
  readonly resize: ResizeHandlers;
  readonly menu: HeaderMenuOptions | undefined;
  readonly onRowHover: ((row: Row | undefined) => void) | undefined;
  readonly onRowClick: ((row: Row, event: MouseEvent) => void) | undefined;
  readonly onRowActivate: ((row: Row, columnId: string) => void) | undefined;
  /** @param shortcut see `shortcutOf` */
  readonly onRowKey: ((row: Row, shortcut: string) => boolean) | undefined;
  readonly onRowMenu: ((row: Row, anchor: DOMRect) => boolean) | undefined;
}

/** One set of listeners for the whole grid: a listener in each cell would be made anew with every scrolled row. */
export function useGridEvents<Row>(options: GridEventsOptions<Row>) {
  const hoveredId = useRef<string | undefined>(undefined);

  const at = (target: EventTarget | null): Hit<Row> | undefined => {
    const place = cellAt(target);
    const row = place && place.row !== HEADER_ROW ? options.getRow(place.row) : undefined;
    const column = options.layout.all.find((placed) => placed.column.id === place?.columnId)?.column;
    return row !== undefined && column ? { row, column } : undefined;
  };
  const hover = (row: Row | undefined) => {
    const id = row === undefined ? undefined : options.getRowId(row);
    if (id === hoveredId.current) return;
    hoveredId.current = id;
    options.onRowHover?.(row);
  };
  /** The cell that has the focus; the state that follows the focus may be one render behind. */
  const focusedCell = (event: KeyboardEvent): CellPosition => {
    const place = cellAt(event.target);
    const column = options.layout.all.findIndex((placed) => placed.column.id === place?.columnId);
    return place && column >= 0 ? { row: place.row, column } : options.active;
  };
  const onResizeKey = (event: KeyboardEvent): boolean => {
    const isResize = event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
    const focused = focusedCell(event);
    const placed = options.layout.all[focused.column];
    if (!isResize || focused.row !== HEADER_ROW || !placed) return false;
    if (placed.column.canResize === false) return true;
    const stepPx = event.key === 'ArrowLeft' ? -RESIZE_STEP_PX : RESIZE_STEP_PX;
    const widthPx = resizedPx(placed.column, placed.widthPx + stepPx);
    options.resize.onCommit(placed.column.id, widthPx, options.layout.fitted);
    return true;
  };
  const { openMenu, onMenuKey } = createMenus(options, at);
  const onCellKey = (event: KeyboardEvent): boolean => {
    const hit = at(event.target);
    if (!hit || !isCell(event.target)) return false;
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (isPlain && options.onRowKey?.(hit.row, shortcutOf(event.nativeEvent))) return true;
    if (event.key === ' ') hit.column.onToggle?.(hit.row, event.shiftKey);
    else if (event.key === 'Enter') options.onRowActivate?.(hit.row, hit.column.id);
    return event.key === ' ' || event.key === 'Enter';
  };
  const onMoveKey = (event: KeyboardEvent): boolean => {
    if (event.altKey || event.shiftKey) return false;
    const { layout, rowCount, topCount, pageRows } = options;
    const bounds = { rowCount, topCount, columnCount: layout.all.length, pageRows };
    const to = moveCell(focusedCell(event), event.key, event.ctrlKey || event.metaKey, bounds);
    if (to) options.moveTo(to);
    return to !== undefined;
  };

  return {
    onKeyDown(event: KeyboardEvent) {
      if (isTextField(event.target)) return;
      if (onMenuKey(event) || onResizeKey(event) || onCellKey(event) || onMoveKey(event))
        event.preventDefault();
    },
    onClick(event: MouseEvent) {
      const hit = at(event.target);
      if (!hit || event.defaultPrevented) return;
      if (hit.column.onToggle) hit.column.onToggle(hit.row, event.shiftKey);
      else options.onRowClick?.(hit.row, event);
    },
    onContextMenu(event: MouseEvent) {
      if (openMenu(event)) event.preventDefault();
    },
    onMouseDown(event: MouseEvent) {
      // Shift and a click mean a range of rows here, not a selection of text.
      if (event.shiftKey && at(event.target)?.column.onToggle) event.preventDefault();
    },
    onDoubleClick(event: MouseEvent) {
      const hit = at(event.target);
      if (hit && !hit.column.onToggle) options.onRowActivate?.(hit.row, hit.column.id);
    },
    onMouseOver(event: MouseEvent) {
      hover(at(event.target)?.row);
    },
    onMouseLeave() {
      hover(undefined);
    },
    onCopy(event: ClipboardEvent) {
      const hit = at(event.target);
      const text = hit && isWholeCell(event.target) ? hit.column.copyText?.(hit.row) : undefined;
      if (text === undefined) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', text);
    },
  };
}

interface Hit<Row> {
  readonly row: Row;
  readonly column: GridColumn<Row>;
}

/** Menus of headers and rows, by the pointer or by Alt with the down arrow. */
function createMenus<Row>(
  { layout, menu, onRowMenu }: Pick<GridEventsOptions<Row>, 'layout' | 'menu' | 'onRowMenu'>,
  at: (target: EventTarget | null) => Hit<Row> | undefined,
) {
  /** False where the header around the element has none. */
  const openHeaderMenu = (target: EventTarget): boolean => {
    const place = cellAt(target);
    const column = layout.all.find((placed) => placed.column.id === place?.columnId)?.column;
    const header = target instanceof Element ? target.closest('[data-column]') : undefined;
    if (place?.row !== HEADER_ROW || !column?.hasMenu || !menu || !header) return false;
    menu.onOpen(column.id, header.getBoundingClientRect());
    return true;
  };
  const openRowMenu = (target: EventTarget, anchor: DOMRect | undefined): boolean => {
    const hit = at(target);
    if (!hit || !onRowMenu || !anchor) return false;
    return onRowMenu(hit.row, anchor);
  };
  return {
    openMenu: (event: MouseEvent): boolean => {
      if (openHeaderMenu(event.target)) return true;
      // The browser's own menu opens a link in a new tab, and copies what is selected.
      if (isLink(event.target) || getSelection()?.isCollapsed === false) return false;
      return openRowMenu(event.target, placeOf(event));
    },
    onMenuKey: (event: KeyboardEvent): boolean => {
      if (!event.altKey || event.key !== 'ArrowDown') return false;
      return openHeaderMenu(event.target) || openRowMenu(event.target, boxOf(event.target));
    },
  };
}

function isCell(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('role') === 'gridcell';
}

function isLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a[href]') !== null;
}

function boxOf(target: EventTarget): DOMRect | undefined {
  return target instanceof Element ? target.closest('[data-column]')?.getBoundingClientRect() : undefined;
}

/** The pointer; the cell where a key asked for the menu. */
function placeOf(event: MouseEvent): DOMRect | undefined {
  return event.button === 2 ? new DOMRect(event.clientX, event.clientY, 0, 0) : boxOf(event.target);
}

function isTextField(target: EventTarget): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}

/** Nothing is selected, or all of this one cell: then the full value is meant. A part of it is copied as it stands. */
function isWholeCell(target: EventTarget): boolean {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return true;
  const cell = target instanceof Element ? target.closest('[data-column]') : undefined;
  return selection.toString().trim() === cell?.textContent?.trim();
}
