import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunColumn } from '../domain/run-sort.ts';
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
  const [window, setWindow] = useState<RowsWindow>();
  const latestCall = useRef<AbortController | undefined>(undefined);
  const columnsKey = JSON.stringify(columns);

  useEffect(() => {
    if (version === undefined) return;
    const controller = new AbortController();
    latestCall.current?.abort();
    latestCall.current = controller;
    client
      .call('runs.rows', { viewId, ...range, columns }, { signal: controller.signal })
      .then((next) => {
        if (latestCall.current === controller) setWindow(next);
      })
      // A window that fails is asked again with the next version; the watch itself reports what is wrong.
      .catch(() => undefined);
    // `columnsKey` stands for `columns`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, viewId, version, range, columnsKey]);

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
