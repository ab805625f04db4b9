import type { DescribedMarks, PackedBands, PackedLines, ReadLines } from '../base/packed-lines.ts';
import type { BandRule } from '../domain/band.ts';
import type { ManualRange } from '../domain/axis-range.ts';
import type { ClipRule } from '../domain/clip-range.ts';
import type { ComparedRun, CompareSet } from '../domain/compare-set.ts';
import type { ExpressionProblem, Span } from '../domain/expression/ast.ts';
import type { Experiment, ExperimentId, Lifecycle } from '../domain/experiment.ts';
import type { ExportFormat, TableColumn } from '../domain/export-table.ts';
import type { KeyOutline } from '../domain/key-outline.ts';
import type { SameKeys } from '../domain/merge-keys.ts';
import type { Direction } from '../domain/metric-statistic.ts';
import type { Run, RunId, RunStatus } from '../domain/run.ts';
import type { KeySummary } from '../domain/key-catalogue.ts';
import type { LineRecipe } from '../domain/shape-line.ts';
import type { RunColumn, RunSort } from '../domain/run-sort.ts';
import type { XAxis } from '../domain/series-axis.ts';
import type { SeriesState } from '../domain/series.ts';
import type { SmoothingRule } from '../domain/smoothing.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import type { SourceInfo } from '../tracking/source.ts';

/**
 * Everything that the main thread can ask of the data worker, as one map from message name to request and answers.
 * A name that ends in `.watch` lives until its signal aborts: it answers with progress, whenever something changed.
 */
export interface DataProtocol {
  /** Opens a source in place of the one before; every other call waits for it. */
  'source.open': { request: SourceSpec; reply: SourceInfo; progress: never };

  'experiments.search': {
    request: { readonly lifecycle: Lifecycle };
    reply: readonly Experiment[];
    /** What has been read so far. */
    progress: readonly Experiment[];
  };
  'experiments.get': { request: { readonly id: ExperimentId }; reply: Experiment; progress: never };
  'experiments.has-traces': { request: { readonly id: ExperimentId }; reply: boolean; progress: never };

  'runs.watch': { request: RunsQuery; reply: void; progress: RunsSnapshot };
  'runs.rows': { request: RowsRequest; reply: RowsWindow; progress: never };
  /** Values of a param, tag or attribute with the number of loaded runs that have them: the 50 most frequent ones. */
  'runs.values': { request: ValuesRequest; reply: ValueCounts; progress: never };
  /** What lines of runs are called, and what tooltips tell of them. */
  'runs.legend': { request: LegendRequest; reply: LegendReply; progress: never };
  /** Small curves of one metric, of at most 60 runs, from a few hundred points of each. */
  'runs.sparklines': { request: SparklinesRequest; reply: Sparklines; progress: never };
  'runs.catalogue': { request: { readonly viewId: string }; reply: KeyCatalogue; progress: never };
  /**
   * Reads on after a failure, or stops reading at what is loaded. `compute`: statistics that were asked about are read,
   * and those that failed once more. `names`: what the filter asks for and could not be read is read once more.
   */
  'runs.control': {
    request: {
      readonly viewId: string;
      readonly action: 'retry' | 'stop' | 'resume' | 'reload' | 'compute' | 'names';
    };
    reply: void;
    progress: never;
  };
  /** All rows of a view in its order, as the text of a table; rows that come or go meanwhile make no difference. */
  'runs.export': { request: ExportRequest; reply: ExportReply; progress: ExportProgress };

  /** Forgets the rows that are kept in the browser from visit to visit. */
  'cache.clear': { request: undefined; reply: void; progress: never };

  'run.get': { request: { readonly id: RunId }; reply: Run; progress: never };
  'runs.find': { request: { readonly name: string }; reply: readonly Run[]; progress: never };
  'run.set-tag': {
    request: { readonly id: RunId; readonly key: string; readonly value: string };
    reply: void;
    progress: never;
  };

  /** Families among metric keys, and the keys in the order of their cards: too long for the main thread. */
  'charts.outline': { request: { readonly keys: readonly string[] }; reply: KeyOutline; progress: never };
  'chart.watch': { request: ChartQuery; reply: void; progress: ChartPicture };
  /** Reads failed histories of the metric again. */
  'chart.retry': {
    request: { readonly key: string; readonly runs: readonly SeriesRun[] };
    reply: void;
    progress: never;
  };
  /** Rows of "Show as table", from the same stored series that the picture is made of. */
  'chart.points': { request: PointsRequest; reply: PointsWindow; progress: never };
  /** Where a step is among those rows; undefined: nowhere. */
  'chart.find-point': { request: PointRowRequest; reply: number | undefined; progress: never };
  /** All points of a card's runs as CSV. */
  'chart.export': { request: PointsExportRequest; reply: PointsExportReply; progress: PointsExportProgress };
}

