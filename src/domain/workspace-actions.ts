import type { DiffView } from './comparison/diff-view.ts';
import type { ParallelView } from './comparison/parallel/parallel-view.ts';
import type { HeatmapView } from './comparison/heatmap-view.ts';
import type { BarsView } from './comparison/bars/bars-view.ts';
import type { ScatterView } from './comparison/scatter/scatter-view.ts';
import type { FilesView } from './artifacts/compare/files-view.ts';
import type { CardId } from './charts/chart-cards.ts';
import type { Baseline } from './runs/baseline.ts';
import type { RunId } from './runs/run.ts';
import { type CompareSet, DEFAULT_COMPARE_SET, toggleMember } from './runs/compare-set.ts';
import type { ExperimentId, Lifecycle } from './runs/experiment.ts';
import { directionOf } from './runs/metric-direction.ts';
import type { Direction, MetricStatistic } from './statistics/metric-statistic.ts';
import type { TableDelta } from './statistics/table-delta.ts';
import { toggleBranch, type TreeView } from './runs/tree-view.ts';
import { formatRunColumn, type RunColumn, type RunSort } from './runs/run-sort.ts';
import type { ChartSettings, Shading, Workspace, WorkspaceTab } from './workspace.ts';

/** Columns as they were chosen for some experiments. */
export type RecalledTable = Pick<Workspace, 'columns' | 'pinnedColumns' | 'directions'>;

export type WorkspaceAction =
  /** What is shown was saved as this view, or the view is gone; no step of undo. */
  | { readonly type: 'set-view'; readonly view: Workspace['view'] }
  | { readonly type: 'set-experiments'; readonly experimentIds: readonly ExperimentId[] | 'all' }
  /** Ticks of one list mean nothing in the other: what was picked by hand gives way to the rule. */
  | { readonly type: 'set-lifecycle'; readonly lifecycle: Lifecycle }
  | { readonly type: 'set-filter'; readonly filter: string }
  | { readonly type: 'set-sort'; readonly sort: RunSort }
  /** A click on a column's header: another column sorts in its own direction first, the same one turns round. */
  | { readonly type: 'sort-by'; readonly column: RunColumn }
  | { readonly type: 'set-kept-sorted'; readonly isKeptSorted: boolean }
  | { readonly type: 'set-tree'; readonly tree: TreeView | undefined }
  /** Shows the runs below a run of the tree, or hides them. */
  | { readonly type: 'toggle-branch'; readonly runId: RunId; readonly isOpen: boolean }
  | { readonly type: 'set-tab'; readonly tab: WorkspaceTab }
  | { readonly type: 'set-compare-set'; readonly set: CompareSet }
  /** A click on the box before a run; `isMember` is what the box showed, `isRuled` as `toggleMember` has it. */
  | {
      readonly type: 'toggle-run';
      readonly runId: RunId;
      readonly isMember: boolean;
      readonly isRuled: boolean;
    }
  /** Shows the runs of a group below it, or hides them. */
  | { readonly type: 'open-group'; readonly id: string; readonly isOpen: boolean }
  | { readonly type: 'judge-by'; readonly column: string | undefined }
  | { readonly type: 'set-find'; readonly find: string }
  /** Undefined: back to all cards. */
  | { readonly type: 'set-card'; readonly card: CardId | undefined }
  | { readonly type: 'set-path'; readonly path: string; readonly filesOf: RunId | undefined }
  | { readonly type: 'set-baseline'; readonly baseline: Baseline | undefined }
  | { readonly type: 'set-table-delta'; readonly tableDelta: TableDelta }
  | { readonly type: 'set-diff'; readonly diff: DiffView }
  | { readonly type: 'set-files'; readonly files: Partial<FilesView> }
  | { readonly type: 'show-matters'; readonly isShown: boolean }
  | { readonly type: 'set-parallel'; readonly parallel: ParallelView }
  | { readonly type: 'set-heatmap'; readonly heatmap: HeatmapView }
  | { readonly type: 'set-scatter'; readonly scatter: Partial<ScatterView> }
  | { readonly type: 'set-bars'; readonly bars: Partial<BarsView> }
  /** Typed letter by letter. */
  | { readonly type: 'find-in-diff'; readonly find: string }
  /** What one click changes: one step of undo. */
  | { readonly type: 'together'; readonly actions: readonly WorkspaceAction[] }
  | { readonly type: 'add-run'; readonly runId: RunId }
  | { readonly type: 'remove-added-run'; readonly runId: RunId }
  /** Pins left out stay. */
  | {
      readonly type: 'set-columns';
      readonly columns: readonly RunColumn[] | undefined;
      readonly pinned?: readonly string[];
    }
  /** What the person chose for these experiments earlier, where the link says nothing of it; no step of undo. */
  | { readonly type: 'recall-table'; readonly table: Partial<RecalledTable> }
  /** Undefined: as the metric's name says. */
  | { readonly type: 'set-direction'; readonly key: string; readonly direction: Direction | undefined }
  /** Of all columns of numbers: what was chosen for single ones is forgotten. */
  | { readonly type: 'set-shading'; readonly shading: Shading }
  | { readonly type: 'set-column-shading'; readonly column: RunColumn; readonly shading: Shading }
  | { readonly type: 'set-sparkline'; readonly key: string | undefined }
  | { readonly type: 'set-same-keys'; readonly groups: readonly (readonly string[])[] }
  | { readonly type: 'set-column-widths'; readonly widths: Readonly<Record<string, number>> }
  /** Changes one after the other that share a `joint`, as of a slider that is dragged, are one step of undo. */
  | {
      readonly type: 'set-chart';
      readonly change: Partial<ChartSettings>;
      readonly joint?: string | undefined;
    };

