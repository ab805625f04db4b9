import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RegisteredModel, RegisteredVersion } from '../domain/registry/registered-model.ts';
import type { RegistryAct } from '../domain/registry/registry-rights.ts';
import type { VersionName } from '../domain/runs/run-details.ts';
import { failureOf } from './failure.ts';
import type { SourceScope } from './run-queries.ts';

/** Where aliases are is looked at again this often while the page is seen: other people move them, too. */
const LOOK_AGAIN_MS = 15_000;

/** All registered models; `onProgress` gets what has been read so far. */
export function registeredModelsQuery(
  { client, epoch }: SourceScope,
  onProgress?: (models: readonly RegisteredModel[]) => void,
) {
  return queryOptions({
    queryKey: [epoch, 'registry', 'models'] as const,
    queryFn: async ({ signal }): Promise<readonly RegisteredModel[]> => {
      const found: RegisteredModel[] = [];
      const onPage = (page: readonly RegisteredModel[]) => {
        found.push(...page);
        onProgress?.([...found]);
      };
      const rest = await client.call('registry.models', undefined, { signal, onProgress: onPage });
      return [...found, ...rest];
    },
    structuralSharing: false,
    staleTime: 0,
  });
}

export function registeredModelQuery({ client, epoch }: SourceScope, name: string) {
  return queryOptions({
    queryKey: [epoch, 'registry', 'model', name] as const,
    queryFn: ({ signal }) => client.call('registry.model', { name }, { signal }),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** All versions of a model, the highest first; `onProgress` gets what has been read so far. */
export function versionsOfModelQuery(
  { client, epoch }: SourceScope,
  model: string,
  onProgress?: (versions: readonly RegisteredVersion[]) => void,
) {
  return queryOptions({
    queryKey: [epoch, 'registry', 'versions', model] as const,
    queryFn: async ({ signal }): Promise<readonly RegisteredVersion[]> => {
      const found: RegisteredVersion[] = [];
      const onPage = (page: readonly RegisteredVersion[]) => {
        found.push(...page);
        onProgress?.([...found]);
      };
      const rest = await client.call('registry.versions', { model }, { signal, onProgress: onPage });
      return [...found, ...rest];
    },
    structuralSharing: false,
    staleTime: 0,
  });
}

export function registeredVersionQuery({ client, epoch }: SourceScope, { model, version }: VersionName) {
  return queryOptions({
    queryKey: [epoch, 'registry', 'version', model, version] as const,
    queryFn: ({ signal }) => client.call('registry.version', { model, version }, { signal }),
    staleTime: 0,
  });
}

interface VersionsByNumber {
  readonly found: readonly RegisteredVersion[];
  readonly gone: readonly string[];
  /** Whether these are there could not be asked. */
  readonly unread: readonly string[];
}

/** Which of some versions are there, whatever a list says that was read before. */
export function versionsByNumberQuery(
  { client, epoch }: SourceScope,
  model: string,
  numbers: readonly string[],
) {
  return queryOptions({
    queryKey: [epoch, 'registry', 'versions-by-number', model, numbers.join(',')] as const,
    queryFn: async ({ signal }): Promise<VersionsByNumber> => {
      const ask = (version: string) => client.call('registry.version', { model, version }, { signal });
      const answers = await Promise.allSettled(numbers.map(ask));
      const failedAs = (isGone: boolean) => (_: string, index: number) => {
        const answer = answers[index];
        return answer?.status === 'rejected' && (failureOf(answer.reason).kind === 'not-found') === isGone;
      };
      return {
        found: answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])),
        gone: numbers.filter(failedAs(true)),
        unread: numbers.filter(failedAs(false)),
      };
    },
    enabled: numbers.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.unread.length > 0 ? LOOK_AGAIN_MS : false),
  });
}

/** What the file `MLmodel` of a version tells; null: there is none that could be found. */
export function modelFileQuery({ client, epoch }: SourceScope, source: string) {
  return queryOptions({
    queryKey: [epoch, 'model-file', source] as const,
    // oxlint-disable-next-line unicorn/no-null -- a query may not answer undefined
    queryFn: async ({ signal }) => (await client.call('registry.file', { source }, { signal })) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Where the logged model `m-…` came from that a version was made from. */
export function loggedModelQuery({ client, epoch }: SourceScope, id: string) {
  return queryOptions({
    queryKey: [epoch, 'logged-model', id] as const,
    queryFn: ({ signal }) => client.call('registry.logged-model', { id }, { signal }),
  });
}

/** What the source refused to the person, of this model or (undefined) of any. Never asked for. */
export function registryRefusalsQuery({ epoch }: SourceScope, model: string | undefined) {
  return queryOptions<readonly RegistryAct[]>({
    queryKey: [epoch, 'registry-refusals', model ?? ''] as const,
    queryFn: () => [],
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether an answer may be another one after the registry was changed. */
export function isAboutRegistry(key: readonly unknown[], epoch: number): boolean {
  if (key[0] !== epoch) return false;
  return ['registry', 'run-versions', 'model-names', 'model-versions'].includes(String(key[1]));
}
