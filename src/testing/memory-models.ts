import type { ModelOfRun } from '../domain/runs/run-details.ts';
import type { ModelVersion, TrackingSource } from '../tracking/source.ts';
import type { Answer } from './memory-answer.ts';
import { createMemoryRegistry, type MemoryRegistry, type RegistryState } from './memory-registry.ts';

export interface MemoryModels {
  readonly modelVersions?: readonly ModelVersion[];
  readonly loggedModels?: readonly ModelOfRun[];
  readonly registry?: MemoryRegistry;
}

/** What of the registry is changed stays with this source. */
export function createMemoryModels(
  answer: Answer,
  { modelVersions = [], loggedModels = [], registry }: MemoryModels,
): { readonly registry: RegistryState } & Pick<
  TrackingSource,
  | 'openRegistry'
  | 'listModelNames'
  | 'listModelVersions'
  | 'listVersionsOfRuns'
  | 'listLoggedModels'
  | 'registerModel'
  | 'deleteModelVersion'
> {
  const state = { models: registry?.models ?? [], versions: registry?.versions ?? [] };
  return {
    registry: state,
    openRegistry: () =>
      Promise.resolve(
        createMemoryRegistry(
          state,
          (method, request, signal) => answer(`registry.${method}`, request, signal, () => undefined),
          registry?.userName,
        ),
      ),
    listModelNames: (signal) =>
      answer('listModelNames', undefined, signal, () => [
        ...new Set(modelVersions.map(({ model }) => model)),
      ]),
    listModelVersions: (signal) => answer('listModelVersions', undefined, signal, () => modelVersions),
    listVersionsOfRuns: (runIds, signal) =>
      answer('listVersionsOfRuns', runIds, signal, () =>
        modelVersions.filter(({ runId }) => runIds.includes(runId)),
      ),
    listLoggedModels: (runs, signal) =>
      answer('listLoggedModels', runs, signal, () => ({
        models: loggedModels.filter(({ runId }) => runs.some(({ id }) => id === runId)),
        hasMore: false,
      })),
    registerModel: (request, signal) => answer('registerModel', request, signal, () => ({ version: '1' })),
    deleteModelVersion: (name, signal) => answer('deleteModelVersion', name, signal, () => undefined),
  };
}
