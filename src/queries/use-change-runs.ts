import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { RunChange } from '../domain/runs/run-change.ts';
import type { ChangeProgress, RunsChangeReply } from '../worker/runs/change-protocol.ts';
import { useConnection } from './data-client-context.tsx';
import { isAboutRuns } from './run-queries.ts';

export type ChangeRuns = (
  changes: readonly RunChange[],
  onProgress?: (progress: ChangeProgress) => void,
) => Promise<RunsChangeReply>;

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
    async (changes, onProgress) => {
      const made = client.call('runs.change', { changes }, onProgress ? { onProgress } : {});
      const [settled] = await Promise.allSettled([made]);
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
