import { compareNatural } from '../../base/natural-order.ts';
import { useCallback, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount, formatFullValue, formatValue } from '../../base/format-number.ts';
import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import type { MetricValue, Run } from '../../domain/runs/run.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { statisticWord } from '../../parts/wording.ts';
import { type RunStatistics, useRunStatistics } from '../../queries/use-run-statistics.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { buildNumberColumn, buildTextColumn, buildTimeColumn } from '../../tables/column-builders.tsx';
import { DataGrid } from '../../tables/data-grid.tsx';
import type { GridColumn, GridSort } from '../../tables/grid-column.ts';
import { FindField, Frame, holds, nextSort } from './run-tables.tsx';
import css from './run-tables.module.css';

const STATISTICS = ['best', 'min', 'max'] as const;
type Shown = (typeof STATISTICS)[number];

/** Undefined: there is none; null: not read yet. */
type StatisticRow = MetricValue & Readonly<Record<Shown, number | undefined | null>>;

/** The metrics of a run: last values come with it, the others from the histories of the rows on screen. */
export function MetricTable({ run }: { readonly run: Run }) {
  const [sort, setSort] = useState<GridSort>({ columnId: 'key', isDescending: false });
  const [find, setFind] = useState('');
  const [range, setRange] = useState({ start: 0, end: 0 });
  const rows = useMemo(
    () =>
      sortMetrics(
        run.metrics.filter(({ key }) => holds(key, find)),
        sort,
      ),
    [run.metrics, find, sort],
  );
  const onVisibleRange = useCallback((start: number, end: number) => setRange({ start, end }), []);
  const { start, end } = range;
  const visible = useMemo(() => rows.slice(start, end).map(({ key }) => key), [rows, start, end]);
  const asked = useMemo(() => visible.flatMap(columnsOf), [visible]);
  const { directions } = useWorkspace().workspace;
  const statistics = useRunStatistics(run, asked, directions);
  const valueOf = (key: string, name: Shown) => {
    const place = visible.indexOf(key);
    const cell = place < 0 ? null : statistics.cells[place * STATISTICS.length + STATISTICS.indexOf(name)];
    return typeof cell === 'string' ? undefined : cell;
  };
  const columns = useMemo(() => buildMetricColumns(), []);
  if (run.metrics.length === 0) return <p className={css.none}>{m.run_no_metrics()}</p>;
  return (
    <>
      <FindField
        label={m.run_find({ what: m.run_metrics() })}
        all={run.metrics.length}
        found={rows.length}
        find={find}
        onFind={setFind}
      />
      <Frame count={rows.length}>
        <DataGrid<StatisticRow>
          label={m.run_metrics()}
          columns={columns}
          rowCount={rows.length}
          ariaRowCount={rows.length}
          getRow={(index) => {
            const row = rows[index];
            if (!row) return undefined;
            const [best, min, max] = STATISTICS.map((name) => valueOf(row.key, name));
            return { ...row, best, min, max };
          }}
          getRowId={(row) => row.key}
          onVisibleRange={onVisibleRange}
          sort={sort}
          onSort={(columnId) => setSort((before) => nextSort(before, columnId))}
        />
      </Frame>
      <AskToCompute statistics={statistics} />
    </>
  );
}

/** Long histories are read when somebody wants them. */
function AskToCompute({ statistics: { computing, compute } }: { readonly statistics: RunStatistics }) {
  if (computing?.askPoints === undefined) return null;
  return (
    <div className={css.ask}>
      {m.computing_ask({ points: formatCount(computing.askPoints) })}
      <Button size="compact-sm" variant="default" onClick={compute}>
        {m.computing_start()}
      </Button>
    </div>
  );
}

function columnsOf(key: string): readonly RunColumn[] {
  return STATISTICS.map((name) => ({ kind: 'statistic', key, statistic: { name } }));
}

/** Room for `-9.002e-16`: a number without its exponent would be another one. */
const NUMBER_PX = 98;

function buildMetricColumns(): readonly GridColumn<StatisticRow>[] {
  return [
    buildTextColumn<StatisticRow>({
      id: 'key',
      header: m.run_column_key(),
      widthPx: 160,
      text: ({ key }) => key,
    }),
    buildNumberColumn<StatisticRow>({
      id: 'value',
      header: m.run_column_last(),
      widthPx: NUMBER_PX,
      value: ({ value }) => value,
      format: formatValue,
      formatFull: formatFullValue,
    }),
    ...STATISTICS.map((name) =>
      buildNumberColumn<StatisticRow>({
        id: name,
        header: statisticWord({ name }),
        widthPx: NUMBER_PX,
        canSort: false,
        value: (row) => row[name] ?? undefined,
        format: formatValue,
        formatFull: formatFullValue,
      }),
    ),
    buildNumberColumn<StatisticRow>({
      id: 'step',
      header: m.run_column_step(),
      widthPx: 64,
      value: ({ step }) => step,
      format: String,
      formatFull: String,
    }),
    buildTimeColumn<StatisticRow>({
      id: 'time',
      header: m.run_column_time(),
      widthPx: 140,
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
    return compareNatural(a.key, b.key) * direction;
  });
}

/** NaN last both ways. */
function compareNumbers(a: number, b: number, direction: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a === b ? 0 : (a < b ? -1 : 1) * direction;
}
