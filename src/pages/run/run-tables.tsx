import { useMemo, useState } from 'react';
import { formatFullValue, formatValue } from '../../base/format-number.ts';
import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import type { MetricValue } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { buildNumberColumn, buildTextColumn, buildTimeColumn } from '../../tables/column-builders.tsx';
import { DataGrid } from '../../tables/data-grid.tsx';
import type { GridColumn, GridSort } from '../../tables/grid-column.ts';
import css from './run-tables.module.css';

const ROW_PX = 28;
const MAX_ROWS_SHOWN = 16;

const collator = new Intl.Collator('en', { numeric: true });

interface KeyValueTableProps {
  readonly label: string;
  readonly rows: readonly KeyText[];
  readonly emptyText: string;
}

export function KeyValueTable({ label, rows, emptyText }: KeyValueTableProps) {
  const [sort, setSort] = useState<GridSort>({ columnId: 'key', isDescending: false });
  const sorted = useMemo(
    () =>
      rows.toSorted(
        (a, b) =>
          (sort.isDescending ? -1 : 1) *
          (sort.columnId === 'value' ? collator.compare(a.value, b.value) : collator.compare(a.key, b.key)),
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
  if (rows.length === 0) return <p className={css.none}>{emptyText}</p>;
  return (
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
  );
}

export function MetricTable({ rows }: { readonly rows: readonly MetricValue[] }) {
  const [sort, setSort] = useState<GridSort>({ columnId: 'key', isDescending: false });
  const sorted = useMemo(() => sortMetrics(rows, sort), [rows, sort]);
  const columns = useMemo(() => buildMetricColumns(), []);
  if (rows.length === 0) return <p className={css.none}>{m.run_no_metrics()}</p>;
  return (
    <Frame count={rows.length}>
      <DataGrid<MetricValue>
        label={m.run_metrics()}
        columns={columns}
        rowCount={rows.length}
        ariaRowCount={rows.length}
        getRow={(index) => sorted[index]}
        getRowId={(row) => row.key}
        sort={sort}
        onSort={(columnId) => setSort((before) => nextSort(before, columnId))}
      />
    </Frame>
  );
}

/** As tall as its rows, up to a limit: the grid itself fills its frame. */
function Frame({ count, children }: { readonly count: number; readonly children: React.ReactNode }) {
  const rows = Math.min(count, MAX_ROWS_SHOWN);
  return (
    <div className={css.frame} style={{ height: (rows + 1) * ROW_PX + 2 }}>
      {children}
    </div>
  );
}

function nextSort(before: GridSort, columnId: string): GridSort {
  return { columnId, isDescending: before.columnId === columnId && !before.isDescending };
}

function buildMetricColumns(): readonly GridColumn<MetricValue>[] {
  return [
    buildTextColumn<MetricValue>({
      id: 'key',
      header: m.run_column_key(),
      widthPx: 240,
      text: ({ key }) => key,
    }),
    buildNumberColumn<MetricValue>({
      id: 'value',
      header: m.run_column_last(),
      widthPx: 120,
      value: ({ value }) => value,
      format: formatValue,
      formatFull: formatFullValue,
    }),
    buildNumberColumn<MetricValue>({
      id: 'step',
      header: m.run_column_step(),
      widthPx: 90,
      value: ({ step }) => step,
      format: String,
      formatFull: String,
    }),
    buildTimeColumn<MetricValue>({
      id: 'time',
      header: m.run_column_time(),
      widthPx: 170,
      timeMs: ({ timestampMs }) => timestampMs,
      format: (timeMs) => formatDateTime(timeMs, getLocale()),
      formatFull: (timeMs) => formatFullDateTime(timeMs, getLocale()),
    }),
  ];
}

function sortMetrics(rows: readonly MetricValue[], sort: GridSort): readonly MetricValue[] {
  const direction = sort.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (sort.columnId === 'value') return compareNumbers(a.value, b.value, direction);
    if (sort.columnId === 'step') return compareNumbers(a.step, b.step, direction);
    if (sort.columnId === 'time') return compareNumbers(a.timestampMs, b.timestampMs, direction);
    return collator.compare(a.key, b.key) * direction;
  });
}

/** NaN last both ways. */
function compareNumbers(a: number, b: number, direction: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a === b ? 0 : (a < b ? -1 : 1) * direction;
}
