import { useEffect, useState } from 'react';
import type { KeysAmongRuns } from '../../domain/comparison/varying-keys.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';

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
  useEffect(() => {
    const controller = new AbortController();
    client.call('compare.keys', { viewId, runIds }, { signal: controller.signal }).then(
      (reply) => {
        if (!controller.signal.aborted) setKeys(reply);
      },
      // Asked again with the next version; the watch of the rows tells what is wrong.
      () => undefined,
    );
    return () => controller.abort();
    // A new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, viewId, runIds, version]);
  return keys;
}
