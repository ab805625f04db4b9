import type { ComparedRun, CompareSet } from '../../domain/runs/compare-set.ts';
import type { ExpressionProblem, Span } from '../../domain/expression/ast.ts';
import type { ExperimentId, Lifecycle } from '../../domain/runs/experiment.ts';
import type { ExportFormat, TableColumn } from '../../domain/export/export-table.ts';
import type { SameKeys } from '../../domain/runs/merge-keys.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import type { RunId, RunStatus } from '../../domain/runs/run.ts';
import type { FamilyStatistic } from '../../domain/statistics/family-statistic.ts';
import type { KeySummary } from '../../domain/runs/key-catalogue.ts';
import type { OrderChanges } from '../../domain/runs/order-changes.ts';
import type { Branch } from '../../domain/runs/branch-set.ts';
import type { TreeView } from '../../domain/runs/tree-view.ts';
import type { RunColumn, RunSort } from '../../domain/runs/run-sort.ts';
import type { SeriesState } from '../../domain/series/series.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { AgainstCell, AgainstGap, BaselineQuery, BaselineReport } from './baseline-protocol.ts';
import type { GroupCounts, GroupsQuery } from './groups-protocol.ts';
import type { LiveReport } from './live-ticks.ts';
import type { ChildrenState } from './run-families.ts';

export interface RunsQuery {
  /** Chosen by the caller; names the view in `runs.rows` and the like. Watching it again replaces the query. */
  readonly viewId: string;
  readonly experimentIds: readonly ExperimentId[];
  readonly lifecycle: Lifecycle;
  /** Text of the filter language; empty: all runs. One that cannot be parsed leaves the last good one in force. */
  readonly filter: string;
  readonly sort: RunSort;
  readonly set: CompareSet;
  /** Which way is better, by metric key, where the person said so; else guessed from the name. */
  readonly directions: Readonly<Record<string, Direction>>;
  /** Keys that count as one, by the texts of their columns; see `Workspace.sameKeys`. */
  readonly sameKeys?: SameKeys | undefined;
  /** How runs stand below their parents; undefined, or where runs are grouped: all in one list. */
  readonly tree?: TreeView | undefined;
  /** Rows move whenever their values do; else they stay where they stand until `sort-again`. */
  readonly isKeptSorted?: boolean | undefined;
  /** What cells are measured against, be it among the rows or not. */
  readonly baseline?: BaselineQuery | undefined;
  /** Runs, of any experiment, that stand above the rows and are compared, whatever filter and sort say. */
  readonly addedRuns?: readonly RunId[] | undefined;
  /** Undefined: each row is a run. */
  readonly groups?: GroupsQuery | undefined;
}

export interface RunsSnapshot {
  /** Which watch it answers: another one for every query. */
  readonly watch: number;
  /** Grows with every change of rows or order; rows read under another version are out of date. */
  readonly version: number;
  readonly loaded: number;
  /** Loaded runs that pass the filter: the rows of the view. */
  readonly matched: number;
  readonly filter: FilterReport;
  /** Of the matched runs; `silent`, counted under `RUNNING` too: see `silentSinceAt`. */
  readonly statusCounts: Readonly<Record<RunStatus | 'silent', number>>;
  /** Statistics that need histories and are not all there yet; undefined: nothing under way. */
  readonly computing: ComputingReport | undefined;
  /**
   * `complete`: all runs that the filter takes are loaded, whether or not others are. `paused`: the limit of what is
   * read unasked was reached; `resume` reads on.
   */
  readonly state: 'loading' | 'complete' | 'paused' | 'stopped' | 'failed';
  readonly failure: TrackingFailure | undefined;
  /** Every run of the view has been read in this visit; stays true while they are read again. */
  readonly isWhole: boolean;
  /** Measured while reading these runs; undefined until a page came. */
  readonly runsPerSecond: number | undefined;
  /**
   * True while runs that are not loaded may belong before the first rows in this sort, or into the top of the set.
   */
  readonly isProvisional: boolean;
  readonly readAtMs: number;
  /** When the oldest of the rows was read that come from an earlier visit and have not been read again yet. */
  readonly cachedAtMs: number | undefined;
  /** Of the tree, where there is one. */
  readonly tree?: TreeReport | undefined;
  /** Some loaded run names a parent: there is a tree to show. */
  readonly hasChildren?: boolean | undefined;
  /** What ticks brought, and where rows would stand by now; undefined where all stand so. */
  readonly unsorted?: UnsortedReport | undefined;
  /** How the rows follow the server; undefined: nobody else changes the source. */
  readonly live?: LiveReport | undefined;
  /** Changes when a new key appeared or a key began to vary. */
  readonly catalogueVersion: number;
  readonly compared: readonly ComparedRun[];
  /** On the way to the page: `compared` is left out, it is that of the snapshot before. */
  readonly isComparedKept?: boolean | undefined;
  /** Undefined: each row is a run. */
  readonly groups?: GroupCounts | undefined;
  /** Undefined: there is none. */
  readonly baseline?: BaselineReport | undefined;
  /** Ids of the set that are not among the loaded rows and could not be read. */
  readonly missing: readonly RunId[];
  /** Ids of the set whose runs are deleted: they are not compared. */
  readonly deleted?: readonly RunId[] | undefined;
  /** Metric keys logged by at least one compared run, in name order, with the number of runs. */
  readonly comparedMetrics: readonly MetricOfSet[];
}

