import { useTable } from '@tanstack/react-table';
import type { ColumnDef } from '@tanstack/react-table';
import { type CSSProperties, useMemo } from 'react';
import { type ColumnWidths, type GridColumn, MIN_COLUMN_PX } from './grid-column.ts';
import { gridFeatures } from './table-features.ts';

/** A column with its place. */
export interface PlacedColumn<Row> {
  readonly column: GridColumn<Row>;
  /** Position on screen from the left. */
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
  /** Widths by id of the columns that were made wider or narrower for the pane. */
  readonly fitted: ColumnWidths;
}

interface SizedColumn {
  readonly id: string;
  readonly widthPx: number;
}

export interface ColumnLayoutOptions<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly widths: ColumnWidths;
  /** Undefined until it is known. */
  readonly paneWidthPx: number | undefined;
}

/** Rows live in the worker: the table gets none. */
const NO_ROWS: object[] = [];

export function useColumnLayout<Row>(layoutOptions: ColumnLayoutOptions<Row>): ColumnLayout<Row> {
  const { columns, widths, paneWidthPx } = layoutOptions;
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
        columnPinning: { start: columns.filter((column) => column.isPinned).map(({ id }) => id), end: [] },
      },
    };
  }, [columns, widths]);
  const table = useTable(options);
  return useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    const sizesOf = (list: ReturnType<typeof table.getStartVisibleLeafColumns>): readonly SizedColumn[] =>
      list.map((column) => ({ id: column.id, widthPx: column.getSize() }));
    const start = sizesOf(table.getStartVisibleLeafColumns());
    const middle = sizesOf(table.getCenterVisibleLeafColumns());
    const fitted =
      growIntoPane([...start, ...middle], byId, widths, paneWidthPx) ??
      giveWay(start, middle, byId, widths, paneWidthPx);
    const fit = (sized: SizedColumn) => ({ id: sized.id, widthPx: fitted[sized.id] ?? sized.widthPx });
    const pinned = fitIntoPane(start.map(fit), byId, paneWidthPx);
    return { ...placeColumns(byId, pinned, middle.map(fit)), fitted };
  }, [table, columns, widths, paneWidthPx]);
}

/** Of a wide pane, also where the columns do not all fit: names are long. */
const GROWING_SHARE = 0.22;

/** The new width of the column that takes the room to the right of columns that all fit. */
function growIntoPane<Row>(
  sizes: readonly SizedColumn[],
  byId: ReadonlyMap<string, GridColumn<Row>>,
  chosen: ColumnWidths,
  paneWidthPx: number | undefined,
): ColumnWidths | undefined {
  const growing = sizes.find(({ id }) => byId.get(id)?.canGrow);
  if (!growing) return undefined;
  const leftPx = (paneWidthPx ?? 0) - sumOf(sizes);
  const taker = [growing, sizes.at(-1)].find((sized) => sized && !Object.hasOwn(chosen, sized.id));
  if (!taker) return undefined;
  const widestPx = byId.get(taker.id)?.widestPx;
  const sharePx =
    widestPx === undefined || taker !== growing ? 0 : Math.floor((paneWidthPx ?? 0) * GROWING_SHARE);
  const wantedPx = Math.max(taker.widthPx + leftPx, sharePx);
  const widthPx = Math.min(widestPx ?? Number.POSITIVE_INFINITY, wantedPx);
  return widthPx > taker.widthPx ? { [taker.id]: widthPx } : undefined;
}

/**
 * For the kept column to be seen whole, the growing one and then itself become narrower, as far as each may and nobody
 * chose its width; all stays as it is where that would not be enough.
 */
function giveWay<Row>(
  pinned: readonly SizedColumn[],
  center: readonly SizedColumn[],
  byId: ReadonlyMap<string, GridColumn<Row>>,
  chosen: ColumnWidths,
  paneWidthPx: number | undefined,
): ColumnWidths {
  const end = center.findIndex(({ id }) => byId.get(id)?.isKept) + 1;
  if (end === 0 || paneWidthPx === undefined) return {};
  let overPx = sumOf([...pinned, ...center.slice(0, end)]) - paneWidthPx;
  const narrowed: Record<string, number> = {};
  for (const sized of [pinned.find(({ id }) => byId.get(id)?.canGrow), center[end - 1]]) {
    if (!sized || overPx <= 0 || Object.hasOwn(chosen, sized.id)) continue;
    const narrowPx = byId.get(sized.id)?.narrowPx ?? sized.widthPx;
    const widthPx = Math.min(sized.widthPx, Math.max(narrowPx, sized.widthPx - overPx));
    overPx -= sized.widthPx - widthPx;
    narrowed[sized.id] = widthPx;
  }
  return overPx > 0 ? {} : narrowed;
}

function sumOf(sizes: readonly SizedColumn[]): number {
  return sizes.reduce((sum, { widthPx }) => sum + widthPx, 0);
}

/** In a pane narrower than the pinned columns, a rail, the last of them (the name) gives way. */
function fitIntoPane<Row>(
  pinned: readonly SizedColumn[],
  byId: ReadonlyMap<string, GridColumn<Row>>,
  paneWidthPx: number | undefined,
): readonly SizedColumn[] {
  const last = pinned.at(-1);
  const overPx = sumOf(pinned) - (paneWidthPx ?? Number.POSITIVE_INFINITY);
  if (!last || overPx <= 0) return pinned;
  const widthPx = Math.max(byId.get(last.id)?.minWidthPx ?? MIN_COLUMN_PX, last.widthPx - overPx);
  return [...pinned.slice(0, -1), { id: last.id, widthPx }];
}

function placeColumns<Row>(
  byId: ReadonlyMap<string, GridColumn<Row>>,
  pinnedSizes: readonly SizedColumn[],
  centerSizes: readonly SizedColumn[],
): Omit<ColumnLayout<Row>, 'fitted'> {
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
