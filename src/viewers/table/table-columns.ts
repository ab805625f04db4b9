import { formatCount } from '../../base/format-number.ts';
import type { CellKind } from '../../domain/artifacts/table/cell-kind.ts';
import { m } from '../../paraglide/messages.js';
import { buildTextColumn } from '../../tables/column-builders.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import type { CellsWindow, TableColumn } from '../../worker/files/table-protocol.ts';
import type { TableRow } from './use-table-rows.ts';

const CHARACTER_PX = 7.2;
const PADDING_PX = 26;
const WIDTHS_PX = { least: 64, most: 340 };
export const ROW_COLUMN = 'row';

/** Columns of the grid with widths from the first rows that came. */
export function buildTableColumns(
  columns: readonly TableColumn[],
  sample: CellsWindow | undefined,
  canOrder: boolean,
): readonly GridColumn<TableRow>[] {
  const place: GridColumn<TableRow> = {
    ...buildTextColumn<TableRow>({
      id: ROW_COLUMN,
      header: m.table_row(),
      widthPx: 70,
      canSort: false,
      isPinned: true,
      align: 'right',
      text: (row) => formatCount(row.place + 1),
    }),
    cellLook: () => ({ tone: 'pending' }),
  };
  const own = columns.map(
    ({ name, kind }, index): GridColumn<TableRow> => ({
      ...buildTextColumn<TableRow>({
        id: String(index),
        header: name,
        title: `${name} · ${kindWord(kind)}`,
        widthPx: widthOf(name, index, sample),
        canSort: canOrder,
        align: kind === 'number' ? 'right' : 'left',
        text: (row) => row.cells[index],
      }),
      hasMenu: canOrder,
    }),
  );
  return [place, ...own];
}

export function kindWord(kind: CellKind): string {
  switch (kind) {
    case 'number':
      return m.table_kind_number();
    case 'boolean':
      return m.table_kind_boolean();
    case 'time':
      return m.table_kind_time();
    case 'json':
      return 'JSON';
    case 'empty':
      return m.table_kind_empty();
    case 'text':
      return m.table_kind_text();
  }
}

function widthOf(name: string, index: number, sample: CellsWindow | undefined): number {
  const longest = Math.max(0, ...(sample?.cells ?? []).map((row) => row[index]?.length ?? 0));
  // The header has room for its menu and the mark of the sort.
  const wantedPx = Math.max(longest * CHARACTER_PX, name.length * CHARACTER_PX + 28) + PADDING_PX;
  return Math.round(Math.min(WIDTHS_PX.most, Math.max(WIDTHS_PX.least, wantedPx)));
}
