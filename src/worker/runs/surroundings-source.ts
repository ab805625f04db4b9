import type { RunId } from '../../domain/runs/run.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { SurroundingsSource } from './evaluation.ts';

/** Names that expressions may ask for, read from the source. */
export function readSurroundings(source: TrackingSource): SurroundingsSource {
  const never = new AbortController().signal;
  return {
    experimentName: async (id) => (await source.getExperiment(id, never)).name,
    registered: async () => {
      const byRun = new Map<RunId, { readonly aliases: string[]; readonly models: string[] }>();
      for (const { runId, model, aliases } of await source.listModelVersions(never)) {
        const names = byRun.get(runId) ?? { aliases: [], models: [] };
        byRun.set(runId, names);
        names.aliases.push(...aliases);
        if (!names.models.includes(model)) names.models.push(model);
      }
      return byRun;
    },
  };
}
