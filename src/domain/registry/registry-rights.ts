import { unreachable } from '../../base/assert.ts';
import type { RegistryChange } from './registered-model.ts';

/** What a server may allow or refuse: to make models, versions of one, to change one, to take something of it away. */
export const REGISTRY_ACTS = ['create', 'register', 'update', 'delete'] as const;
export type RegistryAct = (typeof REGISTRY_ACTS)[number];

/** What MLflow's auth asks for before it makes a change (3.17.2, 2.22.4): EDIT may update, and delete nothing. */
export function actOf(change: Pick<RegistryChange, 'kind'>): RegistryAct {
  const { kind } = change;
  switch (kind) {
    case 'create-model':
      return 'create';
    case 'delete-model':
    case 'delete-version':
    case 'delete-version-tag':
    case 'delete-alias':
      return 'delete';
    case 'rename-model':
    case 'describe-model':
    case 'set-model-tag':
    case 'delete-model-tag':
    case 'set-alias':
    case 'describe-version':
    case 'set-version-tag':
    case 'set-stage':
      return 'update';
    default:
      return unreachable(kind);
  }
}

/** Whether what was refused tells that this would be, too: who may not update may neither register nor delete. */
export function isRefused(act: RegistryAct, refused: readonly RegistryAct[]): boolean {
  return refused.includes(act) || (act !== 'create' && refused.includes('update'));
}
