import { useMemo, useState } from 'react';
import type { RunId } from '../../domain/run.ts';
import { sparklinePath } from '../../domain/sparkline.ts';
import { m } from '../../paraglide/messages.js';
import { useWatch } from '../../queries/use-watch.ts';
import type { GridColumn } from '../../tables/grid-column.ts';
import type { ChartPicture, ChartQuery, RowsWindow, RunRow } from '../../worker/data-protocol.ts';
import css from './run-columns.module.css';

/** Id of its column, which is no column of the link's list. */
export const SPARKLINE_ID = 'sparkline';

const BOX = { widthPx: 84, heightPx: 18 };
const NO_PATHS: ReadonlyMap<RunId, string> = new Map();

interface Drawn {
  readonly key: string | undefined;
  readonly picture: ChartPicture | undefined;
  readonly paths: ReadonlyMap<RunId, string>;
}

/**
 * The column with a metric's curve in each row. Only the histories of rows on screen are asked for; those drawn
 * before stay.
 */
export function useSparkline(
  key: string | undefined,
  window: RowsWindow | undefined,
): GridColumn<RunRow> | undefined {
  const query = useMemo(() => makeQuery(key, window), [key, window]);
  const { latest: picture } = useWatch('chart.watch', query);
  const [drawn, setDrawn] = useState<Drawn>({ key, picture: undefined, paths: NO_PATHS });
  if (drawn.picture !== picture || drawn.key !== key) {
    // The picture of another metric stays until the first of this one: it is not drawn here.
    const isStale = drawn.key !== key;
    const before = isStale ? NO_PATHS : drawn.paths;
    setDrawn({ key, picture, paths: picture && !isStale ? addPaths(before, picture) : before });
  }
  const { paths } = drawn;
  return useMemo(() => (key === undefined ? undefined : sparklineColumn(key, paths)), [key, paths]);
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

function makeQuery(key: string | undefined, window: RowsWindow | undefined): ChartQuery | undefined {
  if (key === undefined || !window) return undefined;
  return {
    key,
    runs: window.rows.map(({ id, status }) => ({ id, isRunning: status === 'RUNNING' })),
    widthPx: BOX.widthPx,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
  };
}

function addPaths(before: ReadonlyMap<RunId, string>, picture: ChartPicture): ReadonlyMap<RunId, string> {
  const { lines, series, xExtent } = picture;
  if (!xExtent) return before;
  const paths = new Map(before);
  series.forEach(({ runId, state }, index) => {
    if (state !== 'loading') paths.set(runId, sparklinePath(lines, index, xExtent, BOX));
  });
  return paths;
}

function sparklineColumn(key: string, paths: ReadonlyMap<RunId, string>): GridColumn<RunRow> {
  return {
    id: SPARKLINE_ID,
    header: m.sparkline_header({ metric: key }),
    title: m.sparkline_title({ metric: key }),
    align: 'left',
    widthPx: BOX.widthPx + 16,
    canSort: false,
    hasMenu: true,
    cell: (row) => {
      const path = paths.get(row.id);
      return path ? (
        <svg
          className={css['spark']}
          width={BOX.widthPx}
          height={BOX.heightPx}
          viewBox={`-1 -1 ${BOX.widthPx + 2} ${BOX.heightPx + 2}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path d={path} />
        </svg>
      ) : null;
    },
  };
}