/** The document after the action. Changes nothing that the action does not name. */
export function reduceWorkspace(state: Workspace, action: WorkspaceAction): Workspace {
  switch (action.type) {
    case 'set-view':
      return { ...state, view: action.view };
    case 'set-experiments':
      return { ...state, experimentIds: action.experimentIds };
    case 'set-lifecycle':
      return { ...state, lifecycle: action.lifecycle, set: ruleOf(state.set) };
    case 'set-filter':
      return { ...state, filter: action.filter };
    case 'set-sort':
      return { ...state, sort: action.sort };
    case 'sort-by':
      return { ...state, sort: sortBy(state, action.column) };
    case 'set-kept-sorted':
      return { ...state, isKeptSorted: action.isKeptSorted };
    case 'set-tree':
      return { ...state, tree: action.tree };
    case 'toggle-branch':
      return { ...state, tree: state.tree && toggleBranch(state.tree, action.runId, action.isOpen) };
    case 'set-tab':
      return { ...state, tab: action.tab };
    case 'set-compare-set':
      return { ...state, set: action.set };
    case 'toggle-run':
      return { ...state, set: toggleMember(state.set, action.runId, action.isMember, action.isRuled) };
    case 'judge-by':
      return { ...state, judgedBy: action.column };
    case 'open-group': {
      const others = state.openGroups.filter((id) => id !== action.id);
      return { ...state, openGroups: action.isOpen ? [...others, action.id] : others };
    }
    case 'set-find':
      return { ...state, find: action.find };
    case 'set-card':
      return { ...state, card: action.card };
    case 'set-path':
      return { ...state, path: action.path, filesOf: action.filesOf };
    case 'set-baseline':
      return { ...state, baseline: action.baseline };
    case 'set-files':
      return { ...state, files: { ...state.files, ...action.files } };
    case 'set-diff':
      return { ...state, diff: action.diff };
    case 'show-matters':
      return { ...state, isMattersShown: action.isShown };
    case 'set-parallel':
      return { ...state, parallel: action.parallel };
    case 'set-heatmap':
      return { ...state, heatmap: action.heatmap };
    case 'set-scatter':
      return { ...state, scatter: { ...state.scatter, ...action.scatter } };
    case 'set-bars':
      return { ...state, bars: { ...state.bars, ...action.bars } };
    case 'find-in-diff':
      return { ...state, diff: { ...state.diff, find: action.find } };
    case 'set-table-delta':
      return { ...state, tableDelta: action.tableDelta };
    case 'together':
      return action.actions.reduce(reduceWorkspace, state);
    case 'add-run':
      return addRun(state, action.runId);
    case 'remove-added-run':
      return removeAddedRun(state, action.runId);
    case 'set-columns':
      return { ...state, columns: action.columns, pinnedColumns: action.pinned ?? state.pinnedColumns };
    case 'recall-table':
      return { ...state, ...action.table };
    case 'set-column-widths':
      return { ...state, columnWidths: action.widths };
    case 'set-direction':
      return { ...state, directions: withDirection(state.directions, action.key, action.direction) };
    case 'set-shading':
      return { ...state, shading: action.shading, columnShadings: {} };
    case 'set-column-shading':
      return { ...state, columnShadings: withShading(state, formatRunColumn(action.column), action.shading) };
    case 'set-sparkline':
      return { ...state, sparkline: action.key };
    case 'set-same-keys':
      return { ...state, sameKeys: action.groups };
    case 'set-chart':
      return { ...state, chart: { ...state.chart, ...action.change } };
  }
}

