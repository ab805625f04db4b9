import { useTable } from '@tanstack/react-table';
import type { ColumnDef } from '@tanstack/react-table';
import { type CSSProperties, useMemo } from 'react';
import { type ColumnWidths, type GridColumn, MIN_COLUMN_PX } from './grid-column.ts';
import { gridFeatures } from './table-features.ts';

/** A column with its place. */
export interface PlacedColumn<Row> {
  readonly column: GridColumn<Row>;
  /** Position on screen from the left, hidden columns left out. */
  readonly index: number;
  readonly leftPx: number;
  readonly widthPx: number;
  /** `edge`: the last pinned one, behind which the others pass. */
  readonly pin: 'pinned' | 'edge' | undefined;
  /** One object for all cells of the column, so that React finds nothing to compare. */
  readonly style: CSSProperties;
}

/**
 * ```
 * | pinned ……… | center ……………………………………………… |
 * 0            pinnedPx                        totalPx
 * ```
 */
export interface ColumnLayout<Row> {
  readonly pinned: readonly PlacedColumn<Row>[];
  readonly center: readonly PlacedColumn<Row>[];
  readonly all: readonly PlacedColumn<Row>[];
  readonly pinnedPx: number;
  readonly totalPx: number;
  /** The column that took the room that was left. */
  readonly grown: SizedColumn | undefined;
}

export interface SizedColumn {
  readonly id: string;
  readonly widthPx: number;
}

export interface ColumnLayoutOptions<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly widths: ColumnWidths;
  /** Ids in order; columns that are not named keep their place after them. */
  readonly order: readonly string[] | undefined;
  readonly hidden: readonly string[] | undefined;
  /** Undefined until it is known. */
  readonly paneWidthPx: number | undefined;
}

/** Rows live in the worker: the table gets none. */
const NO_ROWS: object[] = [];

export function useColumnLayout<Row>(layoutOptions: ColumnLayoutOptions<Row>): ColumnLayout<Row> {
  const { columns, widths, order, hidden, paneWidthPx } = layoutOptions;
  const options = useMemo(() => {
    const definitions: ColumnDef<typeof gridFeatures, object>[] = columns.map((column) => ({
      id: column.id,
      header: column.header,
      size: column.widthPx,
      minSize: column.minWidthPx ?? MIN_COLUMN_PX,
      maxSize: Number.MAX_SAFE_INTEGER,
    }));
    return {
      features: gridFeatures,
      columns: definitions,
      data: NO_ROWS,
      state: {
        columnSizing: { ...widths },
        columnOrder: [...(order ?? [])],
        columnPinning: { start: columns.filter((column) => column.isPinned).map(({ id }) => id), end: [] },
        columnVisibility: Object.fromEntries((hidden ?? []).map((id) => [id, false])),
      },
    };
  }, [columns, widths, order, hidden]);
  const table = useTable(options);
  return useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    const sizesOf = (list: ReturnType<typeof table.getStartVisibleLeafColumns>): readonly SizedColumn[] =>
      list.map((column) => ({ id: column.id, widthPx: column.getSize() }));
    const pinned = fitIntoPane(sizesOf(table.getStartVisibleLeafColumns()), byId, paneWidthPx);
    const center = sizesOf(table.getCenterVisibleLeafColumns());
    const grown = growIntoPane([...pinned, ...center], byId, widths, paneWidthPx);
    const grow = (sized: SizedColumn) => (sized.id === grown?.id ? grown : sized);
    return { ...placeColumns(byId, pinned.map(grow), center.map(grow)), grown };
  }, [table, columns, widths, paneWidthPx]);
}

/** The column that takes the room to the right of columns that all fit, at its new width. */
function growIntoPane<Row>(
  sizes: readonly SizedColumn[],
  byId: ReadonlyMap<string, GridColumn<Row>>,
  chosen: ColumnWidths,
  paneWidthPx: number | undefined,
): SizedColumn | undefined {
  const growing = sizes.find(({ id }) => byId.get(id)?.canGrow);
  if (!growing) return undefined;
  const leftPx = (paneWidthPx ?? 0) - sizes.reduce((sum, { widthPx }) => sum + widthPx, 0);
  const taker = [growing, sizes.at(-1)].find((sized) => sized && !Object.hasOwn(chosen, sized.id));
  return taker && leftPx > 0 ? { id: taker.id, widthPx: taker.widthPx + leftPx } : undefined;
}

/** In a pane narrower than the pinned columns, a rail, the last of them (the name) gives way. */
function fitIntoPane<Row>(
  pinned: readonly SizedColumn[],
  byId: ReadonlyMap<string, GridColumn<Row>>,
  paneWidthPx: number | undefined,
): readonly SizedColumn[] {
  const last = pinned.at(-1);
  const overPx =
    pinned.reduce((sum, { widthPx }) => sum + widthPx, 0) - (paneWidthPx ?? Number.POSITIVE_INFINITY);
  if (!last || overPx <= 0) return pinned;
  const widthPx = Math.max(byId.get(last.id)?.minWidthPx ?? MIN_COLUMN_PX, last.widthPx - overPx);
  return [...pinned.slice(0, -1), { id: last.id, widthPx }];
}

function placeColumns<Row>(
  byId: ReadonlyMap<string, GridColumn<Row>>,
  pinnedSizes: readonly SizedColumn[],
  centerSizes: readonly SizedColumn[],
): Omit<ColumnLayout<Row>, 'grown'> {
  let leftPx = 0;
  let index = 0;
  const place = (sized: SizedColumn): PlacedColumn<Row>[] => {
    const column = byId.get(sized.id);
    if (!column) return [];
    const style: CSSProperties = { left: leftPx, width: sized.widthPx };
    const pin = index < pinnedSizes.length - 1 ? 'pinned' : index < pinnedSizes.length ? 'edge' : undefined;
    const placed: PlacedColumn<Row> = { column, index, leftPx, widthPx: sized.widthPx, pin, style };
    leftPx += sized.widthPx;
    index += 1;
    return [placed];
  };
  const pinned = pinnedSizes.flatMap(place);
  const pinnedPx = leftPx;
  const center = centerSizes.flatMap(place);
  return { pinned, center, all: [...pinned, ...center], pinnedPx, totalPx: leftPx };
}
