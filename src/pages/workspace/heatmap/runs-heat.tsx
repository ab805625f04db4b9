import { type ReactNode, useMemo } from 'react';
import { formatCount, formatFullValue, formatWith, precisionFor } from '../../../base/format-number.ts';
import type { AxisValues } from '../../../domain/comparison/axis-values.ts';
import { metricsOfChoice } from '../../../domain/comparison/heat-axes.ts';
import { scoreShares } from '../../../domain/comparison/score-shares.ts';
import type { KeysAmongRuns } from '../../../domain/comparison/varying-keys.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { directionOf } from '../../../domain/runs/metric-direction.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { useFocusedRun, useHighlightStore } from '../../../parts/highlight.tsx';
import { useMark } from '../../../parts/mark.ts';
import { type LineStyles, useRunStyles } from '../../../parts/run-styles.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { DataGrid } from '../../../tables/data-grid.tsx';
import type { GridColumn } from '../../../tables/grid-column.ts';
import { createCutter } from '../../../ui/cut-apart.ts';
import { cutToWidth } from '../../../ui/cut-to-width.ts';
import { LineSample } from '../../../ui/line-sample.tsx';
import { useAxes } from '../use-axes.ts';
import { type HeatRow, heatTableText, nextSort, numberAt, orderedRows } from './heat-table.ts';
import { RunsExport } from './heat-export.tsx';
import { wordOfDirection } from './heat-words.ts';
import tabCss from '../tab-panel.module.css';
import css from './heatmap.module.css';

/** Metrics beside each other at most. */
const MAX_METRICS = 40;
const NAME_PX = 190;
const METRIC_PX = 104;
/** Comparing more names with each other would be felt. */
const MOST_TOLD_APART = 500;
/** Colour and gap before the name. */
const SAMPLE_PX = 30;

interface RunsHeatProps {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
  readonly keys: KeysAmongRuns;
}

/** The compared runs with their metrics, each metric coloured from its worst to its best. */
export function RunsHeat({ viewId, runIds, compared, rowsVersion, keys }: RunsHeatProps): ReactNode {
  const { workspace, dispatch } = useWorkspace();
  const { heatmap: view, directions } = workspace;
  const { isByRank } = view;
  const all = useMemo(() => metricsOfChoice(keys), [keys]);
  const metrics = useMemo(() => all.slice(0, MAX_METRICS), [all]);
  const axes = useAxes({ viewId, runIds, columns: metrics }, rowsVersion);
  const styles = useRunStyles(compared);
  const cutName = useMemo(
    () => (compared.length > MOST_TOLD_APART ? cutToWidth : createCutter(compared.map(({ name }) => name))),
    [compared],
  );
  const rows = useMemo(() => orderedRows(compared, axes, view.sort), [compared, axes, view.sort]);
  const columns = useMemo(
    () =>
      axes &&
      heatColumns({ metrics: axes.columns, values: axes.values, styles, directions, isByRank, cutName }),
    [axes, styles, directions, isByRank, cutName],
  );
  const { hover, focus } = useHighlightStore();
  const focused = useFocusedRun();
  const knownCount = useMemo(() => countKnown(axes?.values), [axes]);
  const isReady = columns !== undefined && axes?.runIds === runIds;
  useMark('runlens:view-ready', isReady, 'heatmap');
  if (all.length === 0)
    return (
      <p className={tabCss.words}>{m.heatmap_no_varying_metrics({ count: formatCount(compared.length) })}</p>
    );
  const counts = { runs: formatCount(rows.length), metrics: formatCount(metrics.length) };
  return (
    <figure
      className={css.figure}
      aria-label={m.tab_heatmap()}
      data-state={isReady && rowsVersion !== undefined ? 'exact' : 'loading'}
      data-series={rows.length}
      data-points-drawn={knownCount}
    >
      <div className={css.facts}>
        <label className={tabCss.field} title={m.heatmap_by_rank_title()}>
          <input
            type="checkbox"
            checked={isByRank}
            onChange={(event) =>
              dispatch({
                type: 'set-heatmap',
                heatmap: { ...view, isByRank: event.currentTarget.checked },
              })
            }
          />
          {m.heatmap_by_rank()}
        </label>
        <span>{m.heatmap_runs_said(counts)}</span>
        {axes && isReady ? (
          <RunsExport getText={(format) => heatTableText(format, rows, axes, getLocale())} />
        ) : null}
        {all.length > metrics.length ? (
          <span>
            {m.heatmap_runs_cut({ shown: formatCount(metrics.length), all: formatCount(all.length) })}
          </span>
        ) : null}
      </div>
      <div className={css.grid}>
        {columns && isReady ? (
          <DataGrid<HeatRow>
            label={m.heatmap_kind_runs()}
            columns={columns}
            rowCount={rows.length}
            ariaRowCount={rows.length}
            getRow={(index) => rows[index]}
            getRowId={({ run }) => run.id}
            rowState={({ run }) => ({ isFocused: run.id === focused })}
            onRowHover={(row) => hover(row?.run.id)}
            onRowClick={({ run }) => focus(run.id === focused ? undefined : run.id)}
            sort={view.sort && { columnId: view.sort.metric, isDescending: view.sort.isDescending }}
            onSort={(id) => {
              const column = metrics.find((metric) => formatRunColumn(metric) === id);
              const direction = column && directionOf(column.key, directions);
              const sort = column && nextSort(view.sort, id, direction);
              dispatch({ type: 'set-heatmap', heatmap: { ...view, sort } });
            }}
            resetKey={`${viewId} ${view.sort?.metric} ${view.sort?.isDescending}`}
          />
        ) : (
          <Waiting words={m.heatmap_reading()} />
        )}
      </div>
    </figure>
  );
}

