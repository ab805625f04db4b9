import { DEFAULT_DIFF_VIEW, type DiffView } from './comparison/diff-view.ts';
import { DEFAULT_PARALLEL_VIEW, type ParallelView } from './comparison/parallel/parallel-view.ts';
import { DEFAULT_HEATMAP_VIEW, type HeatmapView } from './comparison/heatmap-view.ts';
import { type BarsView, DEFAULT_BARS_VIEW } from './comparison/bars/bars-view.ts';
import { DEFAULT_SCATTER_VIEW, type ScatterView } from './comparison/scatter/scatter-view.ts';
import { DEFAULT_FILES_VIEW, type FilesView } from './artifacts/compare/files-view.ts';
import type { CardId } from './charts/chart-cards.ts';
import { type BandView, DEFAULT_GROUP_BAND } from './charts/band-view.ts';
import type { BaselineLevelKind, YMeasure } from './series/delta-to-baseline.ts';
import type { Baseline } from './runs/baseline.ts';
import type { ReferenceLine } from './charts/reference-line.ts';
import type { RunId } from './runs/run.ts';
import type { ManualRange } from './charts/axis-range.ts';
import type { CardAxes } from './charts/card-axes.ts';
import { type ChartLayout, DEFAULT_LAYOUT } from './charts/chart-layout.ts';
import type { ClipRule } from './charts/clip-range.ts';
import { type CompareSet, DEFAULT_COMPARE_SET } from './runs/compare-set.ts';
import type { ExperimentId, Lifecycle } from './runs/experiment.ts';
import type { Direction } from './statistics/metric-statistic.ts';
import type { TableDelta } from './statistics/table-delta.ts';
import type { PinnedPlace } from './charts/pinned-place.ts';
import type { TreeView } from './runs/tree-view.ts';
import type { ViewRef } from './views/saved-view.ts';
import { NEWEST_FIRST, type RunColumn, type RunSort } from './runs/run-sort.ts';
import { AS_LOGGED, type LineRecipe } from './series/shape-line.ts';

export const WORKSPACE_TABS = [
  'charts',
  'parallel',
  'scatter',
  'heatmap',
  'bars',
  'diff',
  'artifacts',
  'table',
] as const;
export type WorkspaceTab = (typeof WORKSPACE_TABS)[number];

export const AXIS_KINDS = ['linear', 'log'] as const;
export type AxisKind = (typeof AXIS_KINDS)[number];

/** How cells of numbers show where they stand between the smallest and the largest. */
export const SHADINGS = ['none', 'bar', 'heat'] as const;
export type Shading = (typeof SHADINGS)[number];

/** Cards beside each other. */
export const CARD_COLUMNS = [1, 2, 3, 4] as const;

/** Everything that can be set in the workspace. A link carries all of it; nothing else decides what is shown. */
export interface Workspace {
  /** The saved view that it began as; `none`: none on purpose, although the experiment opens with one. */
  readonly view: ViewRef | 'none' | undefined;
  readonly experimentIds: readonly ExperimentId[] | 'all';
  /** Whether the rows are the runs of the experiments, or those of them that are deleted. */
  readonly lifecycle: Lifecycle;
  /** Text of the filter language; empty: no filter. */
  readonly filter: string;
  readonly sort: RunSort;
  /** Rows move as soon as their values do; else they stay where they stand until a click. */
  readonly isKeptSorted: boolean;
  /** How runs stand below their parents; undefined: all in one list. */
  readonly tree: TreeView | undefined;
  readonly tab: WorkspaceTab;
  readonly set: CompareSet;
  /** What goes with the metric is shown beside pictures of params. */
  readonly isMattersShown: boolean;
  /** Part of a metric key: shows only the cards whose key holds it. */
  readonly find: string;
  /** The chart card that fills the screen. */
  readonly card: CardId | undefined;
  /** What is looked at among the files of a run: its path, `formatPlace`. */
  readonly path: string;
  /** Whose files; undefined: those of the focused run, or of the first of the compare set. */
  readonly filesOf: RunId | undefined;
  /** How one path of all compared runs is looked at. */
  readonly files: FilesView;
  /** The run or the group that others are measured against. */
  readonly baseline: Baseline | undefined;
  /** How cells of the table stand to the baseline. */
  readonly tableDelta: TableDelta;
  /** Runs, of any experiment, that stand above the rows and are compared with them. */
  readonly addedRuns: readonly RunId[];
  /** In display order; undefined: chosen from the data. */
  readonly columns: readonly RunColumn[] | undefined;
  /** CSS pixels by the text of the column (`formatRunColumn`). */
  readonly columnWidths: Readonly<Record<string, number>>;
  /** Texts of the columns that stay at the left, in their order; those that are not shown have no effect. */
  readonly pinnedColumns: readonly string[];
  /** Which way is better, by metric key, where the person said otherwise than the name does. */
  readonly directions: Readonly<Record<string, Direction>>;
  /** Of all columns of numbers, but for those of `columnShadings`. */
  readonly shading: Shading;
  /** By the text of the column. */
  readonly columnShadings: Readonly<Record<string, Shading>>;
  /** Key of the metric that is drawn small in each row. */
  readonly sparkline: string | undefined;
  /** Groups of column texts (`params.lr`, `params.training.learning_rate`) that are one column; its first is shown. */
  readonly sameKeys: readonly (readonly string[])[];
  /** Ids of the groups of runs (`RunGroup.id`) whose runs stand below them in the table. */
  readonly openGroups: readonly string[];
  /** Text of the column that two compared groups are judged by; undefined: the sorted one, or the first metric. */
  readonly judgedBy: string | undefined;
  readonly diff: DiffView;
  readonly parallel: ParallelView;
  readonly heatmap: HeatmapView;
  readonly scatter: ScatterView;
  readonly bars: BarsView;
  readonly chart: ChartSettings;
}

