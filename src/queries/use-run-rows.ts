import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { formatRunColumn, type RunColumn } from '../domain/run-sort.ts';
import type { RowsWindow, RunRow } from '../worker/data-protocol.ts';
import { useDataClient } from './data-client-context.tsx';

export interface RunRows {
  /** The row at an index of the current order; undefined until its window has crossed. */
  readonly getRow: (index: number) => RunRow | undefined;
  readonly onVisibleRange: (start: number, end: number) => void;
  readonly window: RowsWindow | undefined;
}

/** The window of rows that is on screen: some 60 rows cross to the main thread, never all. */
export function useRunRows(
  viewId: string,
  version: number | undefined,
  columns: readonly RunColumn[],
): RunRows {
  const client = useDataClient();
  const [range, setRange] = useState({ start: 0, end: 60 });
  const [read, setRead] = useState<ReadWindow>();
  const latestCall = useRef<AbortController | undefined>(undefined);
  const columnsKey = JSON.stringify(columns);

  useEffect(() => {
    if (version === undefined) return;
    const controller = new AbortController();
    latestCall.current?.abort();
    latestCall.current = controller;
    client
      .call('runs.rows', { viewId, ...range, columns, isOnScreen: true }, { signal: controller.signal })
      .then((next) => {
        if (latestCall.current === controller) setRead({ window: next, columns });
      })
      // A window that fails is asked again with the next version; the watch itself reports what is wrong.
      .catch(() => undefined);
    // `columnsKey` stands for `columns`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, viewId, version, range, columnsKey]);

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

interface ReadWindow {
  readonly window: RowsWindow;
  readonly columns: readonly RunColumn[];
}

/** The cells in the order of `columns`: until the next window comes, the shown one was read for other columns. */
function arrangeCells({ window, columns: read }: ReadWindow, columns: readonly RunColumn[]): RowsWindow {
  const indexOf = new Map(read.map((column, index) => [formatRunColumn(column), index]));
  const order = columns.map((column) => indexOf.get(formatRunColumn(column)) ?? -1);
  if (order.every((index, position) => index === position)) return window;
  return {
    ...window,
    summaries: order.map((index) => window.summaries[index]),
    rows: window.rows.map((row) => ({
      ...row,
      cells: order.map((index) => row.cells[index]),
      ...(row.steps && { steps: order.map((index) => row.steps?.[index]) }),
    })),
  };
}
