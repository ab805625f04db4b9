import { type ReactNode, useMemo, useState } from 'react';
import { formatCount } from '../../../base/format-number.ts';
import { type Axes, useAxes } from '../use-axes.ts';
import {
  frontOf,
  type ScatterData,
  scatterData,
  trendOf,
} from '../../../domain/comparison/scatter/scatter-data.ts';
import type { Directions } from '../../../domain/comparison/scatter/pareto-front.ts';
import type { ScatterView } from '../../../domain/comparison/scatter/scatter-view.ts';
import { type ComparedRun, withMembers } from '../../../domain/runs/compare-set.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import type { Workspace } from '../../../domain/workspace.ts';
import { m } from '../../../paraglide/messages.js';
import { useMark } from '../../../parts/mark.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { columnWord } from '../../../parts/wording.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { listColumnChoices, mainMetric, mainParam } from '../column-choices.ts';
import { directionOfColumn } from '../key-columns.tsx';
import { actionsOfRule } from '../set-rule.ts';
import { useKeysOfRuns } from '../use-keys-of-runs.ts';
import tabCss from '../tab-panel.module.css';
import css from './scatter.module.css';
import { type Chosen, ScatterActions } from './scatter-actions.tsx';
import type { ScatterGeometry } from './scatter-geometry.ts';
import { ScatterLegend } from './scatter-legend.tsx';
import { ScatterPlot } from './scatter-plot.tsx';
import type { ScatterTool } from './scatter-pointer.tsx';
import { ScatterToolbar } from './scatter-toolbar.tsx';
import {
  type AxisColumns,
  namedWords,
  placedWords,
  spreadWords,
  tickStyleOf,
  trendWords,
  valueWords,
} from './scatter-words.ts';
import { usePointLooks } from './use-point-looks.ts';
import { MOST_POINTS, type RunsShown, useRunsShown } from './use-runs-shown.ts';
import { rulesOf, useScatterSelection } from './use-scatter-selection.ts';
import { useScatterWindow } from './use-scatter-window.ts';

interface ScatterOfSetProps {
  readonly viewId: string;
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
}

/** Runs as points by two of their columns. */
export function ScatterOfSet({ viewId, compared, rowsVersion }: ScatterOfSetProps) {
  const { workspace } = useWorkspace();
  const runs = useRunsShown(viewId, compared, workspace.scatter.isAllRows, rowsVersion);
  if (!runs) return <Waiting words={m.scatter_reading()} />;
  return <Scatter {...{ viewId, compared, rowsVersion, runs }} />;
}

interface ScatterProps extends ScatterOfSetProps {
  readonly runs: RunsShown;
}

function Scatter({ viewId, compared, rowsVersion, runs }: ScatterProps) {
  const { workspace, dispatch } = useWorkspace();
  const { scatter: view } = workspace;
  const keys = useKeysOfRuns(viewId, runs.ids, rowsVersion);
  const choices = useMemo(() => listColumnChoices(keys, workspace.columns), [keys, workspace.columns]);
  const columns = useMemo((): AxisColumns | undefined => {
    const y = columnOf(view.y) ?? mainMetric(keys, workspace.sort.column);
    const x = columnOf(view.x) ?? mainParam(keys, y);
    // Until the keys are known nobody can say what is worth showing.
    return keys || (view.x && view.y) ? { x, y: y ?? DURATION } : undefined;
  }, [keys, view.x, view.y, workspace.sort.column]);
  const color = useMemo(() => columnOf(view.color), [view.color]);
  const size = useMemo(() => columnOf(view.size), [view.size]);
  const asked = useMemo(
    () => (columns ? [columns.x, columns.y, color, size] : []).filter((column) => column !== undefined),
    [columns, color, size],
  );
  const axes = useAxes({ viewId, runIds: runs.ids, columns: asked }, rowsVersion);
  const shown = useAnsweredRuns(runs, axes);
  const [tool, setTool] = useState<ScatterTool>('box');
  const change = (scatter: Partial<ScatterView>) => dispatch({ type: 'set-scatter', scatter });
  if (!columns) return <Waiting words={m.scatter_reading()} />;
  const directions = directionsOf(columns, view, workspace.directions);
  const x = valuesOf(axes, shown, columns.x);
  const y = valuesOf(axes, shown, columns.y);
  const picture = { columns, color, size, directions };
  return (
    <section className={tabCss.panel} aria-label={m.tab_scatter()}>
      <LoadedScatter
        {...{ compared, axes, view, picture, tool, x, y }}
        runs={shown}
        isOfNow={shown === runs}
        renderToolbar={(kinds) => (
          <ScatterToolbar
            {...{ view, columns, color, size, choices, directions, tool, kinds }}
            onTool={setTool}
            onView={change}
            onDirection={(axis, direction) => {
              const column = columns[axis];
              if (isDirected(column)) dispatch({ type: 'set-direction', key: column.key, direction });
              else change(axis === 'x' ? { xBetter: direction } : { yBetter: direction });
            }}
          />
        )}
      />
    </section>
  );
}

