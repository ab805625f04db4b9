import type { VirtualItem } from '@tanstack/react-virtual';
import { useMemo } from 'react';
import styles from './data-grid.module.css';
import { CELL_PADDING_PX, type GridRowState } from './grid-column.ts';
import { GridRow } from './grid-row.tsx';
import type { PlacedColumn } from './use-column-layout.ts';
import { useRowBudget } from './use-row-budget.ts';

export interface GridBodyProps<Row> {
  readonly items: readonly VirtualItem[];
  readonly heightPx: number;
  readonly rowHeightPx: number;
  readonly pinned: readonly PlacedColumn<Row>[];
  /** The columns on screen. */
  readonly center: readonly PlacedColumn<Row>[];
  readonly getRow: (index: number) => Row | undefined;
  readonly getRowId: (row: Row) => string;
  readonly rowState: ((row: Row) => GridRowState) | undefined;
  readonly activeRow: number;
  readonly activeColumnId: string | undefined;
}

const NO_STATE: GridRowState = {};

export function GridBody<Row>(props: GridBodyProps<Row>) {
  const { items, pinned, center, getRow, getRowId, rowState } = props;
  const filled = useRowBudget(
    items.map((item) => item.index),
    (index) => getRow(index) !== undefined,
    pinned.length + center.length,
  );
  const bars = useMemo(() => barShadows(center), [center]);
  return (
    <div role="rowgroup" className={styles['body']} style={{ height: props.heightPx }}>
      {items.map((item) => {
        const row = filled.has(item.index) ? getRow(item.index) : undefined;
        const state = row === undefined ? NO_STATE : (rowState?.(row) ?? NO_STATE);
        return (
          <GridRow
            key={item.index}
            index={item.index}
            row={row}
            rowId={row === undefined ? undefined : getRowId(row)}
            topPx={item.start}
            bars={row === undefined ? bars : undefined}
            pinned={pinned}
            center={center}
            activeColumnId={props.activeRow === item.index ? props.activeColumnId : undefined}
            isFocused={state.isFocused ?? false}
            isCompared={state.isCompared}
            isFaint={state.isFaint ?? false}
            level={state.level}
            isOpen={state.isOpen}
          />
        );
      })}
    </div>
  );
}

/** As wide as in the style sheet. */
const BAR_PX = 52;

/**
 * The shape of rows that are not read or not drawn yet: a bar in each column, all of them shadows of one box. Elements
 * would cost as much as the cells, and gradients three to eight times as much to paint (measured in Chromium).
 */
function barShadows<Row>(columns: readonly PlacedColumn<Row>[]): string {
  const shadows = columns.map(({ leftPx, widthPx, column }) => {
    const startPx =
      column.align === 'right' ? leftPx + widthPx - CELL_PADDING_PX - BAR_PX : leftPx + CELL_PADDING_PX;
    return `${startPx + BAR_PX}px 0 var(--bone)`;
  });
  return shadows.join(',') || 'none';
}
