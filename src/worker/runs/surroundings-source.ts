import type { TrackingSource } from '../../tracking/source.ts';
import type { SurroundingsSource } from './evaluation.ts';
import { registeredByRun } from './registered-names.ts';

/** Names that expressions may ask for, read from the source. */
export function readSurroundings(source: TrackingSource): SurroundingsSource {
  const never = new AbortController().signal;
  return {
    experimentName: async (id) => (await source.getExperiment(id, never)).name,
    registered: async () => registeredByRun(await source.listModelVersions(never)),
  };
}
