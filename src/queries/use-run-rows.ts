import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { formatRunColumn, type RunColumn } from '../domain/runs/run-sort.ts';
import { isGroupRow } from './table-row.ts';
import type { GroupRow, TableRow, TableWindow } from '../worker/runs/groups-protocol.ts';
import type { RunRow, RunsQuery } from '../worker/runs/runs-protocol.ts';
import { useDataClient } from './data-client-context.tsx';
import { reuseRows } from './reuse-rows.ts';
import { createRowsReader, type ReadRows } from './rows-reader.ts';

export interface RunRows {
  /** The row at an index of the current order; undefined until its window has crossed. */
  readonly getRow: (index: number) => TableRow | undefined;
  readonly onVisibleRange: (start: number, end: number) => void;
  readonly window: TableWindow | undefined;
}

/** The window of rows that is on screen: some 60 rows cross to the main thread, never all. */
export function useRunRows(
  query: RunsQuery,
  version: number | undefined,
  columns: readonly RunColumn[],
): RunRows {
  const client = useDataClient();
  const [range, setRange] = useState({ start: 0, end: 60 });
  const [read, setRead] = useState<ReadRows>();
  const reader = useMemo(
    () => createRowsReader(client, (next) => setRead((before) => reuseRead(before, next))),
    [client],
  );
  const { viewId } = query;
  const columnsKey = JSON.stringify(columns);

  useEffect(() => reader.setVersion(version), [reader, version]);
  useEffect(
    () => reader.want({ viewId, ...range, columns }),
    // `columnsKey` stands for `columns`.
    // oxlint-disable-next-line react/exhaustive-deps
    [reader, viewId, range, columnsKey],
  );
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) reader.followQuery();
    isFirst.current = false;
  }, [reader, query]);
  useEffect(() => () => reader.stop(), [reader]);

  const window = useMemo(() => read && arrangeCells(read, columns), [read, columns]);
  const getRow = useCallback(
    (index: number) => (window ? window.rows[index - window.start] : undefined),
    [window],
  );
  const onVisibleRange = useCallback(
    (start: number, end: number) =>
      setRange((before) => (before.start === start && before.end === end ? before : { start, end })),
    [],
  );
  return { getRow, onVisibleRange, window };
}

function reuseRead(before: ReadRows | undefined, next: ReadRows): ReadRows {
  const rows = reuseRows(before?.window.rows ?? [], next.window.rows);
  return { ...next, window: { ...next.window, rows } };
}

/** The cells in the order of `columns`: until the next window comes, the shown one was read for other columns. */
function arrangeCells({ window, columns: read }: ReadRows, columns: readonly RunColumn[]): TableWindow {
  const indexOf = new Map(read.map((column, index) => [formatRunColumn(column), index]));
  const order = columns.map((column) => indexOf.get(formatRunColumn(column)) ?? -1);
  if (order.every((index, position) => index === position)) return window;
  const arrange = (row: RunRow): RunRow => ({
    ...row,
    cells: order.map((index) => row.cells[index]),
    ...(row.steps && { steps: order.map((index) => row.steps?.[index]) }),
    ...(row.families && { families: order.map((index) => row.families?.[index]) }),
    ...(row.against && { against: order.map((index) => row.against?.[index]) }),
  });
  return {
    ...window,
    summaries: order.map((index) => window.summaries[index]),
    rows: window.rows.map((row) => (isGroupRow(row) ? arrangeGroup(row, order) : arrange(row))),
    top: window.top.map((row) => (isGroupRow(row) ? arrangeGroup(row, order) : arrange(row))),
  };
}

function arrangeGroup(row: GroupRow, order: readonly number[]): GroupRow {
  return {
    ...row,
    groupCells: order.map((index) => row.groupCells[index]),
    ...(row.against && { against: order.map((index) => row.against?.[index]) }),
  };
}
