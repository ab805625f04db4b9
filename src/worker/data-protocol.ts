import type { ReadAtReply, ReadAtRequest } from './charts/read-at.ts';
import type {
  AxesReply,
  AxesRequest,
  KeysOfRunsReply,
  KeysOfRunsRequest,
  RunsOfViewReply,
  RunsOfViewRequest,
} from './compare/axes-protocol.ts';
import type { DiffReply, DiffRequest } from './compare/diff-protocol.ts';
import type { MattersReply, MattersRequest } from './compare/matters-protocol.ts';
import type { SignInProtocol } from './sign-in/sign-in-protocol.ts';
import type { RegistryProtocol } from './registry/registry-protocol.ts';
import type { Experiment, ExperimentId, Lifecycle } from '../domain/runs/experiment.ts';
import type { KeyOutline } from '../domain/runs/key-outline.ts';
import type { RunClock } from '../domain/series/run-clock.ts';
import type { ModelToRegister, RunDetails, VersionName } from '../domain/runs/run-details.ts';
import type { Run, RunId } from '../domain/runs/run.ts';
import type { RunStamp } from '../domain/sharing/run-stamp.ts';
import type { XAxis } from '../domain/series/series-axis.ts';
import type { ArtifactsPage, ArtifactsRequest, ModelVersion, SourceInfo } from '../tracking/source.ts';
import type {
  ArtifactReadProgress,
  ArtifactReadReply,
  ArtifactReadRequest,
} from './artifacts/artifact-protocol.ts';
import type {
  ChartQuery,
  ClocksRequest,
  LineNames,
  SeriesRun,
  ChartPicture,
  PointsRequest,
  PointRowRequest,
  PointsWindow,
  PointsExportRequest,
  PointsExportReply,
  PointsExportProgress,
} from './charts/chart-protocol.ts';
import type { Relatives, RelativesRequest } from './runs/run-relatives.ts';
import type { ChangeProgress, RunsChangeReply, RunsChangeRequest } from './runs/change-protocol.ts';
import type {
  ExperimentChangeProgress,
  ExperimentChangeResult,
  ExperimentsChangeRequest,
} from './runs/change-experiments.ts';
import type {
  ActivityQuery,
  ActivityReply,
  LastActivityQuery,
  LastActivityReply,
  LookUpQuery,
  LookUpReply,
  MetricKeysQuery,
} from './runs/finding-protocol.ts';
import type {
  TableWindow,
  GroupsExportRequest,
  GroupsRequest,
  CompareGroupsReply,
  CompareGroupsRequest,
  GroupsReply,
} from './runs/groups-protocol.ts';
import type {
  RunsQuery,
  RunsSnapshot,
  RowsRequest,
  RowsWindow,
  SparklinesRequest,
  Sparklines,
  ValuesRequest,
  ValueCounts,
  ExportRequest,
  ExportReply,
  ExportProgress,
  LegendRequest,
  LegendReply,
  RankRequest,
  NeighboursReply,
  SilenceReply,
  BranchReply,
  TextsRequest,
  KeyCatalogue,
} from './runs/runs-protocol.ts';
import type { ViewChangeReply, ViewChangeRequest } from './views/views-protocol.ts';

/**
 * Everything that the main thread can ask of the data worker, as one map from message name to request and answers.
 * A name that ends in `.watch` lives until its signal aborts: it answers with progress, whenever something changed.
 */
export interface DataProtocol extends RegistryProtocol, SignInProtocol {
  /** Opens a source in place of the one before; every other call waits for it. */
  'source.open': { request: SourceSpec; reply: SourceInfo; progress: never };

  'experiments.search': {
    request: { readonly lifecycle: Lifecycle };
    /** Those of the last page. Each is told once: 10,000 in one message kept the page busy for 50 ms. */
    reply: readonly Experiment[];
    /** Those of a page before. */
    progress: readonly Experiment[];
  };
  'experiments.get': { request: { readonly id: ExperimentId }; reply: Experiment; progress: never };
  'experiments.create': { request: { readonly name: string }; reply: Experiment; progress: never };
  /** Writes to the source, each change once; one result for each, in order. */
  'experiments.change': {
    request: ExperimentsChangeRequest;
    reply: readonly ExperimentChangeResult[];
    progress: ExperimentChangeProgress;
  };
  /** Writes, renames or removes one saved view; never half of one. */
  'experiments.change-views': { request: ViewChangeRequest; reply: ViewChangeReply; progress: never };
  'experiments.has-traces': { request: { readonly id: ExperimentId }; reply: boolean; progress: never };

