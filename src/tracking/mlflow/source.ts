import type { ExperimentId, Lifecycle } from '../../domain/runs/experiment.ts';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import { TrackingError } from '../errors.ts';
import type { TrackingErrorKind } from '../errors.ts';
import { createHttp } from '../http.ts';
import type { Http, HttpSettings, JsonAnswer, RequestOptions } from '../http.ts';
import type {
  ExperimentsRequest,
  HistoryPage,
  HistoryPageRequest,
  RunsPage,
  RunsRequest,
  SourceCapabilities,
  TrackingSource,
} from '../source.ts';
import { decodeExperimentAnswer, decodeExperimentsPage, decodeRunAnswer, decodeRunsPage } from './decode.ts';
import { decodeHistoryPage } from './decode-history.ts';
import { formatOrderBy } from './filter-language.ts';
import { KnownExperimentIds } from './experiment-ids.ts';
import { readLastActivity, searchActivity } from './run-activity.ts';
import { sampleHistories } from './sample-histories.ts';
import { readServer } from './version.ts';
import type { Server } from './version.ts';
import { guessRunsToken } from './runs-token.ts';
import { PATHS, readList, readRecord } from './wire.ts';

export interface MlflowSettings {
  /** Absolute address, with `--static-prefix` where the server has one. */
  readonly baseUrl: string;
  /** Shown in the shell. */
  readonly label: string;
  /** The one to read from, where the server has workspaces; undefined: the server's default. */
  readonly workspace?: string | undefined;
  readonly http?: Http;
  /** Of the requests, where `http` is not given. */
  readonly access?: Pick<HttpSettings, 'gate' | 'pageOrigin'>;
}

/** How servers without an endpoint answer. */
const UNSUPPORTED: readonly TrackingErrorKind[] = ['not-found', 'rejected'];
const VIEW_TYPES: Record<Lifecycle, string> = { active: 'ACTIVE_ONLY', deleted: 'DELETED_ONLY' };

/** Runs of an MLflow tracking server, 2.22 or 3.x, over its REST interface. */
export function createMlflowSource({
  baseUrl,
  label,
  workspace,
  access,
  ...settings
}: MlflowSettings): TrackingSource {
  let known: Server | undefined;
  // Empty until it is known that the server has workspaces: others refuse every request with the header.
  let headers: Readonly<Record<string, string>> = {};
  const http = settings.http ?? createHttp({ ...access, baseUrl, headers: () => headers });
  const describe: TrackingSource['describe'] = async (signal) => {
    headers = {};
    known = await readServer(http, signal);
    const { version, capabilities, hasWorkspaces } = known;
    if (!hasWorkspaces && workspace !== undefined)
      throw new TrackingError({ kind: 'not-found', cause: 'no-workspaces', subject: workspace });
    if (!hasWorkspaces) return { kind: 'mlflow', label, version, capabilities };
    const { readWorkspaces, WORKSPACE_HEADER } = await import('./workspaces.ts');
    const workspaces = await readWorkspaces(http, workspace, signal);
    headers = { [WORKSPACE_HEADER]: workspaces.current };
    return { kind: 'mlflow', label, version, capabilities, workspaces };
  };
  const server = async (signal: AbortSignal): Promise<Server> => (known ??= await readServer(http, signal));
  const experimentIds = new KnownExperimentIds(http);
  let artifacts: Pick<TrackingSource, 'listArtifacts' | 'readArtifact'> | undefined;
  const files = async () => {
    const { createArtifacts } = await import('./artifacts.ts');
    return (artifacts ??= createArtifacts(http, async (signal) => (await server(signal)).presigns));
  };

  return {
    describe,
    searchExperiments: async (request, signal) =>
      decodeExperimentsPage((await getExperiments(http, request, signal)).value),
    getExperiment: async (id, signal) => {
      const asked = http.getJson(PATHS.experimentsGet, { experiment_id: id }, visible(signal));
      return decodeExperimentAnswer((await noSuchId(asked, /^\d+$/.test(id), id)).value);
    },
    hasTraces: (id, signal) => hasTraces(http, id, signal),
    createExperiment: async (name, signal) => {
      experimentIds.forget();
      return (await loadWrites()).createExperiment(http, name, signal);
    },
    changeExperiment: async (change, signal) => (await loadWrites()).changeExperiment(http, change, signal),
    searchRuns: (request, signal) => searchRuns(http, request, signal),
    guessRunsToken,
    getRun: async (id, signal) => {
      const asked = http.getJson(PATHS.runsGet, { run_id: id }, visible(signal));
      return decodeRunAnswer((await noSuchId(asked, /^[0-9a-f]{32}$/.test(id), id)).value);
    },
    findRunsByName: async (name, limit, signal) =>
      (await import('./find-runs.ts')).findRunsByName(http, name, limit, signal),
    searchActivity: (request, signal) => searchActivity(http, request, signal),
    lookUpRuns: async (request, signal) => {
      const { lookUpRuns } = await import('./look-up-runs.ts');
      return lookUpRuns(http, (asked) => experimentIds.read(asked), request, signal);
    },
    readLastActivity: (ids, signal) => readLastActivity(http, ids, signal),
    sampleHistories: async (request, signal) => sampleHistories(http, await server(signal), request, signal),
    readHistoryPage: async (request, signal) =>
      readHistoryPage(http, (await server(signal)).capabilities, request, signal),
    listModelVersions: async (signal) =>
      (await import('./model-versions.ts')).listModelVersions(http, signal),
    listVersionsOfRuns: async (runIds, signal) =>
      (await import('./model-versions.ts')).listVersionsOfRuns(http, runIds, signal),
    // What only a run's own page and its dialogs ask for comes in chunks of its own.
    readRunDetails: async (run, signal) =>
      (await import('./read-run-details.ts')).readRunDetails(http, run, signal),
    listLoggedModels: async (runs, signal) =>
      (await import('./list-logged-models.ts')).listLoggedModels(http, runs, signal),
    openRegistry: async () => (await import('./registry.ts')).createMlflowRegistry(http),
    readRuns: async (ids, signal) =>
      (await import('./read-runs.ts')).readRuns(http, (asked) => experimentIds.read(asked), ids, signal),
    listModelNames: async (signal) => (await import('./model-versions.ts')).listModelNames(http, signal),
    registerModel: async (request, signal) =>
      (await import('./register-model.ts')).registerModel(http, request, signal),
    deleteModelVersion: async (name, signal) =>
      (await import('./register-model.ts')).deleteModelVersion(http, name, signal),
    changeRun: async (change, signal) => (await import('./change-run.ts')).changeRun(http, change, signal),
    listArtifacts: async (request, signal) => (await files()).listArtifacts(request, signal),
    readArtifact: async (request, onPart, signal) => (await files()).readArtifact(request, onPart, signal),
    close: () => undefined,
  };
}

