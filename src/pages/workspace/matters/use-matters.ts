import { useEffect, useState } from 'react';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { useDataClient } from '../../../queries/data-client-context.tsx';
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
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    client.call('compare.matters', { viewId, runIds, metric }, { signal }).then(
      (reply) => {
        if (!signal.aborted) setAnswered({ reply, metric });
      },
      // Asked again with the next version; the watch of the rows tells what is wrong.
      () => undefined,
    );
    return () => controller.abort();
    // `text` stands for `metric`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, viewId, runIds, text, version]);
  return answered && formatRunColumn(answered.metric) === text ? answered.reply : undefined;
}
