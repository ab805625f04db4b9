import type { Workspace } from '../workspace.ts';

/** Whether two workspaces look at the same experiments. */
export function isOfSameExperiments(left: Workspace, right: Workspace): boolean {
  return left.experimentIds === right.experimentIds || isSame(left.experimentIds, right.experimentIds);
}

/**
 * Whether two workspaces ask for the same compare set, so that what a link says of its set holds for both: of a rule all
 * that it goes by, of runs picked by hand these alone.
 */
export function asksForSameSet(left: Workspace, right: Workspace): boolean {
  if (left === right) return true;
  return isSame(questionOf(left), questionOf(right));
}

function questionOf({ experimentIds, lifecycle, set, filter, sort, addedRuns, sameKeys, chart }: Workspace) {
  const { groupBy, groupAllBut } = chart;
  const isPicked = set.kind === 'these' && set.groups === undefined;
  return isPicked
    ? [experimentIds, lifecycle, set]
    : [experimentIds, lifecycle, set, filter, sort, addedRuns, sameKeys, groupBy, groupAllBut ?? null];
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