/** Code that no first page needs is a chunk of its own. */
const loadWrites = () => import('./experiment-writes.ts');

function visible(signal: AbortSignal): RequestOptions {
  return { signal, priority: 'visible' };
}

/** By GET, which passes 3.17's check of `Origin` on a LAN address where a POST is refused. */
function getExperiments(http: Http, request: ExperimentsRequest, signal: AbortSignal): Promise<JsonAnswer> {
  const query = {
    view_type: VIEW_TYPES[request.lifecycle],
    max_results: request.pageSize,
    page_token: request.pageToken,
  };
  return http.getJson(PATHS.experimentsSearch, query, visible(signal));
}

/** An id of a shape that no server makes is refused with 400 by some releases: to the caller there is no such thing. */
async function noSuchId<Value>(asked: Promise<Value>, isWellFormed: boolean, id: string): Promise<Value> {
  try {
    return await asked;
  } catch (thrown) {
    const isRefused = thrown instanceof TrackingError && thrown.failure.kind === 'rejected';
    if (isRefused && !isWellFormed)
      throw new TrackingError({ ...thrown.failure, kind: 'not-found', subject: id });
    throw thrown;
  }
}

async function searchRuns(http: Http, request: RunsRequest, signal: AbortSignal): Promise<RunsPage> {
  const orderBy = formatOrderBy(request.sort ?? NEWEST_FIRST);
  const body = {
    experiment_ids: request.experimentIds,
    run_view_type: VIEW_TYPES[request.lifecycle],
    max_results: request.pageSize,
    filter: request.filter,
    order_by: orderBy === undefined ? undefined : [orderBy],
    page_token: request.pageToken,
  };
  const options = { signal, priority: request.priority, isReadOnly: true };
  const { value, sizeBytes } = await http.postJson(PATHS.runsSearch, body, options);
  return { ...decodeRunsPage(value), sizeBytes };
}

/**
 * `max_results` is always sent: left out, 3.1.1 to 3.13 answer an empty list and a token that never moves
 * (mlflow/mlflow #16325). Before 3.1.1 it is ignored and the one answer holds everything.
 */
async function readHistoryPage(
  http: Http,
  capabilities: SourceCapabilities,
  request: HistoryPageRequest,
  signal: AbortSignal,
): Promise<HistoryPage> {
  const query = {
    run_id: request.runId,
    metric_key: request.key,
    max_results: capabilities.historyPageSize,
    page_token: capabilities.pagedHistories ? request.pageToken : undefined,
  };
  const asked = http.getJson(PATHS.history, query, { signal, priority: request.priority });
  const { value, sizeBytes } = await emptyWhereNotFound(asked);
  const { series, nextPageToken } = decodeHistoryPage(value);
  return { series, nextPageToken: capabilities.pagedHistories ? nextPageToken : undefined, sizeBytes };
}

/** SQL stores answer `{}` for a run or metric that is not there; file stores (3.17.2, 2.22.4) answer 404. */
async function emptyWhereNotFound(asked: Promise<JsonAnswer>): Promise<JsonAnswer> {
  return (await unless(['not-found'], asked)) ?? { value: {}, sizeBytes: 0 };
}

/** The 2.x search of traces is a GET and still there in 3.17.2; the 3.x one stands in for releases that drop it. */
async function hasTraces(http: Http, id: ExperimentId, signal: AbortSignal): Promise<boolean> {
  const query = { experiment_ids: [id], max_results: 1 };
  const found = await unless(UNSUPPORTED, http.getJson(PATHS.traces2, query, visible(signal)));
  if (found) return holdsTraces(found);
  const body = {
    locations: [{ type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: id } }],
    max_results: 1,
  };
  const found3 = await unless(
    UNSUPPORTED,
    http.postJson(PATHS.traces3, body, { ...visible(signal), isReadOnly: true }),
  );
  return found3 !== undefined && holdsTraces(found3);
}

function holdsTraces({ value }: JsonAnswer): boolean {
  return readList(readRecord(value, 'answer')['traces'], 'traces').length > 0;
}

async function unless(
  kinds: readonly TrackingErrorKind[],
  asked: Promise<JsonAnswer>,
): Promise<JsonAnswer | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    const kind = thrown instanceof TrackingError ? thrown.failure.kind : undefined;
    if (kind !== undefined && kinds.includes(kind)) return undefined;
    throw thrown;
  }
}
