import { useEffect, useState } from 'react';
import type { KeyCatalogue } from '../worker/runs/runs-protocol.ts';
import { useDataClient } from './data-client-context.tsx';

/**
 * Which keys exist in the loaded runs of a view, and in how many; read anew when `version` changes, the old one stays
 * until then. Undefined without a view.
 */
export function useCatalogue(viewId: string | undefined, version: string): KeyCatalogue | undefined {
  const client = useDataClient();
  const [catalogue, setCatalogue] = useState<{ readonly viewId: string; readonly keys: KeyCatalogue }>();
  useEffect(() => {
    if (viewId === undefined) return undefined;
    const controller = new AbortController();
    client
      .call('runs.catalogue', { viewId }, { signal: controller.signal })
      .then((keys) => {
        if (!controller.signal.aborted) setCatalogue({ viewId, keys });
      })
      // Asked again with the next version; the watch reports what is wrong.
      .catch(() => undefined);
    return () => controller.abort();
    // A new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, viewId, version]);
  return catalogue && catalogue.viewId === viewId ? catalogue.keys : undefined;
}
