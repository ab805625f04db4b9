import { type ReactNode, useMemo } from 'react';
import { formatCount, precisionFor, formatWith } from '../../../base/format-number.ts';
import { brushesOfCell } from '../../../domain/comparison/bin-brushes.ts';
import { type BrushedColumn, filterOfBrushes } from '../../../domain/comparison/brush-filter.ts';
import {
  buildHeatMap,
  type HeatCell,
  type HeatMap,
  type HeatStatistic,
  isLowerStronger,
} from '../../../domain/comparison/heat-map.ts';
import { type ComparedRun, MAX_PICKED_RUNS } from '../../../domain/runs/compare-set.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import type { Workspace } from '../../../domain/workspace.ts';
import { m } from '../../../paraglide/messages.js';
import { useMark } from '../../../parts/mark.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { columnWord } from '../../../parts/wording.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { directionOfColumn } from '../key-columns.tsx';
import { type Axes, useAxes } from '../use-axes.ts';
import { actionsOfRule, ruleOf, type SetRule } from '../set-rule.ts';
import { HeatExport } from './heat-export.tsx';
import { HeatGrid } from './heat-grid.tsx';
import { HeatLegend } from './heat-legend.tsx';
import { noValueWords, scoreTableOf, wordOfStatistic } from './heat-words.ts';
import tabCss from '../tab-panel.module.css';
import css from './heatmap.module.css';

interface ParamsHeatProps {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
  readonly x: RunColumn;
  readonly y: RunColumn | undefined;
  readonly metric: RunColumn;
  readonly statistic: HeatStatistic;
}

/** A metric over two params of the compared runs. */
export function ParamsHeat(props: ParamsHeatProps): ReactNode {
  const { viewId, runIds, rowsVersion, x, y, metric, statistic } = props;
  const { workspace, dispatch } = useWorkspace();
  const direction = directionOfColumn(metric, workspace.directions);
  const columns = useMemo(() => (y ? [metric, x, y] : [metric, x]), [metric, x, y]);
  const axes = useAxes({ viewId, runIds, columns }, rowsVersion);
  const shown = axes && isOf(axes, columns) ? axes : undefined;
  const map = useMemo(() => shown && mapOf(shown, statistic, direction), [shown, statistic, direction]);
  const name = columnWord(metric);
  const label = m.heatmap_figure({ metric: name });
  useMark('runlens:view-ready', map !== undefined, 'heatmap');
  if (!map || !shown)
    return (
      <figure className={css.figure} aria-label={label} data-state="loading">
        <Waiting words={m.heatmap_reading()} />
      </figure>
    );
  const values = map.cells.flat().flatMap((cell) => cell?.value ?? []);
  const precision = precisionFor(values);
  const isLower = isLowerStronger(statistic, direction);
  const isJudged = direction !== undefined && statistic !== 'std' && statistic !== 'count';
  // Rows are still read, or another set is asked for by now.
  const isStale = rowsVersion === undefined || shown.runIds !== runIds;
  const noValue = noValueWords(map, metric, statistic);
  const filled = map.cells.flat().filter((cell) => cell !== undefined);
  const open = (cell: HeatCell) => {
    const rule = ruleOfCell(workspace, cell, { map, axes: shown });
    dispatch({
      type: 'together',
      actions: [
        // What varies among fewer runs would be another choice: what is looked at stays.
        { type: 'set-heatmap', heatmap: { ...workspace.heatmap, ...textsOf(props) } },
        ...actionsOfRule(
          rule,
          cell.runs.flatMap((place) => shown.runIds[place] ?? []),
        ),
        // Of these runs the map is one cell.
        { type: 'set-tab', tab: 'charts' },
      ],
    });
  };
  if (noValue && map.finiteCount === 0) {
    return (
      <figure className={css.figure} aria-label={label} data-state={isStale ? 'loading' : 'empty'}>
        <p className={tabCss.words}>{noValue}</p>
      </figure>
    );
  }
  return (
    <figure
      className={css.figure}
      aria-label={label}
      data-state={isStale ? 'loading' : noValue ? 'empty' : 'exact'}
      data-series={filled.length}
      data-points-drawn={map.finiteCount}
    >
      {noValue ? <p className={tabCss.words}>{noValue}</p> : null}
      <div className={css.facts}>
        <HeatLegend
          range={map.range}
          precision={precision}
          isLowerStronger={isLower}
          isJudged={isJudged}
          hasEmptyCells={filled.length < map.rows.length * map.columns.length}
        />
        <span>{countWords(map, shown)}</span>
        <HeatExport getTable={() => scoreTableOf({ map, x, y, metric, statistic, direction })} />
      </div>
      <span className="visually-hidden">
        {map.range
          ? m.heatmap_said({
              statistic: wordOfStatistic(statistic),
              metric: name,
              x: columnWord(x),
              y: y ? columnWord(y) : m.heatmap_all_runs(),
              cells: formatCount(filled.length),
              low: formatWith(map.range.min, precision),
              high: formatWith(map.range.max, precision),
            })
          : noValue}
      </span>
      <HeatGrid
        label={label}
        map={map}
        x={x}
        y={y}
        runIds={shown.runIds}
        precision={precision}
        isLowerStronger={isLower}
        onOpen={open}
      />
    </figure>
  );
}

