import type { Absence } from './runs/run-absence.ts';
import type { RunId } from './runs/run.ts';
import type { Workspace, WorkspaceAction } from './workspace.ts';

/**
 * What has to be done in the workspace so that the run is a row and a line of the charts; undefined where nothing in
 * the workspace can: it is deleted.
 *
 * @param isRuled the rule of the compare set takes it: an exception leaves it out
 */
export function planToShow(
  id: RunId,
  absences: readonly Absence[],
  isRuled: boolean,
  { experimentIds }: Pick<Workspace, 'experimentIds'>,
): readonly WorkspaceAction[] | undefined {
  const actions: WorkspaceAction[] = [];
  for (const absence of absences) {
    switch (absence.kind) {
      case 'experiment-deleted':
      case 'run-deleted':
        return undefined;
      case 'other-experiment':
        if (experimentIds !== 'all') {
          const all = [...experimentIds, absence.experimentId];
          actions.push({ type: 'set-experiments', experimentIds: all });
        }
        break;
      case 'filtered':
        actions.push({ type: 'set-filter', filter: absence.without });
        break;
      case 'outside-set':
        actions.push({ type: 'toggle-run', runId: id, isMember: false, isRuled });
        break;
      case 'folded':
        for (const runId of absence.parents) actions.push({ type: 'toggle-branch', runId, isOpen: true });
        break;
      case 'folded-group':
        actions.push({ type: 'open-group', id: absence.group, isOpen: true });
        break;
      case 'not-loaded':
      case 'waiting':
        break;
    }
  }
  return actions;
}
