import { useCallback } from 'react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type ExperimentChange, withExperiment } from '../domain/runs/experiment-change.ts';
import type { Experiment } from '../domain/runs/experiment.ts';
import type { ExperimentChangeProgress, ExperimentChangeResult } from '../worker/runs/change-experiments.ts';
import { useConnection } from './data-client-context.tsx';
import { experimentQuery, experimentsQuery, type SourceScope } from './run-queries.ts';

export interface ExperimentWriter {
  /**
   * One result for each change, in order. Nothing is tried again, and nothing on screen changes before the source has
   * told how the experiments are now. Rejects with `TrackingError` where nobody knows what was done.
   */
  readonly change: (
    changes: readonly ExperimentChange[],
    onProgress?: (progress: ExperimentChangeProgress) => void,
  ) => Promise<readonly ExperimentChangeResult[]>;
  readonly create: (name: string) => Promise<Experiment>;
}

/** Writes experiments to the source, and what it says of them into the lists on screen. */
export function useExperimentWriter(): ExperimentWriter {
  const { client, epoch } = useConnection();
  const queryClient = useQueryClient();
  const change = useCallback<ExperimentWriter['change']>(
    async (changes, onProgress) => {
      const results = await client.call('experiments.change', { changes }, onProgress ? { onProgress } : {});
      for (const { after } of results) if (after) keepExperiment(queryClient, { client, epoch }, after);
      return results;
    },
    [client, epoch, queryClient],
  );
  const create = useCallback(
    async (name: string) => {
      const made = await client.call('experiments.create', { name });
      keepExperiment(queryClient, { client, epoch }, made);
      return made;
    },
    [client, epoch, queryClient],
  );
  return { change, create };
}

/** Writes an experiment as the source has it now into what is on screen. */
export function keepExperiment(queryClient: QueryClient, scope: SourceScope, experiment: Experiment): void {
  queryClient.setQueryData(experimentQuery(scope, experiment.id).queryKey, experiment);
  for (const lifecycle of ['active', 'deleted'] as const) {
    queryClient.setQueryData(
      experimentsQuery(scope, lifecycle).queryKey,
      (list) => list && withExperiment(list, experiment, lifecycle),
    );
  }
}
