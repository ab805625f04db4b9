import { TrackingError } from '../errors.ts';
import type { Http } from '../http.ts';
import type { SourceCapabilities } from '../source.ts';
import { PATHS, readOptionalText, readRecord } from './wire.ts';

/** `3.17.2`, `3.11.2.dev0`, `3.0.0rc1`. */
const VERSION_PATTERN = /^(\d+)\.(\d+)\.(\d+)[\w.+-]{0,40}$/;

/**
 * How get-history-bulk-interval leaves points out:
 * - `rows`: from each run's own rows (SQL stores from 3.15, mlflow/mlflow #24305);
 * - `steps`: some of the steps of all asked runs together, with all rows at them (before 3.15);
 * - `steps-then-rows`: first the steps, then rows of each run (other stores from 3.15: `abstract_store.py`).
 */
export type Sampling = 'rows' | 'steps' | 'steps-then-rows';

/** What is known of a server after asking it twice, at the same time. */
export interface Server {
  readonly version: string;
  readonly capabilities: SourceCapabilities;
  readonly sampling: Sampling;
  /** It gives addresses under which its store hands out files by itself. */
  readonly presigns: boolean;
  readonly hasWorkspaces: boolean;
}

export async function readServer(http: Http, signal: AbortSignal): Promise<Server> {
  const [version, { storeType, ...info }] = await Promise.all([
    readVersion(http, signal),
    readServerInfo(http, signal),
  ]);
  const sampling = samplingOf(version, storeType);
  return { version, capabilities: capabilitiesOf(version, sampling), sampling, ...info };
}

interface ServerInfo {
  /** `SqlStore` or `FileStore`; undefined where the server does not tell (before 3.10, a plug-in's store, a proxy). */
  readonly storeType: string | undefined;
  readonly presigns: boolean;
  readonly hasWorkspaces: boolean;
}

async function readServerInfo(http: Http, signal: AbortSignal): Promise<ServerInfo> {
  try {
    const { value } = await http.getJson(PATHS.serverInfo, {}, { signal, priority: 'visible' });
    const info = readRecord(value, 'server info');
    return {
      storeType: readOptionalText(info['store_type']),
      presigns: info['multipart_downloads_enabled'] === true,
      hasWorkspaces: info['workspaces_enabled'] === true,
    };
  } catch {
    // Whatever is wrong with the server, /version tells it too, and alone decides.
    return { storeType: undefined, presigns: false, hasWorkspaces: false };
  }
}

function samplingOf(version: string, storeType: string | undefined): Sampling {
  if (!isAtLeast(version, [3, 15, 0])) return 'steps';
  return storeType === 'SqlStore' ? 'rows' : 'steps-then-rows';
}

/** The server's version. `bad-response` with cause `not-mlflow` where something else answers. */
async function readVersion(http: Http, signal: AbortSignal): Promise<string> {
  try {
    return await askVersion(http, signal, false);
  } catch (thrown) {
    if (!isSomethingElse(thrown)) throw thrown;
  }
  // MLflow 2.22.4 leaves /version at the root when everything else moves under --static-prefix.
  try {
    return await askVersion(http, signal, true);
  } catch (thrown) {
    if (!isSomethingElse(thrown)) throw thrown;
    throw new TrackingError({ ...thrown.failure, kind: 'bad-response', cause: 'not-mlflow' });
  }
}

async function askVersion(http: Http, signal: AbortSignal, isUnprefixed: boolean): Promise<string> {
  const text = await http.getText(PATHS.version, {}, { signal, priority: 'visible', isUnprefixed });
  const version = text.trim();
  if (VERSION_PATTERN.test(version)) return version;
  throw new TrackingError({
    kind: 'bad-response',
    status: 200,
    cause: 'not-mlflow',
    subject: PATHS.version,
    detail: version.slice(0, 200),
  });
}

function isSomethingElse(thrown: unknown): thrown is TrackingError {
  return (
    thrown instanceof TrackingError &&
    (thrown.failure.kind === 'not-found' ||
      thrown.failure.kind === 'rejected' ||
      thrown.failure.cause === 'not-mlflow')
  );
}

function capabilitiesOf(version: string, sampling: Sampling): SourceCapabilities {
  return {
    writes: 'server',
    deletesExperimentTags: isAtLeast(version, [3, 2, 0]),
    // 20,000 on 3.17.2, 5,000 on 2.22.4: which release between them raised it is not known.
    maxExperimentTagLength: isAtLeast(version, [3, 17, 0]) ? 20_000 : 5_000,
    // mlflow/mlflow #16325; before, `max_results` and `page_token` are ignored.
    pagedHistories: isAtLeast(version, [3, 1, 1]),
    bulkSamples: sampling === 'rows',
    readsArtifacts: true,
    filters: 'mlflow',
    maxSamplePoints: 2_500,
    historyPageSize: 25_000,
  };
}

function isAtLeast(version: string, wanted: readonly [number, number, number]): boolean {
  const [, ...parts] = VERSION_PATTERN.exec(version) ?? [];
  for (const [index, number] of wanted.entries()) {
    const difference = Number(parts[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
