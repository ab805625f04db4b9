import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount, formatFullValue } from '../base/format-number.ts';
import { formatFullDateTime } from '../base/format-time.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { useDataClient } from '../queries/data-client-context.tsx';
import { DataGrid } from '../tables/data-grid.tsx';
import type { GridColumn } from '../tables/grid-column.ts';
import type { LoggedPoint, PointsWindow } from '../worker/data-protocol.ts';
import css from './points-dialog.module.css';

interface PointsDialogProps {
  readonly metricKey: string;
  readonly runs: readonly ComparedRun[];
  /** Changes whenever the stored series did. */
  readonly version: unknown;
  readonly isExact: boolean;
  readonly onClose: () => void;
}

/** "Show as table": the logged points, from the same stored series that the picture is made of. */
export function PointsDialog({ metricKey, runs, version, isExact, onClose }: PointsDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { window, onVisibleRange, getRow } = usePoints(metricKey, runs, version);
  const columns = useMemo(() => buildPointColumns(runs), [runs]);
  const total = window?.total ?? 0;
  const title = m.points_title({ metric: metricKey });
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={title} onClose={onClose}>
      <header className={css.header}>
        <h2 className={css.title} title={metricKey}>
          {title}
        </h2>
        <span role="status">{m.points_count({ count: total, text: formatCount(total) })}</span>
        {isExact ? null : (
          <span className={css.partial}>{m.points_sampled({ count: formatCount(total) })}</span>
        )}
        <span className={css.space} />
        <Button size="compact-sm" variant="default" onClick={() => dialog.current?.close()}>
          {m.close()}
        </Button>
      </header>
      <div className={css.body}>
        <DataGrid<LoggedPoint & { readonly index: number }>
          label={m.run_metrics()}
          columns={columns}
          rowCount={total}
          ariaRowCount={window ? total : -1}
          getRow={getRow}
          getRowId={(row) => String(row.index)}
          onVisibleRange={onVisibleRange}
        />
      </div>
    </dialog>
  );
}

function usePoints(metricKey: string, runs: readonly ComparedRun[], version: unknown) {
  const client = useDataClient();
  const [range, setRange] = useState({ start: 0, end: 60 });
  const [window, setWindow] = useState<PointsWindow>();
  useEffect(() => {
    const controller = new AbortController();
    client
      .call(
        'chart.points',
        { key: metricKey, runIds: runs.map(({ id }) => id), ...range },
        { signal: controller.signal },
      )
      .then((next) => {
        if (!controller.signal.aborted) setWindow(next);
      })
      // Asked again with the next picture.
      .catch(() => undefined);
    return () => controller.abort();
    // A new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, metricKey, runs, range, version]);
  const onVisibleRange = useCallback(
    (start: number, end: number) =>
      setRange((before) => (before.start === start && before.end === end ? before : { start, end })),
    [],
  );
  const getRow = useCallback(
    (index: number) => {
      const point = window?.points[index - window.start];
      return point && { ...point, index };
    },
    [window],
  );
  return { window, onVisibleRange, getRow };
}

type PointColumn = GridColumn<LoggedPoint & { readonly index: number }>;

function buildPointColumns(runs: readonly ComparedRun[]): readonly PointColumn[] {
  const names = new Map(runs.map(({ id, name }) => [id, name]));
  return [
    {
      id: 'run',
      header: m.points_column_run(),
      align: 'left',
      widthPx: 240,
      canSort: false,
      cell: (point) => names.get(point.runId) ?? point.runId,
      cellTitle: (point) => names.get(point.runId),
    },
    {
      id: 'step',
      header: m.points_column_step(),
      align: 'right',
      widthPx: 110,
      canSort: false,
      cell: (point) => String(point.step),
    },
    {
      id: 'value',
      header: m.points_column_value(),
      align: 'right',
      widthPx: 200,
      canSort: false,
      cell: (point) => formatFullValue(point.value),
    },
    {
      id: 'time',
      header: m.points_column_time(),
      align: 'left',
      widthPx: 230,
      canSort: false,
      cell: (point) => formatFullDateTime(point.timestampMs, getLocale()),
      cellTitle: (point) => new Date(point.timestampMs).toISOString(),
    },
  ];
}
