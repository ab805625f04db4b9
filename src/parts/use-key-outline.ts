import { useEffect, useMemo, useState } from 'react';
import { type KeyOutline, outlineKeys } from '../domain/runs/key-outline.ts';
import { useDataClient } from '../queries/data-client-context.tsx';

/** So many keys take some 5 ms, less than the worker's turn. */
const MOST_KEYS_HERE = 400;

/**
 * Families and order of metric keys. Of many keys the worker finds them; until it has, those of the keys before stay,
 * undefined at first.
 */
export function useKeyOutline(keys: readonly string[]): KeyOutline | undefined {
  const client = useDataClient();
  const wanted = useSameKeys(keys);
  const here = useMemo(() => (wanted.length <= MOST_KEYS_HERE ? outlineKeys(wanted) : undefined), [wanted]);
  const [answered, setAnswered] = useState<KeyOutline>();
  useEffect(() => {
    if (wanted.length <= MOST_KEYS_HERE) return undefined;
    const controller = new AbortController();
    client.call('charts.outline', { keys: wanted }, { signal: controller.signal }).then(
      (outline) => (controller.signal.aborted ? undefined : setAnswered(outline)),
      // A worker that went down: every metric is a card of its own.
      () => (controller.signal.aborted ? undefined : setAnswered({ keys: wanted, families: [] })),
    );
    return () => controller.abort();
  }, [client, wanted]);
  return here ?? answered;
}

/** The same array as long as it holds the same keys: every snapshot of runs brings a new one. */
function useSameKeys(keys: readonly string[]): readonly string[] {
  const [same, setSame] = useState(keys);
  if (same === keys) return same;
  if (same.length === keys.length && same.every((key, index) => key === keys[index])) return same;
  setSame(keys);
  return keys;
}
