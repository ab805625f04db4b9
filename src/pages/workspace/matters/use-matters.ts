import { useCallback, useState } from 'react';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import { useAsking } from '../asking.tsx';
import type { MattersReply, MattersRequest } from '../../../worker/compare/matters-protocol.ts';

interface AnsweredMatters {
  readonly reply: MattersReply;
  readonly metric: RunColumn;
}

/**
 * What goes with a metric. The last answer stays while there is no later one of the same metric.
 *
 * @param version of the rows: another one is a reason to ask again; undefined: they are still read
 */
export function useMatters(
  { viewId, runIds, metric }: MattersRequest,
  version: number | undefined,
): MattersReply | undefined {
  const client = useDataClient();
  const [answered, setAnswered] = useState<AnsweredMatters>();
  const text = formatRunColumn(metric);
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const reply = await client.call('compare.matters', { viewId, runIds, metric }, { signal });
      if (!signal.aborted) setAnswered({ reply, metric });
    },
    // `text` stands for `metric`; a new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, viewId, runIds, text, version],
  );
  useAsking(ask);
  return answered && formatRunColumn(answered.metric) === text ? answered.reply : undefined;
}
