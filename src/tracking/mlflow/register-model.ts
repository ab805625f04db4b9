import type { ModelToRegister, VersionName } from '../../domain/runs/run-details.ts';
import { TrackingError } from '../errors.ts';
import type { Http } from '../http.ts';
import { PATHS, readRecord, readText } from './wire.ts';

/** A model of the name may be there already, or be made by somebody else just now: both are fine. */
export async function registerModel(
  http: Http,
  { model, runId, source }: ModelToRegister,
  signal: AbortSignal,
): Promise<{ readonly version: string }> {
  const options = { signal, priority: 'visible' } as const;
  try {
    await http.postJson(PATHS.modelsCreate, { name: model }, options);
  } catch (thrown) {
    if (!(thrown instanceof TrackingError) || thrown.failure.kind !== 'conflict') throw thrown;
  }
  const { value } = await http.postJson(
    PATHS.versionsCreate,
    { name: model, source, run_id: runId },
    options,
  );
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
    if (!(thrown instanceof TrackingError) || thrown.failure.kind !== 'not-found') throw thrown;
  }
}
