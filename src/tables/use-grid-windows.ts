import { type Range, defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useMemo } from 'react';
import type { ColumnLayout, PlacedColumn } from './use-column-layout.ts';

const SPARE_ROWS = 6;
const SPARE_COLUMNS = 1;
/** Pinned columns over more than this share of the pane would leave no room for what scrolls. */
const MAX_PINNED_SHARE = 0.6;

export interface GridWindowsOptions<Row> {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly layout: ColumnLayout<Row>;
  readonly rowCount: number;
  readonly rowHeightPx: number;
  /** Rows that stay under the header. */
  readonly topCount: number;
  /** Rendered even when out of sight, so that focus is not lost by scrolling. */
  readonly activeRow: number;
  readonly activeColumn: number;
}

/** Which rows and which of the columns that are not pinned are in the document. */
export function useGridWindows<Row>(options: GridWindowsOptions<Row>) {
  const { scroller, layout, rowCount, rowHeightPx, activeRow } = options;
  const stickyPx = (1 + options.topCount) * rowHeightPx;
  const pinnedCount = layout.pinned.length;
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by the React Compiler
  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    // A new function makes the virtualizer lay out anew; the same holds for the columns below.
    getItemKey: useCallback((index: number) => (rowHeightPx > 0 ? index : 0), [rowHeightPx]),
    overscan: SPARE_ROWS,
    // What is sticky covers as much of the viewport as it takes before the first row.
    scrollPaddingEnd: stickyPx,
    rangeExtractor: useKeptRange(activeRow),
  });
  const { center, pinnedPx } = layout;
  const columns = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    horizontal: true,
    count: center.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => center[index]?.widthPx ?? 0,
    getItemKey: useCallback((index: number) => center[index]?.column.id ?? index, [center]),
    overscan: SPARE_COLUMNS,
    scrollPaddingEnd: pinnedPx,
    rangeExtractor: useKeptRange(options.activeColumn - pinnedCount),
  });
  const columnItems = columns.getVirtualItems();
  const visibleColumns = useMemo(
    () => columnItems.map((item) => center[item.index]).filter((placed) => placed !== undefined),
    [columnItems, center],
  ) as readonly PlacedColumn<Row>[];
  const widthPx = columns.scrollRect?.width ?? 0;
  return {
    rows,
    rowItems: rows.getVirtualItems(),
    visibleColumns,
    isLoose: widthPx > 0 && pinnedPx > widthPx * MAX_PINNED_SHARE,
    isShifted: (columns.scrollOffset ?? 0) > 0,
    pageRows: Math.max(1, Math.floor(((rows.scrollRect?.height ?? 0) - stickyPx) / rowHeightPx) - 1),
    /** To the middle, but for a row that is in sight already. */
    bringIntoSight(row: number) {
      const fromPx = rows.scrollOffset ?? 0;
      const toPx = fromPx + (rows.scrollRect?.height ?? 0) - stickyPx;
      const isInSight = row * rowHeightPx >= fromPx && (row + 1) * rowHeightPx <= toPx;
      if (row < rowCount && !isInSight) rows.scrollToIndex(row, { align: 'center' });
    },
    /** Brings a cell into sight. */
    reveal(row: number, column: number) {
      if (row >= 0 && row < rowCount) rows.scrollToIndex(row, { align: 'auto' });
      if (column >= pinnedCount) columns.scrollToIndex(column - pinnedCount, { align: 'auto' });
    },
  };
}

/** The default range and the one index that holds the focus. */
function useKeptRange(kept: number): (range: Range) => number[] {
  return useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (kept < 0 || kept >= range.count || indexes.includes(kept)) return indexes;
      return [...indexes, kept].sort((a, b) => a - b);
    },
    [kept],
  );
}

export type GridWindows<Row> = ReturnType<typeof useGridWindows<Row>>;
