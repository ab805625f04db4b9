import { useCallback, useState } from 'react';
import type { KeysAmongRuns } from '../../domain/comparison/varying-keys.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { useAsking } from './asking.tsx';

/**
 * The params and metrics of some runs, and in which of them they differ. The last answer stays while other runs have
 * none yet; undefined: there was none.
 *
 * @param version of the rows: another one is a reason to ask again
 */
export function useKeysOfRuns(
  viewId: string,
  runIds: readonly RunId[],
  version: number | undefined,
): KeysAmongRuns | undefined {
  const client = useDataClient();
  const [keys, setKeys] = useState<KeysAmongRuns>();
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const reply = await client.call('compare.keys', { viewId, runIds }, { signal });
      if (!signal.aborted) setKeys(reply);
    },
    // A new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, viewId, runIds, version],
  );
  useAsking(ask);
  return keys;
}