/** How the runs of a cell become the compare set. */
function ruleOfCell(
  workspace: Workspace,
  cell: HeatCell,
  { map, axes }: { readonly map: HeatMap; readonly axes: Axes },
): SetRule {
  const picked = { count: cell.runs.length, shownCount: axes.runIds.length };
  // As many as a link holds: nobody asks what finds them.
  if (picked.count <= MAX_PICKED_RUNS) return { kind: 'ids' };
  const at = map.cells.flat().indexOf(cell);
  const [column, row] = [at % map.columns.length, Math.floor(at / map.columns.length)];
  const places = [
    { bin: map.columns[column], bins: map.columns },
    { bin: map.rows[row], bins: map.rows },
  ].flatMap(({ bin, bins }, index) => {
    // The first column is the metric.
    const values = axes.values[index + 1];
    return bin && values ? [{ bin, bins, values, column: axes.columns[index + 1] }] : [];
  });
  const brushes = brushesOfCell(places, cell.runs);
  const brushed = places.flatMap(({ column: own, values }, index): readonly BrushedColumn[] => {
    const brush = brushes?.[index];
    return own && brush ? [{ column: own, scale: 'linear', values, brushes: [brush] }] : [];
  });
  return ruleOf(workspace, {
    ...picked,
    brushed: brushes ? filterOfBrushes(brushed) : { ok: false, words: m.rule_none_cut() },
  });
}

function textsOf({ x, y, metric }: ParamsHeatProps) {
  return { x: formatRunColumn(x), y: y ? formatRunColumn(y) : '', metric: formatRunColumn(metric) };
}

/** Whether the answer is about what is asked now: another metric's numbers must not stand under this one's name. */
function isOf(axes: Axes, columns: readonly RunColumn[]): boolean {
  return axes.columns.map(formatRunColumn).join('\n') === columns.map(formatRunColumn).join('\n');
}

function mapOf(
  { values }: Axes,
  statistic: HeatStatistic,
  direction: ReturnType<typeof directionOfColumn>,
): HeatMap | undefined {
  const [metric, x, y] = values;
  return metric && x && buildHeatMap({ metric, x, y, statistic, direction });
}

function countWords({ cells, finiteCount, oddCount }: HeatMap, { runIds }: Axes): string {
  const left = runIds.length - finiteCount - oddCount;
  const cellCount = cells.flat().filter((cell) => cell !== undefined).length;
  return [
    m.heatmap_counts({
      runs: formatCount(runIds.length),
      cells: cellCount,
      cellsText: formatCount(cellCount),
    }),
    ...(left > 0 ? [m.heatmap_left_out({ count: formatCount(left) })] : []),
    ...(oddCount > 0 ? [m.heatmap_odd_count({ count: formatCount(oddCount) })] : []),
  ].join(' · ');
}
