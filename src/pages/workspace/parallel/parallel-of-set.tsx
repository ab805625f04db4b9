import { useMemo, useState } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { type AxisBrush, passingRuns } from '../../../domain/comparison/parallel/brushes.ts';
import { chooseAxes, chosenMetric } from '../../../domain/comparison/parallel/choose-axes.ts';
import {
  MAX_PARALLEL_RUNS,
  type ParallelAxis,
  plainAxis,
} from '../../../domain/comparison/parallel/parallel-view.ts';
import type { KeysAmongRuns } from '../../../domain/comparison/varying-keys.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { useRunStyles } from '../../../parts/run-styles.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { directionOfColumn } from '../key-columns.tsx';
import { type Axes, useAxes } from '../use-axes.ts';
import { useKeysOfRuns } from '../use-keys-of-runs.ts';
import { AddAxis } from './add-axis.tsx';
import { MattersOfAxes } from './matters-of-axes.tsx';
import tabCss from '../tab-panel.module.css';
import css from './parallel.module.css';
import {
  actionsOf,
  cleared,
  colorChoices,
  hasColumn,
  metricOfAxes,
  useColorAxis,
  usePlaceColors,
  useSameColumns,
  withLive,
  withoutRepeats,
} from './parallel-model.ts';
import { ParallelPicture } from './parallel-picture.tsx';
import { ParallelToolbar } from './parallel-toolbar.tsx';
import { colorsByAxis, colorsByRun, drawingOrder } from './run-colors.ts';
import { showAxes } from './shown-axes.ts';
import { actionsOfRule } from '../set-rule.ts';
import { useBrushRule } from './use-brush-rule.ts';
import { useAxisSettings } from './use-axis-settings.ts';
import { usePreparedAxes } from './use-prepared-axes.ts';
import type { LiveBrushes } from './use-brush-drag.ts';

interface ParallelOfSetProps {
  readonly viewId: string;
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
}

/** The runs of the compare set as lines over parallel axes. */
export function ParallelOfSet({ viewId, compared, rowsVersion }: ParallelOfSetProps) {
  const runs = useMemo(() => compared.slice(0, MAX_PARALLEL_RUNS), [compared]);
  const runIds = useMemo(() => runs.map(({ id }) => id), [runs]);
  const keys = useKeysOfRuns(viewId, runIds, rowsVersion);
  if (compared.length === 0) return <Sentence words={m.parallel_no_runs()} />;
  if (!keys) return <Waiting words={m.parallel_reading()} />;
  return <AxesOfSet {...{ viewId, compared, rowsVersion, runIds, keys }} />;
}

interface AxesOfSetProps extends ParallelOfSetProps {
  /** Those that are drawn. */
  readonly runIds: readonly RunId[];
  readonly keys: KeysAmongRuns;
}

/** Up to so many runs have the colours that they have in charts; more cannot be told apart by them. */
const FEW_RUNS = 12;

function AxesOfSet({ viewId, compared, rowsVersion, runIds, keys }: AxesOfSetProps) {
  const { workspace } = useWorkspace();
  const { parallel: view, sort, judgedBy } = workspace;
  const judged = { sorted: sort.column, judgedBy };
  const metric = chosenMetric(keys, judged);
  const chosen = useSameColumns(chooseAxes(keys, judged));
  const settings = useMemo(() => view.axes ?? chosen.map(plainAxis), [view.axes, chosen]);
  const settingColumns = settings.map(({ column }) => column);
  const isMetricShown = metric !== undefined && hasColumn(settingColumns, metric);
  const automatic = isMetricShown && runIds.length > FEW_RUNS ? formatRunColumn(metric) : 'runs';
  const color = view.color ?? automatic;
  const colored = color === 'runs' ? undefined : parseRunColumn(color);
  const columns = useSameColumns(withoutRepeats([...settingColumns, ...(colored ? [colored] : [])]));
  const axes = usePreparedAxes(useAxes({ viewId, runIds, columns }, rowsVersion), settings);
  if (settings.length === 0) {
    return <NoAxes {...{ viewId, compared, rowsVersion, runIds, keys }} />;
  }
  if (!axes) return <Waiting words={m.parallel_reading()} />;
  return (
    <Parallel
      axes={axes}
      isStale={
        rowsVersion === undefined ||
        axes.runIds !== runIds ||
        columns.some((column) => !hasColumn(axes.columns, column))
      }
      compared={compared}
      keys={keys}
      settings={settings}
      color={color}
      colored={colored}
      metric={metric}
      viewId={viewId}
      rowsVersion={rowsVersion}
    />
  );
}

interface ParallelProps {
  readonly axes: Axes;
  /** Rows are still read, or other runs or axes are asked for by now. */
  readonly isStale: boolean;
  readonly compared: readonly ComparedRun[];
  readonly keys: KeysAmongRuns;
  readonly settings: readonly ParallelAxis[];
  readonly color: string;
  readonly colored: RunColumn | undefined;
  readonly metric: RunColumn | undefined;
  readonly viewId: string;
  readonly rowsVersion: number | undefined;
}

