import {
  compareVersions,
  type RegisteredModel,
  type RegisteredVersion,
  type RegistryChange,
} from '../domain/registry/registered-model.ts';
import type { KeyText } from '../domain/runs/experiment.ts';
import type { LoggedModelOrigin, VersionName } from '../domain/runs/run-details.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { RegistrySource } from '../tracking/registry-source.ts';

export interface MemoryRegistry {
  readonly models: readonly RegisteredModel[];
  readonly versions: readonly RegisteredVersion[];
  readonly userName?: string | undefined;
  /** By their ids. */
  readonly loggedModels?: Readonly<Record<string, LoggedModelOrigin>>;
}

export function makeModel(name: string, more: Partial<RegisteredModel> = {}): RegisteredModel {
  const none = { createdMs: 1, updatedMs: 1, description: '', tags: [], aliases: [], latest: [] };
  return { name, ...none, ...more };
}

export function makeVersion(
  model: string,
  version: string,
  more: Partial<RegisteredVersion> = {},
): RegisteredVersion {
  return {
    model,
    version,
    createdMs: 1,
    updatedMs: 1,
    user: undefined,
    stage: undefined,
    description: '',
    source: 's3://bucket/model',
    runId: undefined,
    status: 'READY',
    statusMessage: undefined,
    tags: [],
    ...more,
  };
}

/** What is there now; a test that changes it does what somebody else does at the server. */
export interface RegistryState {
  models: readonly RegisteredModel[];
  versions: readonly RegisteredVersion[];
}

/** Does as MLflow does, as far as tests of what stands above it need. `state` is what its caller reads. */
export function createMemoryRegistry(
  state: RegistryState,
  before: (method: keyof RegistrySource, request: unknown, signal: AbortSignal) => Promise<void>,
  { userName, loggedModels = {} }: Partial<MemoryRegistry>,
): RegistrySource {
  return {
    searchModels: async (request, signal) => {
      await before('searchModels', request, signal);
      const { items, nextPageToken } = pageOf(state.models, request);
      return { models: items, nextPageToken };
    },
    getModel: async (name, signal) => {
      await before('getModel', name, signal);
      return found(state.models.find((each) => each.name === name));
    },
    searchVersions: async (request, signal) => {
      await before('searchVersions', request, signal);
      const own = state.versions.filter(({ model }) => model === request.model);
      const inOrder = own.toSorted((left, right) => compareVersions(right.version, left.version));
      const { items, nextPageToken } = pageOf(inOrder, request);
      return { versions: items, nextPageToken };
    },
    getVersion: async (name, signal) => {
      await before('getVersion', name, signal);
      return found(
        state.versions.find(({ model, version }) => model === name.model && version === name.version),
      );
    },
    getLoggedModel: async (id, signal) => {
      await before('getLoggedModel', id, signal);
      return found(loggedModels[id]);
    },
    change: async (change, signal) => {
      await before('change', change, signal);
      apply(state, change);
    },
    readUserName: async (signal) => {
      await before('readUserName', undefined, signal);
      return userName;
    },
  };
}

/** Deletes as 2.22.4 does: what points at a version stays. */
function apply(state: RegistryState, change: RegistryChange): void {
  const edit = (part: (model: RegisteredModel) => Partial<RegisteredModel>) => {
    found(state.models.find(({ name }) => name === change.model));
    state.models = state.models.map((model) =>
      model.name === change.model ? { ...model, ...part(model) } : model,
    );
  };
  switch (change.kind) {
    case 'set-alias': {
      const { alias, version } = change;
      edit(({ aliases }) => ({
        aliases: [...aliases.filter((each) => each.alias !== alias), { alias, version }],
      }));
      return;
    }
    case 'delete-alias':
      edit(({ aliases }) => ({ aliases: aliases.filter(({ alias }) => alias !== change.alias) }));
      return;
    case 'set-model-tag':
      edit(({ tags }) => ({
        tags: [...without(tags, change.key), { key: change.key, value: change.value }],
      }));
      return;
    case 'delete-model-tag':
      edit(({ tags }) => ({ tags: without(tags, change.key) }));
      return;
    case 'delete-version':
      state.versions = state.versions.filter(
        ({ model, version }) => model !== change.model || version !== change.version,
      );
      edit(({ updatedMs = 0 }) => ({ updatedMs: updatedMs + 1 }));
      return;
    case 'describe-model':
      edit(() => ({ description: change.text }));
      return;
    case 'create-model':
      if (state.models.some(({ name }) => name === change.model))
        throw new TrackingError({ kind: 'conflict' });
      state.models = [...state.models, makeModel(change.model, { description: change.description })];
      return;
    case 'rename-model':
      edit(() => ({ name: change.name }));
      state.versions = state.versions.map((version) =>
        version.model === change.model ? { ...version, model: change.name } : version,
      );
      return;
    case 'delete-model':
      state.models = state.models.filter(({ name }) => name !== change.model);
      state.versions = state.versions.filter(({ model }) => model !== change.model);
      return;
    case 'describe-version':
      editVersion(state, change, () => ({ description: change.text }));
      return;
    case 'set-version-tag': {
      const { key, value } = change;
      editVersion(state, change, ({ tags }) => ({ tags: [...without(tags, key), { key, value }] }));
      return;
    }
    case 'delete-version-tag':
      editVersion(state, change, ({ tags }) => ({ tags: without(tags, change.key) }));
      return;
    case 'set-stage':
      editVersion(state, change, () => ({ stage: change.stage }));
  }
}

function editVersion(
  state: RegistryState,
  name: VersionName,
  part: (version: RegisteredVersion) => Partial<RegisteredVersion>,
): void {
  const isMeant = ({ model, version }: VersionName) => model === name.model && version === name.version;
  found(state.versions.find(isMeant));
  state.versions = state.versions.map((each) => (isMeant(each) ? { ...each, ...part(each) } : each));
}

function without(tags: readonly KeyText[], key: string): readonly KeyText[] {
  return tags.filter((tag) => tag.key !== key);
}

function pageOf<Item>(
  all: readonly Item[],
  { pageSize, pageToken }: { readonly pageSize: number; readonly pageToken: string | undefined },
) {
  const start = Number(pageToken ?? 0);
  const end = start + pageSize;
  return { items: all.slice(start, end), nextPageToken: end < all.length ? String(end) : undefined };
}

function found<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new TrackingError({ kind: 'not-found' });
  return item;
}
