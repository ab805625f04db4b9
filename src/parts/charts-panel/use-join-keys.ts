import { useEffect, useState } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';

interface Answer {
  readonly column: string;
  readonly keys: ReadonlyMap<RunId, string>;
}

/** What makes runs one training, by run; undefined: nothing is joined, or it is not read yet. */
export function useJoinKeys(
  viewId: string | undefined,
  runs: readonly ComparedRun[],
  column: string | undefined,
): ReadonlyMap<RunId, string> | undefined {
  const client = useDataClient();
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (viewId === undefined || column === undefined) return undefined;
    const controller = new AbortController();
    const ids = runs.map(({ id }) => id);
    client
      .call('runs.texts', { viewId, ids, column }, { signal: controller.signal })
      .then((texts) => {
        if (controller.signal.aborted) return;
        const entries = texts.flatMap((text, index) => {
          const id = ids[index];
          return id === undefined || text === undefined || text === '' ? [] : [[id, text] as const];
        });
        setAnswer({ column, keys: new Map(entries) });
      })
      // Every run is a line then, until the set or the column changes.
      .catch(() => undefined);
    return () => controller.abort();
  }, [client, viewId, runs, column]);
  return answer?.column === column ? answer?.keys : undefined;
}
