import { m } from '../../paraglide/messages.js';
import { useWrites } from '../../queries/use-change-runs.ts';
import { useRegistryRefusal } from '../../queries/use-registry-writer.ts';

export interface RegistryRights {
  readonly canWrite: boolean;
  /** Why not. */
  readonly reason: string | undefined;
}

/** Whether the registry takes changes of this model of this person, as far as that is known. */
export function useRegistryRights(model: string): RegistryRights {
  const writes = useWrites();
  const refusal = useRegistryRefusal(model);
  if (writes !== 'server') return { canWrite: false, reason: m.registry_read_only() };
  return refusal
    ? { canWrite: false, reason: m.registry_forbidden() }
    : { canWrite: true, reason: undefined };
}