/** The runs that the last answer is about: their picture stands until others have their values. */
function useAnsweredRuns(runs: RunsShown, axes: Axes | undefined): RunsShown {
  const [answered, setAnswered] = useState(runs);
  if (axes?.runIds === runs.ids && answered !== runs) setAnswered(runs);
  return axes?.runIds === answered.ids ? answered : runs;
}

interface LoadedScatterProps {
  readonly compared: readonly ComparedRun[];
  readonly runs: RunsShown;
  /** False: others are on their way. */
  readonly isOfNow: boolean;
  readonly axes: Axes | undefined;
  readonly view: ScatterView;
  readonly picture: {
    readonly columns: AxisColumns;
    readonly color: RunColumn | undefined;
    readonly size: RunColumn | undefined;
    readonly directions: Directions;
  };
  readonly tool: ScatterTool;
  readonly x: ReturnType<typeof valuesOf>;
  readonly y: ReturnType<typeof valuesOf>;
  readonly renderToolbar: (kinds: { readonly x: string; readonly y: string } | undefined) => ReactNode;
}

function LoadedScatter(props: LoadedScatterProps) {
  const { compared, runs, isOfNow, axes, view, picture, tool, x, y } = props;
  const { columns, color, size, directions } = picture;
  const { workspace, dispatch } = useWorkspace();
  const data = useScatterData(x, y, view);
  const looks = usePointLooks(
    runs,
    compared,
    color,
    color && valuesOf(axes, runs, color),
    size && valuesOf(axes, runs, size),
  );
  const members = useMemo(() => new Set(compared.map(({ id }) => id)), [compared]);
  const front = useMemo(
    () => (data && view.hasFront ? frontOf(data, { x: directions.x, y: directions.y }) : undefined),
    [data, view.hasFront, directions.x, directions.y],
  );
  const trend = useMemo(() => (data && view.hasTrend ? trendOf(data) : undefined), [data, view.hasTrend]);
  const chosen = useScatterSelection(runs.ids, { columns, data, x, y });
  const [window, setWindow] = useScatterWindow(view.zoom, (zoom) =>
    dispatch({ type: 'set-scatter', scatter: { zoom } }),
  );
  const [drawn, setDrawn] = useState<number>();
  const [geometry, setGeometry] = useState<ScatterGeometry>();
  const styles = useStyles(columns);
  const isEmpty = data !== undefined && data.placedCount === 0;
  const isAwaited = data?.leftOut.some(({ reason }) => reason === 'awaited') === true;
  const isDrawn = isOfNow && data !== undefined && (isEmpty || drawn !== undefined);
  useMark('runlens:view-ready', isDrawn, 'scatter');
  const idsAt = (places: readonly number[]) =>
    places.map((place) => runs.ids[place]).filter((id) => id !== undefined);
  const rules = rulesOf(workspace, runs, chosen.selection, front?.length ?? 0);
  const idsOf = (what: Chosen) => (what === 'front' ? idsAt(front ?? []) : idsAt(chosen.places));
  const inView = window ? drawn : undefined;
  const words = data ? wordsOf(data, columns, runs, { geometry, inView }) : [m.scatter_reading()];
  return (
    <>
      {props.renderToolbar(data && { x: data.x.kind, y: data.y.kind })}
      <ScatterActions
        selected={chosen.places.length}
        rules={rules}
        front={front}
        hasTexts={view.hasFront && data !== undefined && front === undefined}
        isAllRows={view.isAllRows}
        trend={trend === undefined || !data ? undefined : trendWords(trend, data, columns)}
        onCompare={(what) => {
          dispatch({ type: 'together', actions: actionsOfRule(rules[what], idsOf(what)) });
          chosen.clear();
        }}
        onAdd={(what) => {
          dispatch({ type: 'set-compare-set', set: withMembers(workspace.set, idsOf(what), members) });
          chosen.clear();
        }}
        onClear={chosen.clear}
      />
      <figure
        className={css.figure}
        role="figure"
        aria-label={m.tab_scatter()}
        data-state={stateOf(data, isDrawn && !isAwaited)}
        data-series={isEmpty ? 0 : (drawn ?? 0)}
        data-points-drawn={isEmpty ? 0 : (drawn ?? 0)}
        data-points-total={runs.total}
      >
        {!data || isEmpty ? (
          <EmptyWords data={data} isAwaited={isAwaited} columns={columns} runCount={runs.ids.length} />
        ) : (
          <ScatterPlot
            {...{ data, looks, members, styles, front, directions, tool, window }}
            selected={chosen.places}
            runIds={runs.ids}
            names={runs.names}
            xName={columnWord(columns.x)}
            yName={columnWord(columns.y)}
            trend={typeof trend === 'object' ? trend : undefined}
            onSelect={chosen.select}
            onWindow={setWindow}
            onDrawn={setDrawn}
            onGeometry={setGeometry}
            describe={(place) =>
              distinctColumns([columns.x, columns.y, color, size]).map((column) => ({
                name: columnWord(column),
                value: valueWords(column, valuesOf(axes, runs, column), place),
              }))
            }
          />
        )}
        <p className={css.hidden}>
          {m.scatter_in_words({ x: columnWord(columns.x), y: columnWord(columns.y) })} {words.join('. ')}
        </p>
      </figure>
      <ScatterLegend looks={looks} color={color} size={size} />
      <p className={css.notes} role="status">
        {words.join(' · ')}
      </p>
    </>
  );
}

