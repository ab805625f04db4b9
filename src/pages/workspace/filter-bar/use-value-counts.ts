import { useEffect, useState } from 'react';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import type { ValueCounts } from '../../../worker/runs/runs-protocol.ts';

/** The users of the loaded runs, read when `isWanted` becomes true; undefined until they are here. */
export function useUsers(viewId: string, isWanted: boolean): ValueCounts['values'] | undefined {
  const client = useDataClient();
  const [users, setUsers] = useState<ValueCounts['values']>();
  useEffect(() => {
    if (!isWanted) return undefined;
    const controller = new AbortController();
    client
      .call('runs.values', { viewId, kind: 'attribute', key: 'user' }, { signal: controller.signal })
      .then(({ values }) => setUsers(values))
      // Opening the menu again asks again; until then it says that nobody is known.
      .catch(() => {
        if (!controller.signal.aborted) setUsers((before) => before ?? []);
      });
    return () => controller.abort();
  }, [client, viewId, isWanted]);
  return users;
}
