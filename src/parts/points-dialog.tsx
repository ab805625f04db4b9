import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount, formatFullValue } from '../base/format-number.ts';
import { formatFullDateTime } from '../base/format-time.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { useDataClient } from '../queries/data-client-context.tsx';
import { buildNumberColumn, buildTextColumn, buildTimeColumn } from '../tables/column-builders.tsx';
import { DataGrid } from '../tables/data-grid.tsx';
import type { GridColumn } from '../tables/grid-column.ts';
import type { LoggedPoint, MetricOfSet, PointsWindow } from '../worker/data-protocol.ts';
import css from './points-dialog.module.css';

type PointRow = LoggedPoint & { readonly index: number };

interface PointsDialogProps {
  readonly metric: Pick<MetricOfSet, 'key' | 'ownKeys'>;
  /** What the metric is called here. */
  readonly name: string;
  readonly runs: readonly ComparedRun[];
  /** Changes whenever the stored series did. */
  readonly version: unknown;
  readonly isExact: boolean;
  readonly onClose: () => void;
}

/** "Show as table": the logged points, from the same stored series that the picture is made of. */
export function PointsDialog({ metric, name, runs, version, isExact, onClose }: PointsDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { window, onVisibleRange, getRow } = usePoints(metric, runs, version);
  const columns = useMemo(() => buildPointColumns(runs), [runs]);
  const total = window?.total ?? 0;
  const title = m.points_title({ metric: name });
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={title} onClose={onClose}>
      <header className={css.header}>
        <h2 className={css.title} title={name}>
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
        <DataGrid<PointRow>
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

function usePoints(
  { key, ownKeys }: PointsDialogProps['metric'],
  runs: readonly ComparedRun[],
  version: unknown,
) {
  const client = useDataClient();
  const [range, setRange] = useState({ start: 0, end: 60 });
  const [window, setWindow] = useState<PointsWindow>();
  useEffect(() => {
    const controller = new AbortController();
    client
      .call(
        'chart.points',
        { key, runs: runs.map(({ id }) => ({ id, key: ownKeys?.get(id) })), ...range },
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
  }, [client, key, ownKeys, runs, range, version]);
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

function buildPointColumns(runs: readonly ComparedRun[]): readonly GridColumn<PointRow>[] {
  const names = new Map(runs.map(({ id, name }) => [id, name]));
  return [
    buildTextColumn<PointRow>({
      id: 'run',
      header: m.points_column_run(),
      widthPx: 260,
      canSort: false,
      text: ({ runId }) => names.get(runId) ?? runId,
    }),
    buildNumberColumn<PointRow>({
      id: 'step',
      header: m.points_column_step(),
      widthPx: 110,
      canSort: false,
      value: ({ step }) => step,
      format: String,
      formatFull: String,
    }),
    buildNumberColumn<PointRow>({
      id: 'value',
      header: m.points_column_value(),
      widthPx: 200,
      canSort: false,
      value: ({ value }) => value,
      format: formatFullValue,
      formatFull: formatFullValue,
    }),
    buildTimeColumn<PointRow>({
      id: 'time',
      header: m.points_column_time(),
      widthPx: 240,
      canSort: false,
      timeMs: ({ timestampMs }) => timestampMs,
      format: (timeMs) => formatFullDateTime(timeMs, getLocale()),
      formatFull: (timeMs) => new Date(timeMs).toISOString(),
    }),
  ];
}
