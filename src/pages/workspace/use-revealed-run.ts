import { useEffect, useState } from 'react';
import type { RunId } from '../../domain/runs/run.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { RevealedRow } from '../../tables/data-grid.tsx';

/** The row of the run that was focused last, wherever it stands; a run that is no row leaves the table as it is. */
export function useRevealedRun(viewId: string, focused: RunId | undefined): RevealedRow | undefined {
  const client = useDataClient();
  const [revealed, setRevealed] = useState<RevealedRow>();
  useEffect(() => {
    if (focused === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    client
      .call('runs.rank', { viewId, id: focused }, { signal })
      .then((row) => {
        if (!signal.aborted && row !== undefined) setRevealed({ row, align: 'in-sight' });
      })
      // The run is marked in the charts all the same.
      .catch(() => undefined);
    return () => controller.abort();
  }, [client, viewId, focused]);
  return revealed;
}
