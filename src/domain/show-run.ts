import type { Absence } from './runs/run-absence.ts';
import type { RunId } from './runs/run.ts';
import type { WorkspaceAction } from './workspace-actions.ts';

/**
 * What has to be done in the workspace so that the run is a row and a line of the charts; undefined where nothing in
 * the workspace can: it is deleted. A run of another experiment is put above the rows, where neither the experiments
 * nor the filter nor the order say what is shown: to load the whole other experiment for it would change all of them.
 *
 * @param isRuled the rule of the compare set takes it: an exception leaves it out
 */
export function planToShow(
  id: RunId,
  absences: readonly Absence[],
  isRuled: boolean,
): readonly WorkspaceAction[] | undefined {
  if (absences.some(({ kind }) => kind === 'experiment-deleted' || kind === 'run-deleted')) return undefined;
  if (isPinnedToShow(absences)) return [{ type: 'add-run', runId: id }];
  return absences.flatMap((absence) => actionsAgainst(id, absence, isRuled));
}

/** Whether it is shown above the rows, not as one of them. */
export function isPinnedToShow(absences: readonly Absence[]): boolean {
  return absences.some(({ kind }) => kind === 'other-experiment');
}

function actionsAgainst(id: RunId, absence: Absence, isRuled: boolean): readonly WorkspaceAction[] {
  switch (absence.kind) {
    case 'filtered':
      return [{ type: 'set-filter', filter: absence.without }];
    case 'outside-set':
      return [{ type: 'toggle-run', runId: id, isMember: false, isRuled }];
    case 'folded':
      return absence.parents.map((runId) => ({ type: 'toggle-branch', runId, isOpen: true }));
    case 'folded-group':
      return [{ type: 'open-group', id: absence.group, isOpen: true }];
    case 'list-of-deleted':
      return [{ type: 'set-lifecycle', lifecycle: 'active' }];
    case 'other-experiment':
    case 'experiment-deleted':
    case 'run-deleted':
    case 'not-loaded':
    case 'waiting':
      return [];
  }
}