  /** Runs of many experiments that go on, or ended lately. */
  'runs.activity': { request: ActivityQuery; reply: ActivityReply; progress: never };
  'experiments.last-activity': { request: LastActivityQuery; reply: LastActivityReply; progress: never };
  /** Runs of any experiment by id or part of a name, deleted ones too, and what keeps them out of a view. */
  'runs.look-up': { request: LookUpQuery; reply: LookUpReply; progress: never };
  /** What links must know of these runs to tell later what became of them; as the source has them now, in their order. */
  'runs.stamps': { request: { readonly ids: readonly RunId[] }; reply: readonly RunStamp[]; progress: never };

  /** Keys that hold the text, among those that runs loaded so far have. */
  'runs.metric-keys': { request: MetricKeysQuery; reply: readonly string[]; progress: never };
  'models.versions': { request: undefined; reply: readonly ModelVersion[]; progress: never };

  'runs.watch': { request: RunsQuery; reply: void; progress: RunsSnapshot };
  /** Runs in the order of the view, be they grouped or not. */
  'runs.rows': { request: RowsRequest; reply: RowsWindow; progress: never };
  /** The same of the rows of the table: groups, where the view has them. */
  'runs.table': { request: RowsRequest; reply: TableWindow; progress: never };
  /** Place of a run in the order of the view, from 0; undefined: it is not among the rows. */
  'runs.rank': { request: RankRequest; reply: number | undefined; progress: never };
  /**
   * The runs before and after one in the order of the table: of groups all runs, of a tree the rows that are on screen
   * and those beside it. Undefined: it is not among them.
   */
  'runs.neighbours': { request: RankRequest; reply: NeighboursReply | undefined; progress: never };
  /** A run of a tree with those below it; empty where there is no tree, or the run is not in it. */
  'runs.branch': { request: RankRequest; reply: BranchReply; progress: never };
  /** Values of a param, tag or attribute with the number of loaded runs that have them: the 50 most frequent ones. */
  'runs.values': { request: ValuesRequest; reply: ValueCounts; progress: never };
  /** Values of one column as texts. */
  'runs.texts': { request: TextsRequest; reply: readonly (string | undefined)[]; progress: never };
  /** What lines of runs are called, and what tooltips tell of them. */
  'runs.legend': { request: LegendRequest; reply: LegendReply; progress: never };
  /** Runs of a view that have the same values of some keys. */
  'runs.groups': { request: GroupsRequest; reply: GroupsReply; progress: never };
  /** Whether two groups of runs differ by more than their own noise; undefined: there is no such column. */
  'runs.compare-groups': {
    request: CompareGroupsRequest;
    reply: CompareGroupsReply | undefined;
    progress: never;
  };
  /** What compared runs have and others have not: a window of its lines. */
  /** Columns of the compared runs as arrays, and what these runs differ in: of parallel coordinates, scatter plots, heat maps. */
  'compare.axes': { request: AxesRequest; reply: AxesReply; progress: never };
  'compare.keys': { request: KeysOfRunsRequest; reply: KeysOfRunsReply; progress: never };
  /** Which params go with a metric, and how strongly. */
  'compare.matters': { request: MattersRequest; reply: MattersReply; progress: never };
  /** All rows, be they compared or not. */
  'compare.rows': { request: RunsOfViewRequest; reply: RunsOfViewReply; progress: never };
  'runs.diff': { request: DiffRequest; reply: DiffReply; progress: never };
  /** Small curves of one metric, of at most 60 runs, from a few hundred points of each. */
  'runs.sparklines': { request: SparklinesRequest; reply: Sparklines; progress: never };
  'runs.catalogue': { request: { readonly viewId: string }; reply: KeyCatalogue; progress: never };
  /**
   * Reads on after a failure, or stops reading at what is loaded. `compute`: statistics that were asked about are read,
   * and those that failed once more. `names`: what the filter asks for and could not be read is read once more.
   * `sort-again`: rows that stayed where they stood while their values changed take the places that these give them.
   */
  'runs.control': {
    request: {
      readonly viewId: string;
      readonly action: 'retry' | 'stop' | 'resume' | 'reload' | 'compute' | 'names' | 'sort-again';
    };
    reply: void;
    progress: never;
  };
  /** All rows of a view in its order, as the text of a table; rows that come or go meanwhile make no difference. */
  'runs.export': { request: ExportRequest; reply: ExportReply; progress: ExportProgress };
  /** The same of its groups; a view that has none rejects. */
  'runs.export-groups': { request: GroupsExportRequest; reply: ExportReply; progress: ExportProgress };

