import { isRefused, REGISTRY_ACTS, type RegistryAct } from '../../domain/registry/registry-rights.ts';
import { m } from '../../paraglide/messages.js';
import { useWrites } from '../../queries/use-change-runs.ts';
import { useRegistryRefusals } from '../../queries/use-registry-writer.ts';

export interface RegistryRight {
  readonly canWrite: boolean;
  /** Why not. */
  readonly reason: string | undefined;
}

export type RegistryRights = Readonly<Record<RegistryAct, RegistryRight>>;

/** What the registry takes of this person for this model, as far as that is known: MLflow tells by refusing. */
export function useRegistryRights(model: string): RegistryRights {
  const writes = useWrites();
  const refused = useRegistryRefusals(model);
  const rightOf = (act: RegistryAct): RegistryRight => {
    if (writes !== 'server') return { canWrite: false, reason: m.registry_read_only() };
    if (!isRefused(act, refused)) return { canWrite: true, reason: undefined };
    return { canWrite: false, reason: refusalWords(refused.includes('update') ? 'update' : act) };
  };
  return Object.fromEntries(REGISTRY_ACTS.map((act) => [act, rightOf(act)])) as RegistryRights;
}

function refusalWords(act: RegistryAct): string {
  const words: Record<RegistryAct, () => string> = {
    create: () => m.registry_create_forbidden(),
    register: () => m.registry_register_forbidden(),
    update: () => m.registry_forbidden(),
    delete: () => m.registry_delete_forbidden(),
  };
  return words[act]();
}
