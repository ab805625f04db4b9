import type { ArtifactEntry, ArtifactRoot } from '../domain/artifacts/artifact.ts';
import type { ExperimentChange } from '../domain/runs/experiment-change.ts';
import type { Experiment, ExperimentId, Lifecycle } from '../domain/runs/experiment.ts';
import type { RunChange } from '../domain/runs/run-change.ts';
import type { ModelOfRun, ModelToRegister, RunDetails, VersionName } from '../domain/runs/run-details.ts';
import type { Run, RunId } from '../domain/runs/run.ts';
import type { Series } from '../domain/series/series.ts';
import type { RegistrySource } from './registry-source.ts';
import type { RunSort } from '../domain/runs/run-sort.ts';

/**
 * Where runs come from: a tracking server or a local file. Written in domain words and sized by what pages need.
 * Every method rejects with `TrackingError` only, and stops early when its signal aborts (kind `aborted`).
 * What a source cannot do is a value in `capabilities`, never a surprise.
 */
export interface TrackingSource {
  describe(signal: AbortSignal): Promise<SourceInfo>;

  /** One page of experiments, newest first. */
  searchExperiments(request: ExperimentsRequest, signal: AbortSignal): Promise<ExperimentsPage>;
  /** Works for deleted ones too; `not-found` where there is none. */
  getExperiment(id: ExperimentId, signal: AbortSignal): Promise<Experiment>;
  /** Whether the experiment holds traces; asked only when it holds no run. */
  hasTraces(id: ExperimentId, signal: AbortSignal): Promise<boolean>;

  /** Makes an active experiment of that name; `conflict` where one has it, deleted ones included. */
  createExperiment(name: string, signal: AbortSignal): Promise<ExperimentId>;
  /**
   * Makes one change, asked of the source once. Rejects with `unsupported` where `capabilities.writes` is `none`, with
   * `conflict` where a new name is taken, with `rejected` where a deleted experiment is to be anything but restored.
   */
  changeExperiment(change: ExperimentChange, signal: AbortSignal): Promise<void>;

  /** One page of runs with all their latest metrics, params and tags. */
  searchRuns(request: RunsRequest, signal: AbortSignal): Promise<RunsPage>;
  /**
   * The token that most likely follows a full page, so that the page behind it can be asked for before it comes. It is
   * a guess, to be checked against that token; undefined, or no such method, where nothing is known of tokens.
   */
  readonly guessRunsToken?: ((token: string | undefined, pageSize: number) => string | undefined) | undefined;
  /** Works for deleted ones too; `not-found` where there is none. */
  getRun(id: RunId, signal: AbortSignal): Promise<Run>;
  /** Active runs whose name is exactly `name`, over all experiments, newest first, at most `limit`. */
  findRunsByName(name: string, limit: number, signal: AbortSignal): Promise<readonly Run[]>;
  /** Runs that go on or ended lately, over many experiments at once. */
  searchActivity(request: ActivityRequest, signal: AbortSignal): Promise<FoundRuns>;
  /**
   * Runs whose id begins with the text or whose name holds it (ignoring the case of A-Z at least), over all experiments,
   * deleted runs and those of deleted experiments too; newest first.
   */
  lookUpRuns(request: LookUpRequest, signal: AbortSignal): Promise<FoundRuns>;
  /** When the run of each experiment that started last was at work last; undefined: no active run. */
  readLastActivity(
    ids: readonly ExperimentId[],
    signal: AbortSignal,
  ): Promise<readonly (number | undefined)[]>;

  /**
   * The cheapest answer that shows every asked run: complete where it is short, else a sample.
   * Runs without the metric come back with an empty, complete series. The order is that of `runIds`.
   */
  sampleHistories(request: HistorySampleRequest, signal: AbortSignal): Promise<readonly HistorySample[]>;
  /** One page of a whole history, in the source's own order (MLflow: timestamp, step, value). */
  readHistoryPage(request: HistoryPageRequest, signal: AbortSignal): Promise<HistoryPage>;

  /** What only a run's own page shows of it. */
  readRunDetails(run: Pick<Run, 'id' | 'experimentId' | 'tags'>, signal: AbortSignal): Promise<RunDetails>;

  /**
   * Models that these runs logged as entities of their own (MLflow 3), the newest first; none where the source knows
   * no such thing. At a server in one request, and one more for every further 1,000 models, 5 in all.
   */
  listLoggedModels(
    runs: readonly Pick<Run, 'id' | 'experimentId'>[],
    signal: AbortSignal,
  ): Promise<FoundModels>;

