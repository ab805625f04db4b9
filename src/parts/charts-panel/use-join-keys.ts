import { useEffect, useState } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';

interface Answer {
  readonly column: string;
  /** Of all runs, to tell whether it is the same. */
  readonly text: string;
  readonly keys: ReadonlyMap<RunId, string>;
}

/**
 * What makes runs one training, by run; undefined: nothing is joined, or it is not read yet.
 *
 * @param rowsVersion another one after the rows of the view changed
 */
export function useJoinKeys(
  viewId: string | undefined,
  runs: readonly ComparedRun[],
  column: string | undefined,
  rowsVersion?: number,
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
        const next = { column, text: JSON.stringify(entries), keys: new Map(entries) };
        setAnswer((before) => (before?.column === column && before.text === next.text ? before : next));
      })
      // Every run is a line then, until the set or the column changes.
      .catch(() => undefined);
    return () => controller.abort();
    // Rows that changed are a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, viewId, runs, column, rowsVersion]);
  return answer?.column === column ? answer?.keys : undefined;
}