function countKnown(values: readonly AxisValues[] = []): number {
  let count = 0;
  for (const { numbers } of values) for (const value of numbers) if (Number.isFinite(value)) count++;
  return count;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

interface HeatColumnsInput {
  readonly metrics: readonly RunColumn[];
  readonly values: readonly AxisValues[];
  readonly styles: LineStyles;
  readonly directions: Readonly<Record<string, Direction>>;
  readonly isByRank: boolean;
  readonly cutName: (name: string, widthPx: number) => string;
}

function heatColumns(input: HeatColumnsInput): readonly GridColumn<HeatRow>[] {
  const { metrics, values, styles, cutName } = input;
  const name: GridColumn<HeatRow> = {
    id: 'run',
    header: m.heatmap_run(),
    align: 'left',
    widthPx: NAME_PX,
    // Back to the order of the table.
    canSort: true,
    isPinned: true,
    cell: ({ run }, roomPx) => (
      <span className={css.head}>
        <LineSample line={styles.get(run.id)} />
        {cutName(run.name, roomPx - SAMPLE_PX)}
      </span>
    ),
    cellTitle: ({ run }) => run.name,
    cellLabel: ({ run }) => run.name,
    copyText: ({ run }) => run.name,
  };
  return [
    name,
    ...metrics.flatMap((metric, place) => {
      const own = values[place];
      return own ? [metricColumn(metric, own, input)] : [];
    }),
  ];
}

function metricColumn(
  metric: RunColumn,
  own: AxisValues,
  { directions, isByRank }: HeatColumnsInput,
): GridColumn<HeatRow> {
  // Worked out for a column that comes on screen: all forty of 50,000 runs would take half a second.
  const { numbers } = own;
  const direction = directionOf(metric.key, directions);
  const shares = once(() => scoreShares(numbers, direction, isByRank));
  const precision = once(() => precisionFor(numbers));
  const write = (place: number, format: (value: number) => string) => {
    const value = numberAt(own, place);
    return value === undefined ? undefined : format(value);
  };
  return {
    id: formatRunColumn(metric),
    header: metric.key,
    title: `${metric.key}\n${wordOfDirection(direction)}\n${m.heatmap_runs_sort_title()}`,
    align: 'right',
    widthPx: METRIC_PX,
    canSort: true,
    cell: ({ place }) => write(place, (value) => formatWith(value, precision())) ?? '–',
    cellTitle: ({ place }) => write(place, formatFullValue),
    copyText: ({ place }) => write(place, formatFullValue),
    cellLook: ({ place }) => {
      const share = shares()[place] ?? Number.NaN;
      return Number.isNaN(share) ? undefined : { shade: { kind: 'heat', share } };
    },
  };
}
