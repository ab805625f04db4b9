import type { ExperimentChange } from '../../domain/runs/experiment-change.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { TrackingError } from '../errors.ts';
import type { Http } from '../http.ts';
import { decodeExperimentAnswer } from './decode.ts';
import { PATHS, readAnswer, readText } from './wire.ts';

/** `conflict` where an experiment has the name already, a deleted one too (3.17.2, 2.22.4). */
export async function createExperiment(http: Http, name: string, signal: AbortSignal): Promise<ExperimentId> {
  try {
    const { value } = await http.postJson(PATHS.experimentsCreate, { name }, { signal, priority: 'visible' });
    return readText(readAnswer(value, ['experiment_id'])['experiment_id'], 'experiment_id') as ExperimentId;
  } catch (thrown) {
    throw await conflictOrSame(http, name, thrown, signal);
  }
}

/** One POST for each change (3.17.2, 2.22.4), sent once. */
export async function changeExperiment(
  http: Http,
  change: ExperimentChange,
  signal: AbortSignal,
): Promise<void> {
  const [path, body] = requestOf(change);
  try {
    await http.postJson(path, { experiment_id: change.id, ...body }, { signal, priority: 'visible' });
  } catch (thrown) {
    throw change.kind === 'rename' ? await conflictOrSame(http, change.name, thrown, signal) : thrown;
  }
}

function requestOf(change: ExperimentChange): readonly [string, Readonly<Record<string, unknown>>] {
  switch (change.kind) {
    case 'rename':
      return [PATHS.experimentsUpdate, { new_name: change.name }];
    case 'set-tag':
      return [PATHS.experimentsSetTag, { key: change.key, value: change.value }];
    case 'delete-tag':
      return [PATHS.experimentsDeleteTag, { key: change.key }];
    case 'delete':
      return [PATHS.experimentsDelete, {}];
    case 'restore':
      return [PATHS.experimentsRestore, {}];
  }
}

/** A name that is taken is refused in several ways, some of them with the database's own words: it is looked up. */
async function conflictOrSame(
  http: Http,
  name: string,
  thrown: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (!(thrown instanceof TrackingError) || !['rejected', 'server'].includes(thrown.failure.kind))
    return thrown;
  try {
    const options = { signal, priority: 'visible' } as const;
    const { value } = await http.getJson(PATHS.experimentsGetByName, { experiment_name: name }, options);
    const { id } = decodeExperimentAnswer(value);
    return new TrackingError({ ...thrown.failure, kind: 'conflict', subject: id, detail: undefined });
  } catch {
    return thrown;
  }
}
