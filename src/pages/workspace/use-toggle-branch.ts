import { useStableCallback } from '../../parts/use-stable-callback.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { GridRowState } from '../../tables/grid-column.ts';
import type { RunRow } from '../../worker/runs/runs-protocol.ts';
import { canOpen } from './branch-mark.tsx';

/** Shows the runs below a run of the tree, or hides them; where they could not be read, they are asked for again. */
export function useToggleBranch(viewId: string): (row: RunRow) => void {
  const client = useDataClient();
  const { dispatch } = useWorkspace();
  return useStableCallback(({ id, branch }: RunRow) => {
    if (!branch || !canOpen(branch)) return;
    const isFailed = branch.children === 'failed';
    // What became of it shows in the next snapshot.
    if (isFailed) void client.call('runs.control', { viewId, action: 'retry' }).catch(() => undefined);
    if (!isFailed || !branch.isOpen) dispatch({ type: 'toggle-branch', runId: id, isOpen: !branch.isOpen });
  });
}

/** Plus shows, minus hides. */
export function onBranchKey(key: string, row: RunRow, toggle: (row: RunRow) => void): boolean {
  const isOpening = key === '+' || key === '=';
  if (!row.branch || (!isOpening && key !== '-')) return false;
  if (row.branch.isOpen !== isOpening) toggle(row);
  return true;
}

/** How a row stands in the tree, and whether it is there for its own sake. */
export function treeStateOf({ isGone, branch }: RunRow): GridRowState {
  if (!branch) return { isFaint: isGone };
  return {
    isFaint: isGone === true || branch.isContext,
    level: branch.depth + 1,
    isOpen: canOpen(branch) ? branch.isOpen : undefined,
  };
}
