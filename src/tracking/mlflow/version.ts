import { TrackingError } from '../errors.ts';
import type { Http } from '../http.ts';
import type { SourceCapabilities } from '../source.ts';
import { PATHS } from './wire.ts';

/** `3.17.2`, `3.11.2.dev0`, `3.0.0rc1`. */
const VERSION_PATTERN = /^(\d+)\.(\d+)\.(\d+)[\w.+-]{0,40}$/;

/** The server's version. `bad-response` with cause `not-mlflow` where something else answers. */
export async function readVersion(http: Http, signal: AbortSignal): Promise<string> {
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

/** What a server of the version can do; the releases are those of mlflow/mlflow #16325 and #24305. */
export function capabilitiesOf(version: string): SourceCapabilities {
  return {
    writes: 'server',
    // From 3.1.1; before, `max_results` and `page_token` are ignored.
    pagedHistories: isAtLeast(version, [3, 1, 1]),
    // From 3.15 samples are taken from each run's own rows, not from the steps of all asked runs together.
    bulkSamples: isAtLeast(version, [3, 15, 0]),
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