  /** Whether anybody sees the page: one that nobody sees does not follow the server. */
  'page.visible': { request: { readonly isVisible: boolean }; reply: void; progress: never };

  /** Forgets the rows that are kept in the browser from visit to visit. */
  'cache.clear': { request: undefined; reply: void; progress: never };

  'run.get': { request: { readonly id: RunId }; reply: Run; progress: never };
  'runs.find': { request: { readonly name: string }; reply: readonly Run[]; progress: never };
  /** Datasets with their schemas, and logged models. */
  'run.details': {
    request: Pick<Run, 'id' | 'experimentId' | 'tags'>;
    reply: RunDetails;
    progress: never;
  };
  /** Whether a run that counts as running still logs, by the rule of the table. */
  'run.silence': { request: { readonly id: RunId }; reply: SilenceReply; progress: never };
  /** Children and siblings. */
  'run.relatives': { request: RelativesRequest; reply: Relatives; progress: never };
  /** Registered versions that a run made. */
  'run.versions': { request: { readonly id: RunId }; reply: readonly ModelVersion[]; progress: never };
  'models.names': { request: undefined; reply: readonly string[]; progress: never };
  'models.register': { request: ModelToRegister; reply: { readonly version: string }; progress: never };
  /** Takes a version away that was registered just now; its number is not given again. */
  'models.delete-version': { request: VersionName; reply: void; progress: never };
  /** Writes to the source, each change once; the rows of the runs follow what it says afterwards. */
  'runs.change': { request: RunsChangeRequest; reply: RunsChangeReply; progress: ChangeProgress };
  /** Asks for none of those changes that were not asked for yet; `runs.change` answers what was made by then. */
  'runs.stop-change': { request: { readonly key: string }; reply: void; progress: never };

  /** Families among metric keys, and the keys in the order of their cards: too long for the main thread. */
  'charts.outline': { request: { readonly keys: readonly string[] }; reply: KeyOutline; progress: never };
  /** When each run was at which step, one for each. */
  'charts.clocks': { request: ClocksRequest; reply: readonly RunClock[]; progress: never };
  'chart.watch': { request: ChartQuery; reply: void; progress: ChartPicture };
  /** Reads failed histories of the lines, and of what gives their x, again. */
  'chart.retry': {
    request: LineNames & { readonly runs: readonly SeriesRun[]; readonly axis?: XAxis | undefined };
    reply: void;
    progress: never;
  };
  /** Rows of "Show as table", from the same stored series that the picture is made of. */
  'chart.points': { request: PointsRequest; reply: PointsWindow; progress: never };
  /** Where a step is among those rows; undefined: nowhere. */
  'chart.find-point': { request: PointRowRequest; reply: number | undefined; progress: never };
  /** What lines of a card are at a place on its x axis; undefined: that cannot be told. */
  'chart.read-at': { request: ReadAtRequest; reply: ReadAtReply | undefined; progress: never };
  /** All points of a card's runs as CSV. */
  /** One folder of the files of a run or of a logged model. */
  'artifacts.list': { request: ArtifactsRequest; reply: ArtifactsPage; progress: never };
  /** A file or a range of it: its bytes come as progress, in order. */
  'artifacts.read': {
    request: ArtifactReadRequest;
    reply: ArtifactReadReply;
    progress: ArtifactReadProgress;
  };
  'chart.export': { request: PointsExportRequest; reply: PointsExportReply; progress: PointsExportProgress };
}

export type MessageName = keyof DataProtocol;
export type RequestOf<Name extends MessageName> = DataProtocol[Name]['request'];
export type ReplyOf<Name extends MessageName> = DataProtocol[Name]['reply'];
export type ProgressOf<Name extends MessageName> = DataProtocol[Name]['progress'];

/** What to open. Paths are absolute addresses by the time they are posted. */
export type SourceSpec =
  /** `label`: what the server is called where `baseUrl` is a proxy's address; else its host and port. */
  | {
      readonly kind: 'mlflow';
      readonly baseUrl: string;
      readonly label?: string;
      /** The one to read from, where the server has workspaces; else its default. */
      readonly workspace?: string | undefined;
    }
  /** A gzipped or plain `mlflow.db` at an address: the embedded demo. */
  | {
      readonly kind: 'sqlite-url';
      readonly url: string;
      readonly label: string;
      /** The folder of the files of its runs, and the list of them; undefined: there are none. */
      readonly files?: { readonly filesUrl: string; readonly indexUrl: string };
    }
  /** A database that the person chose from disk. */
  | { readonly kind: 'sqlite-file'; readonly file: File };
