import { useEffect, useMemo, useState } from 'react';
import type { RunId } from '../domain/runs/run.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { RunsQuery } from '../worker/runs/runs-protocol.ts';
import { useDataClient } from './data-client-context.tsx';
import { useWatch } from './use-watch.ts';

export interface RunNeighbours {
  /** Place of the run, from 1. */
  readonly place: number;
  readonly count: number;
  readonly previous: Neighbour | undefined;
  readonly next: Neighbour | undefined;
}

export interface Neighbour {
  readonly id: RunId;
  readonly name: string;
}

const VIEW_ID = 'neighbours';

/** The rows before and after the run in the order of a workspace; undefined: no such workspace, or it is not in it. */
export function useRunNeighbours(workspace: Workspace, id: RunId): RunNeighbours | undefined {
  const client = useDataClient();
  const { experimentIds, filter, sort, sameKeys, directions } = workspace;
  const query = useMemo<RunsQuery | undefined>(
    () =>
      experimentIds === 'all' || experimentIds.length === 0
        ? undefined
        : {
            viewId: VIEW_ID,
            experimentIds,
            lifecycle: 'active',
            filter,
            sort,
            sameKeys,
            directions,
            set: { kind: 'these', runIds: [] },
          },
    [experimentIds, filter, sort, sameKeys, directions],
  );
  const { latest } = useWatch('runs.watch', query);
  const version = latest?.version;
  const count = latest?.matched ?? 0;
  const [found, setFound] = useState<RunNeighbours & { readonly of: RunId }>();
  useEffect(() => {
    if (version === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const read = async () => {
      const rank = await client.call('runs.rank', { viewId: VIEW_ID, id }, { signal });
      if (rank === undefined) return setFound(undefined);
      const start = Math.max(0, rank - 1);
      const { rows } = await client.call(
        'runs.rows',
        { viewId: VIEW_ID, start, end: rank + 2, columns: [] },
        { signal },
      );
      const at = (place: number) => rows.find((row) => row.rank === place);
      if (!signal.aborted)
        setFound({ of: id, place: rank + 1, count, previous: at(rank - 1), next: at(rank + 1) });
    };
    // Without them the page is whole all the same.
    read().catch(() => undefined);
    return () => controller.abort();
  }, [client, id, version, count]);
  return query && found?.of === id ? found : undefined;
}
