import { useMemo } from 'react';
import { type Baseline, baselineOfRun, toggledBaseline } from '../../domain/runs/baseline.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { WorkspaceAction } from '../../domain/workspace-actions.ts';
import { groupIdOf, type ShownGroup } from '../../parts/charts-panel/use-run-groups.ts';
import { isFocusedLine, useFocusedRuns, useHighlightStore } from '../../parts/highlight.tsx';
import { useNavigateTo } from '../../state/use-route.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { DataGridProps } from '../../tables/data-grid.tsx';
import { runHref } from '../../url/routes.ts';
import { isGroupRow } from '../../queries/table-row.ts';
import type { TableRow } from '../../worker/runs/groups-protocol.ts';
import type { RunRow } from '../../worker/runs/runs-protocol.ts';
import { onBranchKey, treeStateOf } from './use-toggle-branch.ts';

type GridProps = DataGridProps<TableRow>;

export interface RowEvents {
  readonly stateOf: NonNullable<GridProps['rowState']>;
  readonly onHover: NonNullable<GridProps['onRowHover']>;
  readonly onClick: NonNullable<GridProps['onRowClick']>;
  readonly onActivate: NonNullable<GridProps['onRowActivate']>;
  readonly onKey: NonNullable<GridProps['onRowKey']>;
  /** Id of the group of each compared run. */
  readonly groupOf: Pick<ReadonlyMap<string, string>, 'get'>;
}

interface RowKeys {
  readonly onBranch: (row: RunRow) => void;
  readonly onStar: (row: RunRow) => void;
}

/** What the rows do: a group lights all its compared runs, and opens where a run goes to its page. */
export function useRowEvents(
  groups: readonly ShownGroup[] | undefined,
  { onBranch, onStar }: RowKeys,
): RowEvents {
  const { workspace, dispatch } = useWorkspace();
  const { baseline } = workspace;
  const focused = useFocusedRuns();
  const { hover, focus, get } = useHighlightStore();
  const navigateTo = useNavigateTo();
  const { groupOf, runsOf } = useGroupsOfRuns(groups);
  return {
    groupOf,
    stateOf: (row) =>
      isGroupRow(row)
        ? { isFocused: isFocusedGroup(runsOf(row.id), focused), isCompared: row.comparedCount > 0 }
        : { isFocused: focused.has(row.id), isCompared: row.isCompared, ...treeStateOf(row) },
    onHover: (row) => {
      const runIds = row && isGroupRow(row) ? runsOf(row.id) : NO_RUNS;
      hover(row && !isGroupRow(row) ? row.id : runIds[0], runIds);
    },
    onClick: (row) => {
      const runIds = isGroupRow(row) ? runsOf(row.id) : NO_RUNS;
      const first = isGroupRow(row) ? runIds[0] : row.id;
      if (isFocusedLine(get(), first, runIds)) focus(undefined);
      else focus(first, runIds);
    },
    onActivate: (row) => {
      if (!isGroupRow(row)) navigateTo(runHref(row.id));
      // A baseline above the rows has none below it.
      else if (row.rank >= 0) dispatch({ type: 'open-group', id: row.id, isOpen: !row.isOpen });
    },
    onKey: (row, shortcut) => {
      if (shortcut === 'b') dispatch(toggleBaseline(baseline, row));
      if (isGroupRow(row)) return shortcut === 'b';
      if (shortcut === 's') onStar(row);
      return onBranchKey(shortcut, row, onBranch) || shortcut === 'b' || shortcut === 's';
    },
  };
}

/** The run or the group of the row becomes the baseline; the one that is it is it no more. */
export function toggleBaseline(baseline: Baseline | undefined, row: TableRow): WorkspaceAction {
  const next = isGroupRow(row) ? ({ kind: 'group', id: row.id } as const) : baselineOfRun(row.id);
  return { type: 'set-baseline', baseline: toggledBaseline(baseline, next) };
}

/** Which compared runs stand for which line of a group. */
function useGroupsOfRuns(groups: readonly ShownGroup[] | undefined) {
  return useMemo(() => {
    const groupOf = { get: (id: string) => groups && groupIdOf(groups, id) };
    const runIds = new Map(groups?.map((group) => [group.id, group.runIds]));
    return { groupOf, runsOf: (id: string): readonly RunId[] => runIds.get(id) ?? NO_RUNS };
  }, [groups]);
}

const NO_RUNS: readonly RunId[] = [];

function isFocusedGroup(runIds: readonly RunId[], focused: ReadonlySet<RunId>): boolean {
  return runIds.length > 0 && focused.size >= runIds.length && runIds.every((id) => focused.has(id));
}
