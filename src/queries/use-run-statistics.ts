import { useMemo } from 'react';
import type { Run } from '../domain/runs/run.ts';
import { NEWEST_FIRST, type RunColumn } from '../domain/runs/run-sort.ts';
import type { Direction } from '../domain/statistics/metric-statistic.ts';
import type { ComputingReport, RunCell, RunsQuery } from '../worker/runs/runs-protocol.ts';
import { useDataClient } from './data-client-context.tsx';
import { isGroupRow } from './table-row.ts';
import { useRunRows } from './use-run-rows.ts';
import { useWatch } from './use-watch.ts';

export interface RunStatistics {
  /** One for each column; undefined: the run has no such value; null: not computed yet. */
  readonly cells: readonly RunCell[];
  readonly computing: ComputingReport | undefined;
  /** Reads what is asked about, or what failed. */
  readonly compute: () => void;
}

/** Statistics of histories of one run: those of a view that holds this run alone. */
export function useRunStatistics(
  { id, experimentId, lifecycle }: Pick<Run, 'id' | 'experimentId' | 'lifecycle'>,
  columns: readonly RunColumn[],
  directions: Readonly<Record<string, Direction>>,
): RunStatistics {
  const client = useDataClient();
  const query = useMemo<RunsQuery>(
    () => ({
      viewId: `run ${id}`,
      experimentIds: [experimentId],
      lifecycle,
      filter: `run_id = '${id}'`,
      sort: NEWEST_FIRST,
      set: { kind: 'these', runIds: [] },
      directions,
    }),
    [id, experimentId, lifecycle, directions],
  );
  const { latest } = useWatch('runs.watch', query);
  const rows = useRunRows(query, latest && latest.matched > 0 ? latest.version : undefined, columns);
  const row = rows.getRow(0);
  return {
    cells: row && !isGroupRow(row) ? row.cells : [],
    computing: latest?.computing,
    compute: () =>
      // What became of it shows in the next snapshot.
      void client.call('runs.control', { viewId: query.viewId, action: 'compute' }).catch(() => undefined),
  };
}