function Parallel(props: ParallelProps) {
  const { viewId, rowsVersion, axes, isStale, compared, keys, settings, color, colored, metric } = props;
  const { runIds } = axes;
  const { workspace, dispatch } = useWorkspace();
  const theme = useComputedColorScheme('light');
  const [live, setLive] = useState<LiveBrushes>();
  const judged = metricOfAxes(settings, metric);
  const set = useAxisSettings(settings);
  const shown = useMemo(() => showAxes(settings, axes), [settings, axes]);
  const brushed = useMemo(() => withLive(shown, live), [shown, live]);
  const passing = useMemo(
    () =>
      passingRuns(
        brushed.map((axis) => ({ ...axis, brushes: axis.setting.brushes })),
        runIds.length,
      ),
    [brushed, runIds.length],
  );
  const colorAxis = useColorAxis(shown, axes, colored);
  const judging = (metric && shown.find(({ id }) => id === formatRunColumn(metric))) ?? colorAxis;
  const direction = judging && directionOfColumn(judging.setting.column, workspace.directions);
  const order = useMemo(
    () => drawingOrder(runIds.length, judging, direction),
    // Brushes change nothing of it.
    // oxlint-disable-next-line react/exhaustive-deps
    [runIds.length, judging?.placed, direction],
  );
  const styles = useRunStyles(compared);
  const colorOf = usePlaceColors(colorAxis);
  const colors = useMemo(
    () =>
      colorAxis
        ? colorsByAxis(colorAxis, theme, colorOf)
        : colorsByRun(runIds, (id) => styles.get(id)?.color),
    // oxlint-disable-next-line react/exhaustive-deps
    [colorAxis?.placed, theme, colorOf, runIds, styles],
  );
  const names = useMemo(() => new Map(compared.map(({ id, name }) => [id, name])), [compared]);
  const awaitedCount = shown.reduce((sum, { placed }) => sum + placed.awaitedCount, 0);
  const onBrushes = (index: number, brushes: readonly AxisBrush[]) =>
    set.change(shown[index]?.id, { brushes });
  const rule = useBrushRule(shown, passing.count, compared.length);
  const onCompare = () => {
    const kept = runIds.filter((_, run) => passing.mask[run] === 1);
    dispatch({
      type: 'together',
      actions: [
        ...actionsOfRule(rule, kept),
        { type: 'set-parallel', parallel: { ...workspace.parallel, axes: cleared(settings) } },
      ],
    });
  };
  const onColor = (next: string) =>
    dispatch({ type: 'set-parallel', parallel: { ...workspace.parallel, color: next } });
  const isLone = runIds.length === 1;
  const hasNoParam =
    workspace.parallel.axes === undefined && !settings.some(({ column }) => column.kind === 'param');
  return (
    <section className={tabCss.panel} aria-label={m.parallel_figure()}>
      <ParallelToolbar
        axes={brushed}
        colorChoices={colorChoices(settings, colored)}
        columns={settings.map(({ column }) => column)}
        keys={keys}
        passing={passing}
        cutFrom={compared.length > MAX_PARALLEL_RUNS ? compared.length : undefined}
        awaitedCount={awaitedCount}
        color={color}
        colorAxis={colorAxis}
        theme={theme}
        colorOf={colorOf}
        onColor={onColor}
        onToggleAxis={set.toggle}
        onBrushes={onBrushes}
        onClear={() => set.put(cleared(settings))}
        rule={rule}
        onCompare={onCompare}
        isJudging={workspace.isMattersShown}
        onJudging={judged && ((isShown) => dispatch({ type: 'show-matters', isShown }))}
      />
      {isLone || hasNoParam ? (
        <p className={css.note}>{isLone ? m.parallel_one_run() : m.parallel_no_varying()}</p>
      ) : null}
      <ParallelPicture
        axes={brushed}
        runIds={runIds}
        nameOf={(run) => names.get(runIds[run] ?? ('' as RunId)) ?? runIds[run] ?? ''}
        order={order}
        colors={colors}
        passing={passing}
        colorId={colorAxis?.id}
        isWaiting={isStale || awaitedCount > 0}
        actionsOf={(index) => actionsOf(shown, index, set, onColor)}
        onBrushes={onBrushes}
        onLive={setLive}
        onMoveAxis={(from, to) => set.move(shown[from]?.id, shown[to]?.id)}
      />
      {workspace.isMattersShown && judged ? (
        <MattersOfAxes {...{ viewId, runIds, rowsVersion, settings }} metric={judged} onAxes={set.put} />
      ) : null}
    </section>
  );
}

/** Nothing differs and nothing was measured: an axis can be added all the same. */
function NoAxes({ keys }: AxesOfSetProps) {
  const set = useAxisSettings(NO_AXES);
  return (
    <section className={tabCss.panel} aria-label={m.parallel_figure()}>
      <div className={`${tabCss.toolbar} ${css.toolbar}`}>
        <AddAxis keys={keys} shown={NO_COLUMNS} onToggle={set.toggle} />
      </div>
      <Sentence words={m.parallel_no_axes()} />
    </section>
  );
}

const NO_AXES: readonly ParallelAxis[] = [];
const NO_COLUMNS: readonly RunColumn[] = [];

function Sentence({ words }: { readonly words: string }) {
  return (
    <p className={tabCss.words} role="figure" aria-label={m.parallel_figure()} data-state="empty">
      {words}
    </p>
  );
}