export interface TreeReport {
  /** Runs on screen, ancestors that do not pass included; runs below closed ones are not. */
  readonly rowCount: number;
}

/** What `sort-again` would do. */
export interface UnsortedReport extends OrderChanges {
  /** Of those that would leave, runs that are deleted at the server. */
  readonly deletedCount: number;
}

/** What became of the filter's text. */
export interface FilterReport {
  /** The filter that the rows answer. */
  readonly text: string;
  /** Why the asked text is not in force; the rows answer `text`, the last good one. */
  readonly problem: ExpressionProblem | undefined;
  /** The part that the server answers, as sent to it; undefined: nothing was sent. */
  readonly pushed: string | undefined;
  /** True where the worker decides something that the server was not asked. */
  readonly isPartlyLocal: boolean;
  /** Clauses that drop runs only because these lack the key. */
  readonly missing: readonly MissingKey[];
  /** Keys that no loaded run has. */
  readonly unknown: readonly UnknownKey[];
  /** Names that the filter asks for and that could not be read: what is compared with them is false. */
  readonly unread?: readonly UnreadNames[] | undefined;
}

export interface UnreadNames {
  /** `registry`: aliases and models of registered versions. */
  readonly what: 'registry' | 'experiments';
  readonly failure: TrackingFailure;
}

export interface MissingKey {
  /** As written in the filter language: `params.purpose`. */
  readonly column: string;
  readonly runCount: number;
  /** The filter that takes them in. */
  readonly including: string;
  /** `!=`, `NOT IN` and the like: that such runs are left out surprises. */
  readonly isNegative: boolean;
}

export interface UnknownKey {
  readonly column: string;
  readonly span: Span;
  /** An existing one that is written nearly so. */
  readonly nearest: string | undefined;
}

export interface ComputingReport {
  readonly doneRuns: number;
  readonly totalRuns: number;
  /** Set where so many points would have to be read that the person is asked first. */
  readonly askPoints: number | undefined;
  /** Runs whose histories could not be read; neither done nor under way. */
  readonly failedRuns: number;
  /** Why. With no failed runs: the server cannot be reached and nothing more is asked until `retry`. */
  readonly failure: TrackingFailure | undefined;
}

export interface MetricOfSet {
  readonly key: string;
  readonly runCount: number;
  /** True where every run logged its last point at step 0: a single value each, not a curve. */
  readonly isSingleStep: boolean;
  /** Keys that were declared the same; their curves belong into one chart. */
  readonly sameAs?: readonly string[] | undefined;
  /** Of those the one that a run logged it under, where that is not `key`. */
  readonly ownKeys?: ReadonlyMap<RunId, string> | undefined;
}

export interface RowsRequest {
  readonly viewId: string;
  readonly start: number;
  readonly end: number;
  readonly columns: readonly RunColumn[];
  /** These rows and columns are what the person looks at: their statistics are computed, and first. */
  readonly isOnScreen?: boolean | undefined;
}

export interface RowsWindow {
  readonly version: number;
  readonly start: number;
  readonly rows: readonly RunRow[];
  /** Above the rows: the baseline where it is none of them, then the added runs that could be read. */
  readonly top: readonly RunRow[];
  /** One for each asked column: of the numbers of all matched runs; undefined where there is none. */
  readonly summaries: readonly (ColumnSummary | undefined)[];
}

