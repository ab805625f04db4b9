import { queryOptions } from '@tanstack/react-query';
import type { Experiment, ExperimentId, Lifecycle } from '../domain/runs/experiment.ts';
import type { Run, RunId } from '../domain/runs/run.ts';
import type { RelativesRequest } from '../worker/runs/run-relatives.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';

/** Query keys in one place; the first part is the epoch of the source, so that answers of another one never show. */
const keys = {
  experiments: (epoch: number, lifecycle: Lifecycle) => [epoch, 'experiments', lifecycle] as const,
  experiment: (epoch: number, id: ExperimentId) => [epoch, 'experiment', id] as const,
  traces: (epoch: number, id: ExperimentId) => [epoch, 'traces', id] as const,
  run: (epoch: number, id: RunId) => [epoch, 'run', id] as const,
  silence: (epoch: number, id: RunId) => [epoch, 'run-silence', id] as const,
  details: (epoch: number, id: RunId) => [epoch, 'run-details', id] as const,
  relatives: (epoch: number, { id, parentId }: RelativesRequest) =>
    [epoch, 'relatives', id, parentId] as const,
  versions: (epoch: number, id: RunId) => [epoch, 'run-versions', id] as const,
  models: (epoch: number) => [epoch, 'model-names'] as const,
  stamps: (epoch: number, ids: readonly RunId[]) => [epoch, 'run-stamps', ids.join(' ')] as const,
  named: (epoch: number, name: string) => [epoch, 'runs-named', name] as const,
};

/** Whether an answer may be another one after a model was registered. */
export function isAboutModels(key: readonly unknown[], epoch: number): boolean {
  return key[0] === epoch && (key[1] === 'run-versions' || key[1] === 'model-names');
}

export interface SourceScope {
  readonly client: DataClient;
  readonly epoch: number;
}

/** Whether an answer may be another one after these runs were changed. */
export function isAboutRuns(key: readonly unknown[], epoch: number, ids: ReadonlySet<string>): boolean {
  if (key[0] !== epoch) return false;
  if (key[1] === 'run' || key[1] === 'run-silence') return ids.has(String(key[2]));
  return ['runs-named', 'relatives', 'look-up', 'activity'].includes(String(key[1]));
}

/** All experiments; `onProgress` gets what has been read so far. */
export function experimentsQuery(
  { client, epoch }: SourceScope,
  lifecycle: Lifecycle,
  onProgress?: (experiments: readonly Experiment[]) => void,
) {
  return queryOptions({
    queryKey: keys.experiments(epoch, lifecycle),
    queryFn: async ({ signal }): Promise<readonly Experiment[]> => {
      const found: Experiment[] = [];
      let toldCount = 0;
      const onPage = (page: readonly Experiment[]) => {
        found.push(...page);
        // Told again when there are twice as many: each time the list is sorted and put into folders.
        if (!onProgress || found.length < 2 * toldCount) return;
        toldCount = found.length;
        onProgress([...found]);
      };
      const rest = await client.call('experiments.search', { lifecycle }, { signal, onProgress: onPage });
      return [...found, ...rest];
    },
  });
}

export function experimentQuery({ client, epoch }: SourceScope, id: ExperimentId) {
  return queryOptions({
    queryKey: keys.experiment(epoch, id),
    queryFn: ({ signal }) => client.call('experiments.get', { id }, { signal }),
  });
}

export function tracesQuery({ client, epoch }: SourceScope, id: ExperimentId) {
  return queryOptions({
    queryKey: keys.traces(epoch, id),
    queryFn: ({ signal }) => client.call('experiments.has-traces', { id }, { signal }),
  });
}

export function runQuery({ client, epoch }: SourceScope, id: RunId) {
  return queryOptions({
    queryKey: keys.run(epoch, id),
    queryFn: ({ signal }) => client.call('run.get', { id }, { signal }),
  });
}

/** What links must know of these runs; read anew every time that it is looked at. */
export function runStampsQuery({ client, epoch }: SourceScope, ids: readonly RunId[]) {
  return queryOptions({
    queryKey: keys.stamps(epoch, ids),
    queryFn: ({ signal }) => client.call('runs.stamps', { ids }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Whether a run that counts as running still logs, and how long it took so far; read anew every time. */
export function runSilenceQuery({ client, epoch }: SourceScope, id: RunId) {
  return queryOptions({
    queryKey: keys.silence(epoch, id),
    queryFn: ({ signal }) => client.call('run.silence', { id }, { signal }),
    staleTime: 0,
  });
}

export function runDetailsQuery(
  { client, epoch }: SourceScope,
  { id, experimentId, tags }: Pick<Run, 'id' | 'experimentId' | 'tags'>,
) {
  return queryOptions({
    queryKey: keys.details(epoch, id),
    queryFn: ({ signal }) => client.call('run.details', { id, experimentId, tags }, { signal }),
  });
}

export function relativesQuery({ client, epoch }: SourceScope, request: RelativesRequest) {
  return queryOptions({
    queryKey: keys.relatives(epoch, request),
    queryFn: ({ signal }) => client.call('run.relatives', request, { signal }),
  });
}

export function runVersionsQuery({ client, epoch }: SourceScope, id: RunId) {
  return queryOptions({
    queryKey: keys.versions(epoch, id),
    queryFn: ({ signal }) => client.call('run.versions', { id }, { signal }),
  });
}

export function modelNamesQuery({ client, epoch }: SourceScope) {
  return queryOptions({
    queryKey: keys.models(epoch),
    queryFn: ({ signal }) => client.call('models.names', undefined, { signal }),
  });
}

export function runsNamedQuery({ client, epoch }: SourceScope, name: string) {
  return queryOptions({
    queryKey: keys.named(epoch, name),
    queryFn: ({ signal }) => client.call('runs.find', { name }, { signal }),
  });
}
