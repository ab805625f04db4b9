import { useCallback, useEffect, useState } from 'react';
import type { AxisValues } from '../../domain/comparison/axis-values.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { useAsking, useUnreadRemark } from './asking.tsx';

/** Columns of the compared runs, all of one state of the rows. */
export interface Axes {
  readonly runIds: readonly RunId[];
  readonly columns: readonly RunColumn[];
  /** One for each column, runs in their order. */
  readonly values: readonly AxisValues[];
  /** They could not be read, and count as missing everywhere. */
  readonly unread: readonly RunId[];
}

export interface AxesQuestion {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
  readonly columns: readonly RunColumn[];
}

/**
 * What a picture of the compare set is drawn from. The last answer stays while a changed question has none yet;
 * undefined: there was none. Statistics among the columns are worked out while this is mounted.
 *
 * @param version of the rows: another one is a reason to ask again; undefined: they are still read
 */
export function useAxes(
  { viewId, runIds, columns }: AxesQuestion,
  version: number | undefined,
): Axes | undefined {
  const client = useDataClient();
  const [axes, setAxes] = useState<Axes>();
  const columnsKey = columns.map(formatRunColumn).join('\n');
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const { axes: values, unread } = await client.call(
        'compare.axes',
        { viewId, runIds, columns },
        { signal },
      );
      if (!signal.aborted) setAxes({ runIds, columns, values, unread });
    },
    // `columnsKey` stands for `columns`; a new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, viewId, runIds, columnsKey, version],
  );
  useAsking(ask);
  useUnreadRemark(axes?.unread);
  useEffect(
    () => () => void client.call('compare.axes', { viewId, runIds: [], columns: [] }).catch(() => undefined),
    [client, viewId],
  );
  return axes;
}
