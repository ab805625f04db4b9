import type { PackedLines, PackedMarks } from '../base/packed-lines.ts';
import type { ComparedRun, CompareSet } from '../domain/compare-set.ts';
import type { Experiment, ExperimentId, Lifecycle } from '../domain/experiment.ts';
import type { Run, RunId, RunStatus } from '../domain/run.ts';
import type { RunColumn, RunSort } from '../domain/run-sort.ts';
import type { SeriesState } from '../domain/series.ts';
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
  'runs.catalogue': { request: { readonly viewId: string }; reply: KeyCatalogue; progress: never };
  /** Reads on after a failure, or stops reading at what is loaded. */
  'runs.control': {
    request: { readonly viewId: string; readonly action: 'retry' | 'stop' | 'resume' | 'reload' };
    reply: void;
    progress: never;
  };

  'run.get': { request: { readonly id: RunId }; reply: Run; progress: never };
  'runs.find': { request: { readonly name: string }; reply: readonly Run[]; progress: never };
  'run.set-tag': {
    request: { readonly id: RunId; readonly key: string; readonly value: string };
    reply: void;
    progress: never;
  };

  'chart.watch': { request: ChartQuery; reply: void; progress: ChartPicture };
  /** Reads failed histories of the metric again. */
  'chart.retry': {
    request: { readonly key: string; readonly runIds: readonly RunId[] };
    reply: void;
    progress: never;
  };
  /** Rows of "Show as table", from the same stored series that the picture is made of. */
  'chart.points': { request: PointsRequest; reply: PointsWindow; progress: never };
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
  readonly sort: RunSort;
  readonly set: CompareSet;
}

export interface RunsSnapshot {
  /** Grows with every change of rows or order; rows read under another version are out of date. */
  readonly version: number;
  readonly loaded: number;
  readonly state: 'loading' | 'complete' | 'stopped' | 'failed';
  readonly failure: TrackingFailure | undefined;
  /** True while rows that are not loaded may belong before the shown ones in this sort. */
  readonly isProvisional: boolean;
  readonly readAtMs: number;
  /** Changes when a new key appeared or a key began to vary. */
  readonly catalogueVersion: number;
  readonly compared: readonly ComparedRun[];
  /** Ids of the set that are not among the loaded rows and could not be read. */
  readonly missing: readonly RunId[];
  /** Metric keys logged by at least one compared run, in name order, with the number of runs. */
  readonly comparedMetrics: readonly MetricOfSet[];
}

export interface MetricOfSet {
  readonly key: string;
  readonly runCount: number;
  /** True where every run logged its last point at step 0: a single value each, not a curve. */
  readonly isSingleStep: boolean;
}

export interface RowsRequest {
  readonly viewId: string;
  readonly start: number;
  readonly end: number;
  readonly columns: readonly RunColumn[];
}

export interface RowsWindow {
  readonly version: number;
  readonly start: number;
  readonly rows: readonly RunRow[];
}

export interface RunRow {
  /** Place in the current order, from 0. */
  readonly rank: number;
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly status: RunStatus;
  readonly startMs: number | undefined;
  readonly durationMs: number | undefined;
  readonly user: string | undefined;
  readonly colorTag: string | undefined;
  readonly isCompared: boolean;
  /** One for each asked column; undefined where the run did not log the key. */
  readonly cells: readonly (number | string | undefined)[];
}

export interface KeyCatalogue {
  readonly version: number;
  readonly metrics: readonly KeyInfo[];
  readonly params: readonly KeyInfo[];
  readonly tags: readonly KeyInfo[];
}

export interface KeyInfo {
  readonly key: string;
  /** Loaded runs that have it. */
  readonly runCount: number;
  /** Different values, counted up to 50. */
  readonly distinctCount: number;
  /** Not one and the same value in every loaded run (a run without the key differs). */
  readonly isVarying: boolean;
}

// --- charts -------------------------------------------------------------------------------------------------------

export interface ChartQuery {
  readonly key: string;
  readonly runs: readonly ChartRun[];
  /** Plot width in device pixels: the number of pixel columns that the picture is made for. */
  readonly widthPx: number;
  readonly xKind: 'linear' | 'log';
  /** `log`: values ≤ 0 have no place; they are counted, and the extent is that of the others. */
  readonly yKind: 'linear' | 'log';
  /** Steps at the left and right edge; undefined: all. */
  readonly xWindow: { readonly min: number; readonly max: number } | undefined;
}

export interface ChartRun {
  readonly id: RunId;
  /** A running run's history grows; an ended one's is never read twice. */
  readonly isRunning: boolean;
}

export interface ChartPicture {
  /** One line for each run of the query, in its order; empty lines included. Buffers belong to the receiver. */
  readonly lines: PackedLines;
  readonly marks: PackedMarks;
  readonly series: readonly PictureSeries[];
  /** Smallest and largest step of the stored points; undefined where there is none. */
  readonly xExtent: { readonly min: number; readonly max: number } | undefined;
  /** Smallest and largest finite value of the stored points inside the window. */
  readonly yExtent: { readonly min: number; readonly max: number } | undefined;
  /** The window that the picture was made for. */
  readonly xWindow: { readonly min: number; readonly max: number } | undefined;
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
  /** Points that a log axis (of either direction) has no place for. */
  readonly offAxisCount: number;
  readonly failure: TrackingFailure | undefined;
}

export interface PointsRequest {
  readonly key: string;
  readonly runIds: readonly RunId[];
  readonly start: number;
  readonly end: number;
}

/** A window over the points of all asked runs, one run after the other. */
export interface PointsWindow {
  readonly total: number;
  readonly start: number;
  readonly points: readonly LoggedPoint[];
}

export interface LoggedPoint {
  readonly runId: RunId;
  readonly step: number;
  readonly timestampMs: number;
  readonly value: number;
}