  /** The registry; its code comes when it is asked for. Rejects where that cannot be loaded. */
  openRegistry(): Promise<RegistrySource>;
  /** Runs of these ids, over all experiments, deleted ones too, in any order; those that are not there are left out. */
  readRuns(ids: readonly RunId[], signal: AbortSignal): Promise<readonly Run[]>;

  /** Names of all registered models, in name order. */
  listModelNames(signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Makes a version of a registered model from what a run logged, asked of the source once; the model is made where it
   * is not there. Rejects with `unsupported` where `capabilities.writes` is not `server`.
   */
  registerModel(request: ModelToRegister, signal: AbortSignal): Promise<{ readonly version: string }>;

  /**
   * Takes a version of a registered model away, asked of the source once; the model stays, and the number is not given
   * again (3.17.2 and 2.22.4). Rejects with `unsupported` where `capabilities.writes` is not `server`.
   */
  deleteModelVersion(name: VersionName, signal: AbortSignal): Promise<void>;

  /** Every version of every registered model that a run made, with its aliases. */
  listModelVersions(signal: AbortSignal): Promise<readonly ModelVersion[]>;

  /** Those of them that these runs made. */
  listVersionsOfRuns(runIds: readonly RunId[], signal: AbortSignal): Promise<readonly ModelVersion[]>;

  /**
   * Makes one change, asked of the source once and never again by itself. Rejects with `unsupported` where
   * `capabilities.writes` is `none`, with `rejected` where the run is deleted and the change is not about that.
   */
  changeRun(change: RunChange, signal: AbortSignal): Promise<void>;

  /**
   * What lies in one folder, folders first; a folder that is not there is empty. Rejects with `unsupported`, the place
   * of the files as its subject, where `capabilities.readsArtifacts` is false.
   */
  listArtifacts(request: ArtifactsRequest, signal: AbortSignal): Promise<ArtifactsPage>;
  /**
   * Hands out one file, or a range of it, in parts as they come; `onPart` may keep them. A range behind the end is
   * empty. Rejects with `not-found` where there is no such file; where the answer stops half way, after parts were
   * handed out, with `bad-response` and the cause `truncated`.
   */
  readArtifact(
    request: ArtifactRequest,
    onPart: (bytes: Uint8Array<ArrayBuffer>) => void,
    signal: AbortSignal,
  ): Promise<ArtifactAnswer>;

  /** Releases what the source holds (a database). Nothing may be asked afterwards. */
  close(): void;
}

export interface SourceInfo {
  readonly kind: 'mlflow' | 'sqlite';
  /** Shown in the shell: a host name, a file name. */
  readonly label: string;
  /** `3.17.2`; undefined where unknown (a local file). */
  readonly version: string | undefined;
  readonly capabilities: SourceCapabilities;
  /** Undefined: the source has none, everything is in one place. */
  readonly workspaces?: WorkspacesInfo | undefined;
}

/** Parts of a server that know nothing of each other (MLflow 3.10). */
export interface WorkspacesInfo {
  /** The one that everything is read from. */
  readonly current: string;
  /** Those that the person may enter. */
  readonly all: readonly { readonly name: string; readonly description: string | undefined }[];
}

export interface SourceCapabilities {
  /** `server`: kept by the server; `memory`: changes a copy in this tab only; `none`: refused. */
  readonly writes: 'server' | 'memory' | 'none';
  /** Tags of experiments can be taken away, not only set (MLflow 3.2). */
  readonly deletesExperimentTags: boolean;
  /** Characters that the value of a tag of an experiment may have. */
  readonly maxExperimentTagLength: number;
  /** Files of runs can be listed and read. */
  readonly readsArtifacts: boolean;
  /** `mlflow`: runs can be filtered in MLflow's grammar; `none`: every run is read and filtered here. */
  readonly filters: 'mlflow' | 'none';
  /** Histories can be read page by page; otherwise one page holds the whole history. */
  readonly pagedHistories: boolean;
  /** Several runs with different step grids may share one sample request. */
  readonly bulkSamples: boolean;
  /** Largest `maxPointsPerRun` of a sample request. */
  readonly maxSamplePoints: number;
  /** Points per page of `readHistoryPage`. */
  readonly historyPageSize: number;
}

export interface ModelVersion {
  readonly runId: RunId;
  /** Name of the registered model. */
  readonly model: string;
  readonly version: string;
  readonly aliases: readonly string[];
}

export interface FoundModels {
  readonly models: readonly ModelOfRun[];
  /** There are older ones that did not come. */
  readonly hasMore: boolean;
}

export interface ArtifactsRequest {
  readonly root: ArtifactRoot;
  /** Of the folder; empty: the root. */
  readonly path: string;
  readonly pageToken: string | undefined;
}

export interface ArtifactsPage {
  readonly entries: readonly ArtifactEntry[];
  /** Where the files lie, as the server names it: `s3://…`, `mlflow-artifacts:/…`, a folder of some machine. */
  readonly rootUri: string | undefined;
  readonly nextPageToken: string | undefined;
  /**
   * The address of a file is this text and `encodePath` of its path behind it; a browser may load it by itself, by
   * ranges too. Undefined: bytes come through the source only.
   */
  readonly addressStart: string | undefined;
}

/** Bytes from `start` up to, and without, `end`; 0 ≤ start < end. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface ArtifactRequest {
  readonly root: ArtifactRoot;
  readonly path: string;
  /** Undefined: the whole file. */
  readonly range: ByteRange | undefined;
  /** As listed, where the file does not grow: ranges of a large one may come another way than those of a small one. */
  readonly sizeBytes?: number | undefined;
  readonly priority: RequestPriority;
}

