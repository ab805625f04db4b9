import { describe, expect, it } from 'vitest';
import { actOf, isRefused, REGISTRY_ACTS, type RegistryAct } from './registry-rights.ts';

const left = (refused: RegistryAct) => REGISTRY_ACTS.filter((act) => !isRefused(act, [refused]));

describe('rights in the registry', () => {
  it.each([
    ['set-alias', 'update'],
    ['delete-alias', 'delete'],
    ['delete-version-tag', 'delete'],
    ['delete-model-tag', 'update'],
    ['rename-model', 'update'],
    ['delete-model', 'delete'],
    ['create-model', 'create'],
  ] as const)('ask for what MLflow asks for: %s, %s', (kind, act) => {
    expect(actOf({ kind })).toBe(act);
  });

  it('go with a refused update, and not with a refused removal', () => {
    expect(left('update')).toEqual(['create']);
    expect(left('delete')).toEqual(['create', 'register', 'update']);
    expect(left('create')).toEqual(['register', 'update', 'delete']);
    expect(left('register')).toEqual(['create', 'update', 'delete']);
  });
});
