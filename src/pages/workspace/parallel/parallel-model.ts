import { useMemo } from 'react';
import { spanOfPlace } from '../../../domain/comparison/parallel/axis-scale.ts';
import { type AxisBrush, brushOfSpan } from '../../../domain/comparison/parallel/brushes.ts';
import { type ParallelAxis, plainAxis } from '../../../domain/comparison/parallel/parallel-view.ts';
import { LANES } from '../../../domain/comparison/parallel/place-runs.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { type CategoryColor, useCategoryColors } from '../../../parts/category-colors.ts';
import type { Axes } from '../use-axes.ts';
import type { AxisActions } from './axis-menu.tsx';
import { type ShownAxis, showAxes } from './shown-axes.ts';
import type { AxisSettings } from './use-axis-settings.ts';
import type { LiveBrushes } from './use-brush-drag.ts';
import { coloredPlaces } from './run-colors.ts';
import { useSameList } from './use-same-list.ts';

export function hasColumn(columns: readonly RunColumn[], column: RunColumn): boolean {
  const text = formatRunColumn(column);
  return columns.some((each) => formatRunColumn(each) === text);
}

/** Each column once. */
export function withoutRepeats(columns: readonly RunColumn[]): readonly RunColumn[] {
  return [...new Map(columns.map((column) => [formatRunColumn(column), column])).values()];
}

/** The same list as long as its columns are called the same. */
export function useSameColumns(columns: readonly RunColumn[]): readonly RunColumn[] {
  const texts = useSameList(columns.map(formatRunColumn));
  // `texts` stands for `columns`.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => columns, [texts]);
}

/** The axes with the brushes that are dragged by now. */
export function withLive(shown: readonly ShownAxis[], live: LiveBrushes | undefined): readonly ShownAxis[] {
  if (!live) return shown;
  return shown.map((axis) =>
    axis.id === live.axisId ? { ...axis, setting: { ...axis.setting, brushes: live.brushes } } : axis,
  );
}

/** The axis that lines are coloured by, be it shown or not. */
export function useColorAxis(
  shown: readonly ShownAxis[],
  axes: Axes,
  colored: RunColumn | undefined,
): ShownAxis | undefined {
  const text = colored && formatRunColumn(colored);
  const own = shown.find(({ id }) => id === text);
  const beside = useMemo(
    () => (colored ? showAxes([plainAxis(colored)], axes)[0] : undefined),
    // oxlint-disable-next-line react/exhaustive-deps
    [text, axes],
  );
  return own ?? beside;
}

/** Of the categories that lines are coloured by. */
export function usePlaceColors(axis: ShownAxis | undefined): CategoryColor {
  // oxlint-disable-next-line react/exhaustive-deps
  const texts = useMemo(() => coloredPlaces(axis), [axis?.scale]);
  // oxlint-disable-next-line react/exhaustive-deps
  const column = useMemo(() => axis?.setting.column, [axis?.id]);
  return useCategoryColors(column, texts);
}

/** Each axis, and the one that is not shown. */
export function colorChoices(
  settings: readonly ParallelAxis[],
  colored: RunColumn | undefined,
): readonly (readonly [string, RunColumn])[] {
  const columns = withoutRepeats([...settings.map(({ column }) => column), ...(colored ? [colored] : [])]);
  return columns.map((column) => [formatRunColumn(column), column]);
}

/** What matters for is asked: the metric to judge by where it is an axis, else the last axis of a metric. */
export function metricOfAxes(
  settings: readonly ParallelAxis[],
  metric: RunColumn | undefined,
): RunColumn | undefined {
  const columns = settings.map(({ column }) => column);
  if (metric && hasColumn(columns, metric)) return metric;
  return columns.findLast(({ kind }) => MEASURED.has(kind)) ?? metric;
}

const MEASURED: ReadonlySet<RunColumn['kind']> = new Set(['metric', 'statistic', 'family', 'expression']);

/** A new axis at the left of another one, or at the end. */
export function withAxisBefore(
  settings: readonly ParallelAxis[],
  column: RunColumn,
  other: RunColumn,
): readonly ParallelAxis[] {
  if (
    hasColumn(
      settings.map((axis) => axis.column),
      column,
    )
  )
    return settings;
  const place = settings.findIndex((axis) => formatRunColumn(axis.column) === formatRunColumn(other));
  return settings.toSpliced(place < 0 ? settings.length : place, 0, plainAxis(column));
}

export function cleared(settings: readonly ParallelAxis[]): readonly ParallelAxis[] {
  return settings.map((axis) => (axis.brushes.length > 0 ? { ...axis, brushes: [] } : axis));
}

export function actionsOf(
  shown: readonly ShownAxis[],
  index: number,
  set: AxisSettings,
  onColor: (color: string) => void,
): AxisActions {
  const axis = shown[index];
  const id = axis?.id;
  const brushes = axis?.setting.brushes ?? [];
  return {
    onScale: (scale) => set.change(id, { scale }),
    onInvert: () => set.change(id, { isInverted: !axis?.setting.isInverted }),
    onMove: (by) => set.move(id, shown[index + by]?.id),
    // What was brushed were values of another statistic.
    onColumn: (column) => set.change(id, { column, brushes: [], scale: undefined }),
    onColor: () => id !== undefined && onColor(id),
    onBrush: () => axis && set.change(id, { brushes: [...brushes, firstBrush(axis)] }),
    onClearBrushes: () => set.change(id, { brushes: [] }),
    onRemove: () => axis && set.toggle(axis.setting.column),
  };
}

/** A brush to begin with for those who draw none by hand: the upper half, one category, or the lane that is there. */
function firstBrush({ scale, placed }: ShownAxis): AxisBrush {
  const span =
    'places' in scale && scale.places.length > 0
      ? spanOfPlace(scale.places.length, 0)
      : { low: 0.5, high: 1 };
  const onScale = brushOfSpan(scale, span);
  const lanes = LANES.filter((_, lane) => (placed.laneCounts[lane] ?? 0) > 0);
  return { isExcluding: false, ...onScale, lanes: onScale ? [] : lanes };
}