export type MessageName = keyof DataProtocol;
export type RequestOf<Name extends MessageName> = DataProtocol[Name]['request'];
export type ReplyOf<Name extends MessageName> = DataProtocol[Name]['reply'];
export type ProgressOf<Name extends MessageName> = DataProtocol[Name]['progress'];

/** What to open. Paths are absolute addresses by the time they are posted. */
export type SourceSpec =
  /** `label`: what the server is called where `baseUrl` is a proxy's address; else its host and port. */
  | { readonly kind: 'mlflow'; readonly baseUrl: string; readonly label?: string }
  /** A gzipped or plain `mlflow.db` at an address: the embedded demo. */
  | { readonly kind: 'sqlite-url'; readonly url: string; readonly label: string }
  /** A database that the person chose from disk. */
  | { readonly kind: 'sqlite-file'; readonly file: File };

// --- runs ---------------------------------------------------------------------------------------------------------

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
  /** Of the matched runs; `silent`, counted under `RUNNING` too: no metric logged for 30 minutes. */
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
  /** Changes when a new key appeared or a key began to vary. */
  readonly catalogueVersion: number;
  readonly compared: readonly ComparedRun[];
  /** Ids of the set that are not among the loaded rows and could not be read. */
  readonly missing: readonly RunId[];
  /** Metric keys logged by at least one compared run, in name order, with the number of runs. */
  readonly comparedMetrics: readonly MetricOfSet[];
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
  /** Place in the current order, from 0. */
  readonly rank: number;
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly status: RunStatus;
  /** It runs, and has logged nothing for long. */
  readonly isSilent?: boolean | undefined;
  readonly startMs: number | undefined;
  readonly durationMs: number | undefined;
  readonly user: string | undefined;
  readonly colorTag: string | undefined;
  readonly isCompared: boolean;
  /** One for each asked column. */
  readonly cells: readonly RunCell[];
  /** Steps that the values of statistics come from, one for each asked column; left out where none is a statistic. */
  readonly steps?: readonly (number | undefined)[] | undefined;
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

// --- charts -------------------------------------------------------------------------------------------------------

export interface ChartQuery {
  readonly key: string;
  readonly runs: readonly ChartRun[];
  /** What becomes of the logged points before they are drawn. */
  readonly recipe: LineRecipe;
  /** All points are read whatever that costs: somebody asked for them. */
  readonly isExactWanted?: boolean | undefined;
  /** Plot width in device pixels: the number of pixel columns that the picture is made for. */
  readonly widthPx: number;
  readonly xKind: 'linear' | 'log';
  /** `log`: values ≤ 0 have no place; they are counted, and the extent is that of the others. */
  readonly yKind: 'linear' | 'log';
  /** x at the left and right edge, in the units of the axis; undefined: all. */
  readonly xWindow: { readonly min: number; readonly max: number } | undefined;
  /** Typed ends of the x axis; they hold where no window does. */
  readonly xRange?: ManualRange | undefined;
  /** Typed ends of the y axis. */
  readonly yRange?: ManualRange | undefined;
  /** Outliers that the y axis leaves out. */
  readonly clipping?: ClipRule | undefined;
  /** Lines that become one each, with a band; undefined: every run is a line. */
  readonly groups?: ChartGroups | undefined;
}

export interface ChartGroups {
  /** For each group its runs, and of each run its lines: places in the query's list. */
  readonly runs: readonly (readonly (readonly number[])[])[];
  readonly rule: BandRule;
  /** Members as faint lines behind. */
  readonly hasMembers: boolean;
}

/** Of each point of packed lines what the band around it is. */
export interface BandReadings {
  readonly lows: Float64Array<ArrayBuffer>;
  readonly highs: Float64Array<ArrayBuffer>;
  /** Members that have a value there. */
  readonly counts: Uint32Array<ArrayBuffer>;
}

export interface PictureBands extends PackedBands {
  readonly readings: BandReadings;
  readonly rule: BandRule;
  /** Members that no band can hold: their x falls somewhere. */
  readonly leftOutCount: number;
}

/** Whose history is meant. */
export interface SeriesRun {
  readonly id: RunId;
  /** The key that the run logged the metric under; undefined: the asked one. */
  readonly key?: string | undefined;
}

