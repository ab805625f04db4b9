import { useEffect, useState } from 'react';
import type { RunId } from '../domain/runs/run.ts';
import type { NeighboursReply, RunsQuery } from '../worker/runs/runs-protocol.ts';
import { useDataClient } from './data-client-context.tsx';
import { useWatch } from './use-watch.ts';

/** The rows before and after the run as the table has them; undefined: it is none of them, or nothing is read yet. */
export function useRunNeighbours(query: RunsQuery, id: RunId): NeighboursReply | undefined {
  const client = useDataClient();
  const { viewId } = query;
  const { latest } = useWatch('runs.watch', query);
  const version = latest?.version;
  const [found, setFound] = useState<{ readonly of: RunId; readonly reply: NeighboursReply | undefined }>();
  useEffect(() => {
    if (version === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    client
      .call('runs.neighbours', { viewId, id }, { signal })
      .then((reply) => {
        if (!signal.aborted) setFound({ of: id, reply });
      })
      // Without them the page is whole all the same.
      .catch(() => undefined);
    return () => controller.abort();
  }, [client, viewId, id, version]);
  return found?.of === id ? found.reply : undefined;
}