const DURATION: RunColumn = { kind: 'attribute', key: 'duration' };

function columnOf(text: string | undefined): RunColumn | undefined {
  return text === undefined ? undefined : parseRunColumn(text);
}

function useScatterData(
  x: LoadedScatterProps['x'],
  y: LoadedScatterProps['y'],
  { xKind, yKind }: ScatterView,
): ScatterData | undefined {
  return useMemo(() => (x && y ? scatterData(x, y, { xKind, yKind }) : undefined), [x, y, xKind, yKind]);
}

/** Of the last answer, as long as it is about these runs. */
function valuesOf(axes: Axes | undefined, runs: RunsShown, column: RunColumn) {
  if (axes?.runIds !== runs.ids) return undefined;
  const text = formatRunColumn(column);
  return axes.values[axes.columns.findIndex((each) => formatRunColumn(each) === text)];
}

function useStyles({ x, y }: AxisColumns) {
  return useMemo(() => ({ x: tickStyleOf(x), y: tickStyleOf(y) }), [x, y]);
}

/** What is on two axes is told once. */
function distinctColumns(columns: readonly (RunColumn | undefined)[]): readonly RunColumn[] {
  const known = columns.filter((column) => column !== undefined);
  const texts = known.map(formatRunColumn);
  return known.filter((_, place) => texts.indexOf(texts[place] ?? '') === place);
}

function isDirected(column: RunColumn): column is Extract<RunColumn, { kind: 'metric' | 'statistic' }> {
  if (column.kind === 'metric') return true;
  return column.kind === 'statistic' && directionOfColumn(column, { [column.key]: 'lower' }) !== undefined;
}

/** As the workspace knows it, else as was chosen here; shorter is better, and so is less of what nobody knows. */
function directionsOf(
  { x, y }: AxisColumns,
  { xBetter, yBetter }: ScatterView,
  directions: Workspace['directions'],
): Directions {
  const better = (column: RunColumn, own: Direction | undefined) =>
    directionOfColumn(column, directions) ?? own ?? 'lower';
  return { x: better(x, xBetter), y: better(y, yBetter) };
}

function stateOf(data: ScatterData | undefined, isDone: boolean): 'loading' | 'exact' | 'empty' {
  if (!data || !isDone) return 'loading';
  return data.placedCount === 0 ? 'empty' : 'exact';
}

function wordsOf(
  data: ScatterData,
  columns: AxisColumns,
  runs: RunsShown,
  {
    geometry,
    inView,
  }: { readonly geometry: ScatterGeometry | undefined; readonly inView: number | undefined },
): readonly string[] {
  const named = geometry
    ? [namedWords(data.x, geometry.axes.x.every), namedWords(data.y, geometry.axes.y.every)]
    : [];
  const cut =
    runs.total > runs.ids.length
      ? [m.scatter_cut({ shown: formatCount(MOST_POINTS), all: formatCount(runs.total) })]
      : [];
  return [
    placedWords(data, columns),
    ...(inView === undefined ? [] : [m.scatter_in_view({ count: inView, text: formatCount(inView) })]),
    ...cut,
    ...spreadWords(data, columns),
    ...named.filter((each) => each !== undefined),
  ];
}

interface EmptyWordsProps {
  readonly data: ScatterData | undefined;
  readonly isAwaited: boolean;
  readonly columns: AxisColumns;
  readonly runCount: number;
}

/** Why there is no picture. */
function EmptyWords({ data, isAwaited, columns, runCount }: EmptyWordsProps) {
  if (runCount === 0) return <p className={tabCss.words}>{m.scatter_no_runs()}</p>;
  if (!data || isAwaited) return <Waiting words={m.scatter_reading()} />;
  return (
    <p className={tabCss.words}>
      {m.scatter_nothing({ x: columnWord(columns.x), y: columnWord(columns.y) })} {placedWords(data, columns)}
    </p>
  );
}