export interface ChartRun extends SeriesRun {
  /** A running run's history grows; an ended one's is never read twice. */
  readonly isRunning: boolean;
  /** Where relative time begins; undefined: at its first point. */
  readonly startMs?: number | undefined;
}

export interface ChartPicture {
  /** One line for each run of the query (or each group), in its order; empty lines included. Buffers belong to the receiver. */
  readonly lines: ReadLines;
  readonly marks: DescribedMarks;
  /** Lines that stand behind those: what was logged where they are smoothed, and what later attempts did again. */
  readonly faint: FaintLines;
  /** One for each line, where the lines stand for groups; undefined: they stand for runs. */
  readonly bands?: PictureBands | undefined;
  readonly series: readonly PictureSeries[];
  /** The rest of the points is not read unasked: it costs more than the budget of a card. */
  readonly exactCost?: CostOfExact | undefined;
  /** Zoomed in, all points of the shown part are there, be the rest a sample. */
  readonly isShownPartWhole?: boolean | undefined;
  /** Smallest and largest x of the stored points; undefined where there is none. */
  readonly xExtent: { readonly min: number; readonly max: number } | undefined;
  /** Smallest and largest finite value of the stored points inside the window. */
  readonly yExtent: { readonly min: number; readonly max: number } | undefined;
  /** The window that the picture was made for, of a zoom or of typed ends; undefined: all. */
  readonly xWindow: { readonly min: number; readonly max: number } | undefined;
  /** What x means in it: another one than was asked for where the metric goes by time only. */
  readonly axis: XAxis;
  readonly smoothing: SmoothingRule | undefined;
  /** Ends of the y axis where they were typed or outliers are left out; undefined: as the values are. */
  readonly yRange: ChosenRange | undefined;
}

/** An axis that need not show every value. Counts are of logged points inside the window. */
export interface ChosenRange {
  readonly min: number;
  readonly max: number;
  readonly aboveCount: number;
  readonly belowCount: number;
}

/** What is still to be read until a picture is exact: an estimate, by what was measured on this connection. */
export interface CostOfExact {
  readonly points: number;
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
}

export interface FaintLines extends PackedLines {
  /** For each line the line of the run that it belongs to. */
  readonly owners: Uint32Array<ArrayBuffer>;
}

export interface PictureSeries {
  readonly runId: RunId;
  readonly state: SeriesState;
  /** Logged points that the line is made from (all stored ones, not only those in the window). */
  readonly pointsRead: number;
  /** Logged points that exist; undefined until counted. */
  readonly pointsTotal: number | undefined;
  readonly lastStep: number | undefined;
  readonly nonFiniteCount: number;
  /** Where it first was NaN or infinite; undefined: nowhere. */
  readonly firstNonFiniteStep: number | undefined;
  /** Points that a log axis (of either direction) has no place for. */
  readonly offAxisCount: number;
  /** How often the run went back to an earlier step. */
  readonly restartCount: number;
  /** Points without a place on the x axis: the x metric came later, or was not finite there. */
  readonly placelessCount: number;
  /** x falls somewhere: the line was reduced in the order in which it was logged, not by M4. */
  readonly isInLoggedOrder: boolean;
  readonly failure: TrackingFailure | undefined;
}

export interface PointsRequest {
  readonly key: string;
  readonly runs: readonly SeriesRun[];
  readonly start: number;
  readonly end: number;
}

export interface PointRowRequest {
  readonly key: string;
  readonly runs: readonly SeriesRun[];
  readonly step: number;
  /** A row of the run to look in, or of the one before. */
  readonly fromRow: number;
  readonly isNext: boolean;
}

/** A window over the points of all asked runs, one run after the other. */
export interface PointsWindow {
  readonly total: number;
  readonly start: number;
  readonly points: readonly LoggedPoint[];
}

export interface LoggedPoint {
  readonly runId: RunId;
  /** As the run logged it. */
  readonly key: string;
  readonly step: number;
  readonly timestampMs: number;
  readonly value: number;
}

export interface PointsExportRequest {
  readonly key: string;
  readonly runs: readonly NamedRun[];
  /** `whole`: what is not read yet is read first. `read`: what is there. */
  readonly extent: 'whole' | 'read';
}

export interface NamedRun extends ChartRun {
  readonly name: string;
}

export interface PointsExportReply {
  readonly blob: Blob;
  readonly pointCount: number;
  /** Runs of which points are missing. */
  readonly sampledRuns: number;
  /** Runs whose history could not be read to its end. */
  readonly failedRuns: number;
}

export interface PointsExportProgress {
  readonly points: number;
  /** Runs whose history is read, or failed. */
  readonly runsDone: number;
  readonly runsTotal: number;
}