/** A column that is shaded as all are stands for nothing of its own. */
function withShading(state: Workspace, text: string, shading: Shading): Workspace['columnShadings'] {
  const others = Object.entries(state.columnShadings).filter(([other]) => other !== text);
  return Object.fromEntries(shading === state.shading ? others : [...others, [text, shading]]);
}

function withDirection(
  directions: Workspace['directions'],
  key: string,
  direction: Direction | undefined,
): Workspace['directions'] {
  const others = Object.entries(directions).filter(([other]) => other !== key);
  return Object.fromEntries(direction ? [...others, [key, direction]] : others);
}

function sortBy({ sort, directions }: Workspace, column: RunColumn): RunSort {
  const isSame = formatRunColumn(sort.column) === formatRunColumn(column);
  return { column, isDescending: isSame ? !sort.isDescending : startsDescending(column, directions) };
}

/** The best metric value comes first where it is known which way is better; else the largest number; texts with A. */
function startsDescending(column: RunColumn, directions: Workspace['directions']): boolean {
  switch (column.kind) {
    case 'attribute':
      return ['start_time', 'end_time', 'duration'].includes(column.key);
    case 'metric':
      return directionOf(column.key, directions) !== 'lower';
    case 'statistic':
      return !isOfValues(column.statistic) || directionOf(column.key, directions) !== 'lower';
    case 'family':
      return column.part === 'std' || directionOf(column.key, directions) !== 'lower';
    case 'expression':
      return true;
    case 'param':
    case 'tag':
      return false;
  }
}

/** Whether the statistic is a value of the metric itself, not a step, a time or a count. */
function isOfValues({ name }: MetricStatistic): boolean {
  return ['best', 'min', 'max', 'first', 'mean', 'at', 'at_best'].includes(name);
}

/** The rule of the set without its exceptions. */
function ruleOf(set: CompareSet): CompareSet {
  if (set.kind === 'these') return DEFAULT_COMPARE_SET;
  return set.kind === 'all'
    ? { kind: 'all', without: [] }
    : { kind: 'top', count: set.count, without: [], plus: [] };
}

/** It is compared at once, be it that it was left out before. */
function addRun(state: Workspace, id: RunId): Workspace {
  const { set } = state;
  const addedRuns = [...state.addedRuns.filter((other) => other !== id), id];
  if (set.kind !== 'these') {
    return { ...state, addedRuns, set: { ...set, without: set.without.filter((other) => other !== id) } };
  }
  const runIds = set.runIds.includes(id) ? set.runIds : [...set.runIds, id];
  return { ...state, addedRuns, set: { kind: 'these', runIds } };
}

function removeAddedRun(state: Workspace, id: RunId): Workspace {
  const { set } = state;
  const rest = (ids: readonly RunId[]) => ids.filter((other) => other !== id);
  const addedRuns = rest(state.addedRuns);
  if (set.kind === 'these') return { ...state, addedRuns, set: { ...set, runIds: rest(set.runIds) } };
  return { ...state, addedRuns, set: { ...set, without: rest(set.without) } };
}
