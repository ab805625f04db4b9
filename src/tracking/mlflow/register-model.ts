import type { ModelToRegister, VersionName } from '../../domain/runs/run-details.ts';
import { TrackingError, type TrackingErrorKind } from '../errors.ts';
import type { Http } from '../http.ts';
import { PATHS, readRecord, readText } from './wire.ts';

/**
 * A model of the name may be there already, or be made by somebody else just now: both are fine. Whoever may not make
 * models may still make versions of one that is there (3.17.2 asks for two rights).
 */
export async function registerModel(
  http: Http,
  { model, runId, source }: ModelToRegister,
  signal: AbortSignal,
): Promise<{ readonly version: string }> {
  const options = { signal, priority: 'visible' } as const;
  let refusal: TrackingError | undefined;
  try {
    await http.postJson(PATHS.modelsCreate, { name: model }, options);
  } catch (thrown) {
    if (!isOf(thrown, 'conflict') && !isOf(thrown, 'forbidden')) throw thrown;
    if (isOf(thrown, 'forbidden')) refusal = thrown;
  }
  const version = { name: model, source, run_id: runId };
  const { value } = await http.postJson(PATHS.versionsCreate, version, options).catch((thrown: unknown) => {
    throw isOf(thrown, 'not-found') && refusal ? refusal : thrown;
  });
  const made = readRecord(readRecord(value, 'answer')['model_version'], 'model version');
  return { version: readText(made['version'], 'version') };
}

/** A version that is gone already is what was asked for. */
export async function deleteModelVersion(
  http: Http,
  { model, version }: VersionName,
  signal: AbortSignal,
): Promise<void> {
  try {
    await http.deleteJson(PATHS.versionsDelete, { name: model, version }, { signal, priority: 'visible' });
  } catch (thrown) {
    if (!isOf(thrown, 'not-found')) throw thrown;
  }
}

function isOf(thrown: unknown, kind: TrackingErrorKind): thrown is TrackingError {
  return thrown instanceof TrackingError && thrown.failure.kind === kind;
}
