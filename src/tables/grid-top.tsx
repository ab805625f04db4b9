import styles from './data-grid.module.css';
import type { GridRowState } from './grid-column.ts';
import { TOP_ROW } from './grid-moves.ts';
import { GridRow } from './grid-row.tsx';
import type { PlacedColumn } from './use-column-layout.ts';

export interface GridTopProps<Row> {
  readonly rows: readonly Row[];
  readonly rowHeightPx: number;
  readonly pinned: readonly PlacedColumn<Row>[];
  /** The columns on screen. */
  readonly center: readonly PlacedColumn<Row>[];
  readonly getRowId: (row: Row) => string;
  readonly rowState: ((row: Row) => GridRowState) | undefined;
  readonly activeRow: number;
  readonly activeColumnId: string | undefined;
}

/** Rows that stay under the header while the others scroll; none of the count. */
export function GridTop<Row>(props: GridTopProps<Row>) {
  const { rows, rowHeightPx, getRowId, rowState, activeRow, activeColumnId, ...columns } = props;
  if (rows.length === 0) return null;
  return (
    <div
      role="rowgroup"
      className={styles['top']}
      style={{ top: rowHeightPx, height: rows.length * rowHeightPx }}
      data-top-rows={rows.length}
    >
      {rows.map((row, place) => (
        <GridRow
          key={getRowId(row)}
          index={TOP_ROW - place}
          row={row}
          rowId={getRowId(row)}
          topPx={place * rowHeightPx}
          bars={undefined}
          {...columns}
          activeColumnId={activeRow === TOP_ROW - place ? activeColumnId : undefined}
          isFocused={rowState?.(row).isFocused ?? false}
          isCompared={rowState?.(row).isCompared}
          isFaint={false}
          level={undefined}
          isOpen={undefined}
        />
      ))}
    </div>
  );
}
