import { useRef } from 'react';
import { setBranch } from '../../domain/runs/branch-set.ts';
import { type CompareSet, setMembers, toggleGroup, toggleMember } from '../../domain/runs/compare-set.ts';
import { useStableCallback } from '../../parts/use-stable-callback.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { isGroupRow, isRunRow } from '../../queries/table-row.ts';
import type { GroupRow, TableRow } from '../../worker/runs/groups-protocol.ts';
import type { BranchOfRow } from '../../worker/runs/runs-protocol.ts';

/**
 * What a click on the box before a row does: with shift, every box from the one clicked last to this one gets the
 * state that this one gets.
 */
export function useToggleRows(viewId: string): (row: TableRow, isRange: boolean) => void {
  const client = useDataClient();
  const { workspace, dispatch } = useWorkspace();
  const { set } = workspace;
  const last = useRef<number | undefined>(undefined);
  return useStableCallback((row: TableRow, isRange: boolean) => {
    const from = last.current;
    const isAbove = row.rank < 0;
    last.current = isAbove ? undefined : row.rank;
    // In a tree a box stands for the runs below it too.
    if (!isGroupRow(row) && row.branch && row.branch.childCount > 0) {
      const isMember = row.branch.comparedBelowCount + Number(row.isCompared) >= allBelow(row.branch);
      client.call('runs.branch', { viewId, id: row.id }).then(
        (branch) => dispatch({ type: 'set-compare-set', set: setBranch(set, branch, !isMember) }),
        () => undefined,
      );
      return;
    }
    const isInTree = !isGroupRow(row) && row.branch !== undefined;
    if (isAbove || isInTree || !isRange || from === undefined || from === row.rank) {
      dispatch({ type: 'set-compare-set', set: toggleRow(set, row) });
      return;
    }
    const [start, end] = [Math.min(from, row.rank), Math.max(from, row.rank) + 1];
    client.call('runs.table', { viewId, start, end, columns: [] }).then(
      ({ rows }) => dispatch({ type: 'set-compare-set', set: setRows(set, rows, !isTicked(row)) }),
      // The worker died: its rows come anew, and the boxes are as they were.
      () => undefined,
    );
  });
}

/** Runs that a box in a tree stands for. */
function allBelow({ descendantCount, isContext }: BranchOfRow): number {
  return descendantCount + Number(!isContext);
}

function isTicked(row: TableRow): boolean {
  return isGroupRow(row) ? row.comparedCount === row.runCount : row.isCompared;
}

function toggleRow(set: CompareSet, row: TableRow): CompareSet {
  return isGroupRow(row)
    ? toggleGroup(set, row.id, boxOf(row))
    : toggleMember(set, row.id, row.isCompared, row.isRuled);
}

function boxOf(row: GroupRow) {
  return { isMember: isTicked(row), isRuled: row.isRuled, ownIds: row.namedIds };
}

/** Groups with all their runs; of a group whose own row is not among these, the runs that are. */
export function setRows(set: CompareSet, rows: readonly TableRow[], isMember: boolean): CompareSet {
  const groups = rows.filter(isGroupRow).filter((row) => row.comparedCount !== (isMember ? row.runCount : 0));
  const firstGroup = rows.findIndex(isGroupRow);
  const runs = (firstGroup < 0 ? rows : rows.slice(0, firstGroup)).filter(isRunRow);
  return groups.reduce(
    (changed, row) => toggleGroup(changed, row.id, { ...boxOf(row), isMember: !isMember }),
    setMembers(set, runs, isMember),
  );
}
