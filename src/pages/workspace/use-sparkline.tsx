import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { groupOf, type SameKeys } from '../../domain/runs/merge-keys.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { SeriesState } from '../../domain/series/series.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { SPARKLINE_BOX, SparklineReader } from '../../queries/sparkline-reader.ts';
import type { GridColumn } from '../../tables/grid-column.ts';
import { isRunRow } from '../../queries/table-row.ts';
import type { TableWindow } from '../../worker/runs/groups-protocol.ts';
import type { RunRow } from '../../worker/runs/runs-protocol.ts';
import css from './run-columns.module.css';

/** Id of its column, which is no column of the link's list. */
export const SPARKLINE_ID = 'sparkline';

const WIDTH_PX = 84;
const HEIGHT_PX = 18;
/** Room for the stroke at the edges, in units of the path. */
const VIEW_BOX = `-2 -2 ${SPARKLINE_BOX.widthPx + 4} ${SPARKLINE_BOX.heightPx + 4}`;

/** The column with a metric's curve in each row; it stays the same while curves come in, each draws itself. */
export function useSparkline(
  viewId: string,
  key: string | undefined,
  window: TableWindow | undefined,
  groups: SameKeys,
): GridColumn<RunRow> | undefined {
  const { client, epoch } = useConnection();
  const sameKeys = useMemo(
    () => (key === undefined ? [] : groupOf({ kind: 'metric', key }, groups).map((column) => column.key)),
    [key, groups],
  );
  const reader = useMemo(
    () => (key === undefined ? undefined : new SparklineReader(client, viewId, { key, sameKeys })),
    // What was read from another source is out of date.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, epoch, viewId, key, sameKeys],
  );
  useEffect(() => () => reader?.stop(), [reader]);
  useEffect(() => {
    if (window) reader?.show(window.rows.filter(isRunRow), window.version);
  }, [reader, window]);
  return useMemo(
    () => (reader && key !== undefined ? sparklineColumn(key, reader) : undefined),
    [reader, key],
  );
}

/** Behind the columns that stay at the left. */
export function insertSparkline(
  columns: readonly GridColumn<RunRow>[],
  sparkline: GridColumn<RunRow> | undefined,
): readonly GridColumn<RunRow>[] {
  if (!sparkline) return columns;
  const place = columns.findIndex((column) => !column.isPinned);
  return place < 0 ? [...columns, sparkline] : columns.toSpliced(place, 0, sparkline);
}

function sparklineColumn(key: string, reader: SparklineReader): GridColumn<RunRow> {
  return {
    id: SPARKLINE_ID,
    header: m.sparkline_header({ metric: key }),
    title: m.sparkline_title({ metric: key }),
    align: 'left',
    widthPx: WIDTH_PX + 16,
    canSort: false,
    hasMenu: true,
    cell: (row) => <Curve id={row.id} metric={key} reader={reader} />,
  };
}

interface CurveProps {
  readonly id: RunId;
  readonly metric: string;
  readonly reader: SparklineReader;
}

function Curve({ id, metric, reader }: CurveProps) {
  const read = useSyncExternalStore(reader.subscribe, () => reader.get(id));
  if (!read) return null;
  const title = titleOf(read.state, metric);
  if (read.path === '') return read.state === 'failed' ? <span title={title}>–</span> : null;
  return (
    <svg
      role="img"
      className={css['spark']}
      width={WIDTH_PX}
      height={HEIGHT_PX}
      viewBox={VIEW_BOX}
      preserveAspectRatio="none"
    >
      <title>{title}</title>
      <path d={read.path} />
    </svg>
  );
}

function titleOf(state: SeriesState, metric: string): string {
  if (state === 'failed') return m.sparkline_failed({ metric });
  return state === 'exact' ? m.sparkline_exact({ metric }) : m.sparkline_sampled({ metric });
}