/** Of the finite numbers in a column. */
export interface ColumnSummary {
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

export interface RunRow {
  /** Place in the current order, from 0; -1 above the rows. */
  readonly rank: number;
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly status: RunStatus;
  /** It counts as running, and has logged nothing since, for long. */
  readonly silentSinceMs?: number | undefined;
  /** It was deleted at the server since it is shown. */
  readonly isGone?: boolean | undefined;
  /** Where runs stand below their parents. */
  readonly branch?: BranchOfRow | undefined;
  readonly startMs: number | undefined;
  readonly durationMs: number | undefined;
  readonly user: string | undefined;
  readonly colorTag: string | undefined;
  readonly isCompared: boolean;
  /** The rule of the compare set, or a whole group in it, takes the run, but for exceptions of single runs. */
  readonly isRuled: boolean;
  /** Below a group's row. */
  readonly isInGroup?: boolean | undefined;
  /** One for each asked column. */
  readonly cells: readonly RunCell[];
  /** Steps that the values of statistics come from, one for each asked column; left out where none is a statistic. */
  readonly steps?: readonly (number | undefined)[] | undefined;
  /** What the baseline has there, one for each asked column; left out where there is no baseline. */
  readonly against?: readonly (AgainstCell | AgainstGap | undefined)[] | undefined;
  /** Of the members of a family, one for each asked column; left out where none is a family. */
  readonly families?: readonly (FamilyStatistic | undefined)[] | undefined;
}

/** A row of a tree: what stands below it. */
export interface BranchOfRow {
  /** How many ancestors it has above it. */
  readonly depth: number;
  /** It does not pass the filter: it is there for its descendants, and counts nowhere. */
  readonly isContext: boolean;
  /** Children that pass, or have descendants that do. */
  readonly childCount: number;
  readonly descendantCount: number;
  /** Descendants in the compare set. */
  readonly comparedBelowCount: number;
  readonly isOpen: boolean;
  /** Nobody knows whether all its children are loaded. */
  readonly mayHaveMore: boolean;
  readonly children: ChildrenState;
}

/** Undefined where the run did not log the key; null where the statistic is not computed yet. */
export type RunCell = number | string | undefined | null;

export interface SparklinesRequest {
  readonly viewId: string;
  readonly key: string;
  /** All keys that count as this one, itself included: a run has the first of them that it logged. */
  readonly sameKeys?: readonly string[] | undefined;
  /** Of rows on screen; those after the 60th are left out. */
  readonly ids: readonly RunId[];
  /** The box that a curve fills, in the units of its path. */
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Sparklines {
  /**
   * An SVG path for each asked run, in their order, from its own first step to its last over the width and over the
   * whole height; empty where nothing can be drawn. Made here, so that the main thread only hands it on.
   */
  readonly paths: readonly string[];
  /** `exact`: made of all points; `sampled`: of a few, spikes between them do not show. */
  readonly states: readonly SeriesState[];
}

export interface ValuesRequest {
  readonly viewId: string;
  readonly kind: 'param' | 'tag' | 'attribute';
  /** Of an attribute: `name`, `status` or `user`; others have no values worth listing. */
  readonly key: string;
}

export interface ValueCounts {
  /** Most frequent first, then by text. */
  readonly values: readonly { readonly text: string; readonly runCount: number }[];
  /** Different texts, those left out included. */
  readonly distinctCount: number;
}

export interface ExportRequest {
  readonly viewId: string;
  readonly format: ExportFormat;
  readonly columns: readonly ExportColumn[];
  /** The first so many rows; undefined: all. */
  readonly maxRows: number | undefined;
  /** These runs alone, as far as they are among the rows. */
  readonly only?: readonly RunId[] | undefined;
  /** Of the times as they are shown. */
  readonly locale: string;
}

export interface ExportColumn extends TableColumn {
  readonly content: RunColumn | { readonly kind: 'id' } | { readonly kind: 'experiment' };
  /** What is written in place of a code, such as a status or the id of an experiment. */
  readonly words?: ReadonlyMap<string, string> | undefined;
}

export interface ExportReply {
  readonly blob: Blob;
  readonly rowCount: number;
  /** Cells left empty because their statistic is not computed yet. */
  readonly uncomputedCount: number;
}

export interface ExportProgress {
  readonly rows: number;
  readonly total: number;
}

/** A run of the tree with the runs below it that pass: what a click on its box is about. */
export type BranchReply = Branch;

export interface RankRequest {
  readonly viewId: string;
  readonly id: RunId;
}

/** The runs before and after one as the table has them. */
export interface NeighboursReply {
  /** From 0. */
  readonly place: number;
  readonly count: number;
  readonly previous: Neighbour | undefined;
  readonly next: Neighbour | undefined;
}

export interface Neighbour {
  readonly id: RunId;
  readonly name: string;
}

export interface SilenceReply {
  /** Undefined: it logs, or has ended. */
  readonly silentSinceMs: number | undefined;
  /** Until now, or until its last point where it is silent. */
  readonly durationMs: number | undefined;
}

export interface TextsRequest {
  readonly viewId: string;
  /** Those that are not loaded have none. */
  readonly ids: readonly RunId[];
  /** Text of the column. */
  readonly column: string;
}

export interface LegendRequest {
  readonly viewId: string;
  readonly ids: readonly RunId[];
  /** See `parseLegend`; empty: none. */
  readonly template: string;
  /** Texts of columns; undefined: the params that differ between these runs. */
  readonly fields: readonly string[] | undefined;
}

export interface LegendReply {
  readonly isTemplateWrong: boolean;
  /** One for each id; undefined: the run is not loaded. A label is undefined where the template says nothing. */
  readonly texts: readonly ({ readonly label: string | undefined; readonly details: string } | undefined)[];
}

export interface KeyCatalogue {
  readonly version: number;
  readonly metrics: readonly KeyInfo[];
  readonly params: readonly KeyInfo[];
  readonly tags: readonly KeyInfo[];
}

/** Of the loaded runs. */
export type KeyInfo = KeySummary;
