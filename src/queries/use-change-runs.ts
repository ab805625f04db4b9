import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { RunChange } from '../domain/runs/run-change.ts';
import type { ChangeProgress, RunsChangeReply } from '../worker/runs/change-protocol.ts';
import { useConnection } from './data-client-context.tsx';
import { isAboutRuns } from './run-queries.ts';

interface ChangeRunsOptions {
  readonly onProgress?: (progress: ChangeProgress) => void;
  /** Nothing further is asked for when it aborts; the answer tells what was made by then. */
  readonly stop?: AbortSignal;
}

export type ChangeRuns = (
  changes: readonly RunChange[],
  options?: ChangeRunsOptions,
) => Promise<RunsChangeReply>;

let lastKey = 0;

/**
 * Writes to the source: one result for each change, in order. Nothing is tried again, and nothing on screen changes
 * before the source has told how the runs are now: rows follow in the worker, what pages read of single runs is read
 * again here. Rejects with `TrackingError` where nobody knows what was done (the worker died).
 */
export function useChangeRuns(): ChangeRuns {
  const { client, epoch } = useConnection();
  const queryClient = useQueryClient();
  const readAgain = useCallback(
    (changes: readonly RunChange[]) => {
      const ids = new Set<string>(changes.map(({ id }) => id));
      return queryClient.invalidateQueries({
        predicate: ({ queryKey }) => isAboutRuns(queryKey, epoch, ids),
      });
    },
    [epoch, queryClient],
  );
  return useCallback(
    async (changes, { onProgress, stop } = {}) => {
      const key = String(++lastKey);
      const made = client.call('runs.change', { changes, key }, onProgress ? { onProgress } : {});
      // Where it does not arrive, the call itself tells that the worker is gone.
      const onStop = () => void client.call('runs.stop-change', { key }).catch(() => undefined);
      stop?.addEventListener('abort', onStop, { once: true });
      const [settled] = await Promise.allSettled([made]);
      stop?.removeEventListener('abort', onStop);
      // Whoever hears that it is done finds it on the page.
      await readAgain(changes);
      if (settled.status === 'rejected') throw settled.reason;
      return settled.value;
    },
    [client, readAgain],
  );
}

/** Whether the source takes changes: kept by the server, in this tab only, or not at all. */
export function useWrites(): 'server' | 'memory' | 'none' {
  const { status } = useConnection();
  return status.state === 'ready' ? status.info.capabilities.writes : 'none';
}