/** What all chart cards share. */
export interface ChartSettings extends LineRecipe {
  readonly xKind: AxisKind;
  readonly yKind: AxisKind;
  /** x at the left and right edge, in the units of the axis, min below max; undefined: all. */
  readonly xWindow: { readonly min: number; readonly max: number } | undefined;
  /** The same for cards that go by time where the others go by step. */
  readonly systemWindow: { readonly min: number; readonly max: number } | undefined;
  /** Typed ends of the x axis, as long as nothing is zoomed. */
  readonly xRange: ManualRange;
  readonly yRange: ManualRange;
  /** Points that were logged later are left out, milliseconds since the epoch; undefined: none are. */
  readonly asOfMs: number | undefined;
  /** Which outliers the y axis leaves out; undefined: none. */
  readonly clipping: ClipRule | undefined;
  /** What y shows; without a baseline, what was logged. */
  readonly yMeasure: YMeasure;
  /** Where the baseline's level line stands. */
  readonly baselineLevel: BaselineLevelKind;
  /** Level lines that were typed, by the card's id. */
  readonly references: Readonly<Record<string, readonly ReferenceLine[]>>;
  /** One y axis for all cards of a section. */
  readonly isYShared: boolean;
  /** What single cards have otherwise, by the card's id. */
  readonly cards: Readonly<Record<string, CardAxes>>;
  /** The place that the crosshair stays at on all cards of that axis. */
  readonly pinned: PinnedPlace | undefined;
  /** What lines are called: a legend template; empty: the run's name. */
  readonly legend: string;
  /** Texts of the columns that tooltips tell of each run; undefined: the params that vary over the compare set. */
  readonly tooltipFields: readonly string[] | undefined;
  /** Text of the column whose value makes runs one training, each a line; undefined: every run is a line. */
  readonly joinBy: string | undefined;
  readonly cardColumns: number;
  readonly layout: ChartLayout;
  /** How cards of families show their members, by the card's id; those left out as `defaultBandView` says. */
  readonly cardBands: Readonly<Record<string, BandView>>;
  /** Texts of the keys (`formatGroupKey`) whose equal values make runs one line; empty: each run is a line. */
  readonly groupBy: readonly string[];
  /** Texts of params: all others that vary are keys too, those that are logged later as well; undefined: no such rule. */
  readonly groupAllBut: readonly string[] | undefined;
  /** How groups of runs are shown on cards that `cardBands` does not name. */
  readonly groupBand: BandView;
  /** Prefixes of the sections that are folded away; '' is the section of the keys without a prefix. */
  readonly collapsedSections: readonly string[];
}

/** Links leave out what is at its default: another default changes the meaning of old links and needs an upgrader. */
export const DEFAULT_WORKSPACE: Workspace = {
  view: undefined,
  experimentIds: [],
  lifecycle: 'active',
  filter: '',
  sort: NEWEST_FIRST,
  isKeptSorted: false,
  tree: undefined,
  tab: 'charts',
  set: DEFAULT_COMPARE_SET,
  isMattersShown: false,
  find: '',
  card: undefined,
  path: '',
  filesOf: undefined,
  files: DEFAULT_FILES_VIEW,
  baseline: undefined,
  tableDelta: 'absolute',
  addedRuns: [],
  columns: undefined,
  columnWidths: {},
  pinnedColumns: [],
  directions: {},
  shading: 'none',
  columnShadings: {},
  sparkline: undefined,
  sameKeys: [],
  openGroups: [],
  judgedBy: undefined,
  diff: DEFAULT_DIFF_VIEW,
  parallel: DEFAULT_PARALLEL_VIEW,
  heatmap: DEFAULT_HEATMAP_VIEW,
  scatter: DEFAULT_SCATTER_VIEW,
  bars: DEFAULT_BARS_VIEW,
  chart: {
    ...AS_LOGGED,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
    systemWindow: undefined,
    xRange: {},
    yRange: {},
    asOfMs: undefined,
    clipping: undefined,
    yMeasure: 'value',
    baselineLevel: 'final',
    references: {},
    isYShared: false,
    cards: {},
    pinned: undefined,
    legend: '',
    tooltipFields: undefined,
    joinBy: undefined,
    cardColumns: 2,
    layout: DEFAULT_LAYOUT,
    cardBands: {},
    groupBy: [],
    groupAllBut: undefined,
    groupBand: DEFAULT_GROUP_BAND,
    collapsedSections: [],
  },
};

/** How the cells of a column are shaded. */
export function shadingOf(
  text: string,
  { shading, columnShadings }: Pick<Workspace, 'shading' | 'columnShadings'>,
): Shading {
  return Object.hasOwn(columnShadings, text) ? (columnShadings[text] ?? shading) : shading;
}
