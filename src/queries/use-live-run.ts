import { useQuery } from '@tanstack/react-query';
import type { RunId } from '../domain/runs/run.ts';
import { useConnection } from './data-client-context.tsx';
import { runQuery } from './run-queries.ts';
import { RUN_AGAIN_MS } from './use-run-silence.ts';

/** Whether what is open may change while it is looked at: a recording stays as it is. */
export function useIsLive(): boolean {
  const { status } = useConnection();
  return status.state === 'ready' && status.info.capabilities.filters === 'mlflow';
}

/** A run that is read again while it goes on and the page is seen; undefined: none. */
export function useLiveRun(id: RunId | undefined) {
  const isLive = useIsLive();
  return useQuery({
    ...runQuery(useConnection(), id ?? ('' as RunId)),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isLive && state.data?.status === 'RUNNING' ? RUN_AGAIN_MS : false),
  });
}