/**
 * No ETag or date: before a remote store MLflow 3.17.2 fetches the file for every request anew, and these are those of
 * the copy.
 */
export interface ArtifactAnswer {
  /** Of the whole file; undefined where the answer does not tell. */
  readonly totalBytes: number | undefined;
}

/** `priority` of a request: what is on screen goes before what is read ahead. */
export type RequestPriority = 'visible' | 'background';

export interface ExperimentsRequest {
  readonly lifecycle: Lifecycle;
  readonly pageSize: number;
  readonly pageToken: string | undefined;
}

export interface ExperimentsPage {
  readonly experiments: readonly Experiment[];
  readonly nextPageToken: string | undefined;
}

export interface RunsRequest {
  readonly experimentIds: readonly ExperimentId[];
  readonly lifecycle: Lifecycle;
  /** In MLflow's own grammar; only where `capabilities.filters` is `mlflow`. Undefined: all runs. */
  readonly filter: string | undefined;
  /** Sorted by the source where it can; see `canSourceSort` in `domain/runs/run-sort.ts`. Undefined: newest first. */
  readonly sort: RunSort | undefined;
  readonly pageSize: number;
  readonly pageToken: string | undefined;
  readonly priority: RequestPriority;
}

export interface RunsPage {
  readonly runs: readonly Run[];
  readonly nextPageToken: string | undefined;
  /** Size of the answer, for choosing the next page size. */
  readonly sizeBytes: number;
}

export interface ActivityRequest {
  readonly experimentIds: readonly ExperimentId[];
  /** `running`: newest first. `ended`: those that failed first, then the others, each by their end, newest first. */
  readonly kind: 'running' | 'ended';
  /** Of `ended`: how long ago at most. */
  readonly sinceMs: number;
  /** Fewer come where runs are large. */
  readonly limit: number;
}

export interface LookUpRequest {
  readonly text: string;
  readonly limit: number;
}

export interface FoundRuns {
  readonly runs: readonly Run[];
  /** More match than came. */
  readonly hasMore: boolean;
  /**
   * The text is a whole run id, and why no such run came. A server with sign-in says `forbidden` of runs that do not
   * exist, too (3.17.2).
   */
  readonly idProblem?: 'not-found' | 'forbidden' | undefined;
}

/** Steps, both inclusive. */
export interface StepRange {
  readonly start: number;
  readonly end: number;
}

export interface HistorySampleRequest {
  readonly runIds: readonly RunId[];
  readonly key: string;
  readonly maxPointsPerRun: number;
  /** Undefined: all, negative ones included. */
  readonly stepRange: StepRange | undefined;
  readonly priority: RequestPriority;
}

export interface HistorySample {
  readonly runId: RunId;
  /** Ordered by (step, timestamp, value). */
  readonly series: Series;
  /** True when `series` is all that was logged (within `stepRange`), proved by the source's rules. */
  readonly isComplete: boolean;
}

export interface HistoryPageRequest {
  readonly runId: RunId;
  readonly key: string;
  readonly pageToken: string | undefined;
  readonly priority: RequestPriority;
}

export interface HistoryPage {
  /** In the source's own order; columns of equal length. */
  readonly series: Series;
  readonly nextPageToken: string | undefined;
  readonly sizeBytes: number;
}
