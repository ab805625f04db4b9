import { compareNatural } from '../../base/natural-order.ts';
import { useMemo, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { buildTextColumn } from '../../tables/column-builders.tsx';
import { DataGrid } from '../../tables/data-grid.tsx';
import type { GridColumn, GridSort } from '../../tables/grid-column.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from './run-tables.module.css';

const ROW_PX = 28;
const MAX_ROWS_SHOWN = 16;

interface KeyValueTableProps {
  readonly label: string;
  readonly rows: readonly KeyText[];
  readonly emptyText: string;
}

export function KeyValueTable({ label, rows: all, emptyText }: KeyValueTableProps) {
  const [find, setFind] = useState('');
  const rows = useMemo(
    () => all.filter((row) => holds(row.key, find) || holds(row.value, find)),
    [all, find],
  );
  const [sort, setSort] = useState<GridSort>({ columnId: 'key', isDescending: false });
  const sorted = useMemo(
    () =>
      rows.toSorted(
        (a, b) =>
          (sort.isDescending ? -1 : 1) *
          (sort.columnId === 'value' ? compareNatural(a.value, b.value) : compareNatural(a.key, b.key)),
      ),
    [rows, sort],
  );
  const columns = useMemo<readonly GridColumn<KeyText>[]>(
    () => [
      buildTextColumn<KeyText>({
        id: 'key',
        header: m.run_column_key(),
        widthPx: 240,
        text: ({ key }) => key,
      }),
      buildTextColumn<KeyText>({
        id: 'value',
        header: m.run_column_value(),
        widthPx: 400,
        text: ({ value }) => value,
      }),
    ],
    [],
  );
  if (all.length === 0) return <p className={css.none}>{emptyText}</p>;
  return (
    <>
      <FindField
        label={m.run_find({ what: label })}
        all={all.length}
        found={rows.length}
        find={find}
        onFind={setFind}
      />
      <Frame count={rows.length}>
        <DataGrid<KeyText>
          label={label}
          columns={columns}
          rowCount={rows.length}
          ariaRowCount={rows.length}
          getRow={(index) => sorted[index]}
          getRowId={(row) => row.key}
          sort={sort}
          onSort={(columnId) => setSort((before) => nextSort(before, columnId))}
        />
      </Frame>
    </>
  );
}

/** Whether a text holds what is searched for, in any case. */
export function holds(text: string, find: string): boolean {
  return text.toLocaleLowerCase().includes(find.trim().toLocaleLowerCase());
}

interface FindFieldProps {
  readonly label: string;
  /** Rows there are, and rows that are found. */
  readonly all: number;
  readonly found: number;
  readonly find: string;
  readonly onFind: (text: string) => void;
}

/** Few rows are seen at a glance: they need no search. */
const MIN_TO_SEARCH = 8;

export function FindField({ label, all, found, find, onFind }: FindFieldProps) {
  if (all < MIN_TO_SEARCH) return null;
  return (
    <div className={css.find}>
      <TextField label={label} value={find} onChange={onFind} width={220} type="search" />
      <span role="status" className={css.none}>
        {find.trim() === '' ? '' : m.run_found({ count: formatCount(found), total: formatCount(all) })}
      </span>
    </div>
  );
}

/** As tall as its rows, up to a limit: the grid itself fills its frame. */
export function Frame({ count, children }: { readonly count: number; readonly children: React.ReactNode }) {
  const rows = Math.min(count, MAX_ROWS_SHOWN);
  return (
    <div className={css.frame} style={{ height: (rows + 1) * ROW_PX + 2 }}>
      {children}
    </div>
  );
}

export function nextSort(before: GridSort, columnId: string): GridSort {
  return { columnId, isDescending: before.columnId === columnId && !before.isDescending };
}
