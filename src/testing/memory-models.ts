import type { ModelOfRun } from '../domain/runs/run-details.ts';
import type { RunId } from '../domain/runs/run.ts';
import type { ModelVersion, TrackingSource } from '../tracking/source.ts';
import type { Answer } from './memory-answer.ts';
import {
  createMemoryRegistry,
  makeModel,
  makeVersion,
  type MemoryRegistry,
  type RegistryState,
} from './memory-registry.ts';

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
          registry ?? {},
        ),
      ),
    listModelNames: (signal) =>
      answer('listModelNames', undefined, signal, () => [
        ...new Set([...modelVersions.map(({ model }) => model), ...state.models.map(({ name }) => name)]),
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
    registerModel: (request, signal) =>
      answer('registerModel', request, signal, () => {
        const { model, runId, source } = request;
        const own = state.versions.filter((each) => each.model === model);
        const version = String(Math.max(0, ...own.map((each) => Number(each.version))) + 1);
        if (!state.models.some(({ name }) => name === model))
          state.models = [...state.models, makeModel(model)];
        state.versions = [...state.versions, makeVersion(model, version, { runId: runId as RunId, source })];
        return { version };
      }),
    deleteModelVersion: (name, signal) =>
      answer('deleteModelVersion', name, signal, () => {
        state.versions = state.versions.filter(
          ({ model, version }) => model !== name.model || version !== name.version,
        );
      }),
  };
}
