import type { RegisteredNames } from '../../domain/expression/evaluation-context.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { ModelVersion } from '../../tracking/source.ts';

/** Names of registered models and their aliases by the run that made the versions; each model once. */
export function registeredByRun(versions: readonly ModelVersion[]): ReadonlyMap<RunId, RegisteredNames> {
  const byRun = new Map<RunId, { readonly aliases: string[]; readonly models: string[] }>();
  for (const { runId, model, aliases } of versions) {
    const names = byRun.get(runId) ?? { aliases: [], models: [] };
    byRun.set(runId, names);
    names.aliases.push(...aliases);
    if (!names.models.includes(model)) names.models.push(model);
  }
  return byRun;
}
