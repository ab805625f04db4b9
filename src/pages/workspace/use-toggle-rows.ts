import { useRef } from 'react';
import { setMembers } from '../../domain/runs/compare-set.ts';
import { useStableCallback } from '../../parts/use-stable-callback.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { BranchOfRow, RunRow } from '../../worker/runs/runs-protocol.ts';

/**
 * What a click on the box before a row does: with shift, every box from the one clicked last to this one gets the
 * state that this one gets.
 */
export function useToggleRows(viewId: string): (row: RunRow, isRange: boolean) => void {
  const client = useDataClient();
  const { workspace, dispatch } = useWorkspace();
  const { set, addedRuns: added } = workspace;
  const last = useRef<number | undefined>(undefined);
  return useStableCallback((row: RunRow, isRange: boolean) => {
    const from = last.current;
    const isAbove = row.rank < 0;
    last.current = isAbove ? undefined : row.rank;
    // In a tree a box stands for the runs below it too.
    if (row.branch && row.branch.childCount > 0) {
      const isMember = row.branch.comparedBelowCount + Number(row.isCompared) >= allBelow(row.branch);
      client.call('runs.branch', { viewId, id: row.id }).then(
        ({ runs }) => dispatch({ type: 'set-compare-set', set: setMembers(set, runs, !isMember) }),
        () => undefined,
      );
      return;
    }
    if (isAbove || row.branch || !isRange || from === undefined || from === row.rank) {
      // Above the rows the rule takes in those that were added, and no baseline.
      const rank = isAbove && !added.includes(row.id) ? Number.POSITIVE_INFINITY : row.rank;
      dispatch({ type: 'toggle-run', runId: row.id, isMember: row.isCompared, rank });
      return;
    }
    const [start, end] = [Math.min(from, row.rank), Math.max(from, row.rank) + 1];
    client.call('runs.rows', { viewId, start, end, columns: [] }).then(
      ({ rows }) => dispatch({ type: 'set-compare-set', set: setMembers(set, rows, !row.isCompared) }),
      // The worker died: its rows come anew, and the boxes are as they were.
      () => undefined,
    );
  });
}

/** Runs that a box in a tree stands for. */
function allBelow({ descendantCount, isContext }: BranchOfRow): number {
  return descendantCount + Number(!isContext);
}
