import { useMemo } from 'react';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { RunsQuery } from '../worker/runs/runs-protocol.ts';

/**
 * What a workspace asks of the worker: one view for each set of experiments, whoever looks at it, so that rows stand
 * where they stood for whoever looked before. The same object while nothing of it changes.
 *
 * @param experimentIds of the workspace, with `all` spelled out
 */
export function useRunsQuery(workspace: Workspace, experimentIds: readonly ExperimentId[]): RunsQuery {
  const { lifecycle, filter, directions, sameKeys, sort, set, isKeptSorted, tree, addedRuns } = workspace;
  const { groups, baseline } = useGroupsOfQuery(workspace);
  return useMemo<RunsQuery>(
    () => ({
      viewId: `runs ${lifecycle === 'active' ? '' : `${lifecycle} `}${experimentIds.join(',')}`,
      experimentIds,
      lifecycle,
      filter,
      directions,
      sameKeys,
      sort,
      set,
      isKeptSorted,
      tree: groups ? undefined : tree,
      baseline,
      addedRuns,
      groups,
    }),
    [
      experimentIds,
      lifecycle,
      filter,
      directions,
      sameKeys,
      sort,
      set,
      isKeptSorted,
      tree,
      baseline,
      addedRuns,
      groups,
    ],
  );
}

function useGroupsOfQuery({
  chart,
  openGroups,
  baseline,
}: Workspace): Pick<RunsQuery, 'groups' | 'baseline'> {
  const { groupBy, groupAllBut: allBut, groupBand } = chart;
  const { centre, spread } = groupBand;
  return useMemo(() => {
    const show = { centre, spread };
    const isGrouped = groupBy.length > 0 || allBut !== undefined;
    return {
      groups: isGrouped ? { by: groupBy, allBut, show, open: openGroups } : undefined,
      baseline: baseline?.kind === 'group' ? { ...baseline, show } : baseline,
    };
  }, [groupBy, allBut, centre, spread, openGroups, baseline]);
}
