import { useCallback } from 'react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { inflateText } from '../base/deflate-text.ts';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { ReadableView } from '../domain/views/saved-view.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import type { ViewChangeReply, ViewChangeRequest } from '../worker/views/views-protocol.ts';
import { useConnection } from './data-client-context.tsx';
import { keepExperiment } from './experiment-changes.ts';
import type { SourceScope } from './run-queries.ts';

/** The text that a view was made from; null: its data is none that we know. */
export function viewTextQuery(view: Pick<ReadableView, 'data'> | undefined) {
  return queryOptions<string | null>({
    queryKey: ['view-text', view?.data] as const,
    // oxlint-disable-next-line unicorn/no-null -- a query may not answer undefined
    queryFn: async () => (await inflateText(view?.data ?? '')) ?? null,
    enabled: view !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function refusalQuery({ epoch }: SourceScope, id: ExperimentId) {
  return queryOptions<TrackingFailure | null>({
    queryKey: [epoch, 'views-refusal', id] as const,
    // oxlint-disable-next-line unicorn/no-null -- a query may not answer undefined
    queryFn: () => null,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type ChangeView = (request: ViewChangeRequest) => Promise<ViewChangeReply>;

/** Writes views to the source, and what it says of the experiment afterwards into what is on screen. */
export function useViewWriter(): ChangeView {
  const { client, epoch } = useConnection();
  const queryClient = useQueryClient();
  return useCallback(
    async (request) => {
      const reply = await client.call('experiments.change-views', request);
      const scope = { client, epoch };
      if (reply.state !== 'refused') keepExperiment(queryClient, scope, reply.after);
      else if (reply.failure.kind === 'forbidden')
        queryClient.setQueryData(refusalQuery(scope, request.experimentId).queryKey, reply.failure);
      return reply;
    },
    [client, epoch, queryClient],
  );
}

/** Why the person may not save views in this experiment, as far as the source has said so. */
export function useViewRefusal(id: ExperimentId): TrackingFailure | undefined {
  return useQuery(refusalQuery(useConnection(), id)).data ?? undefined;
}
