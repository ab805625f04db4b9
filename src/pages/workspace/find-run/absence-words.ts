import { unreachable } from '../../../base/assert.ts';
import type { Absence } from '../../../domain/runs/run-absence.ts';
import { describeGroupId } from '../../../domain/runs/run-groups.ts';
import { m } from '../../../paraglide/messages.js';
import { groupLabel } from '../../../parts/group-words.ts';

/** Why a run is not on screen, in words. */
export function absenceWords(absence: Absence, experiment: string): string {
  switch (absence.kind) {
    case 'experiment-deleted':
      return m.absence_experiment_deleted({ experiment });
    case 'run-deleted':
      return m.absence_run_deleted();
    case 'list-of-deleted':
      return m.absence_list_of_deleted();
    case 'other-experiment':
      return m.absence_other_experiment({ experiment });
    case 'filtered': {
      const clauses = absence.clauses.map(({ text }) => text).join(' AND ');
      return absence.clauses.every(({ isUndecided }) => isUndecided)
        ? m.absence_undecided({ clauses })
        : m.absence_filtered({ clauses });
    }
    case 'not-loaded':
      return m.absence_not_loaded();
    case 'waiting':
      return m.absence_waiting();
    case 'folded':
      return m.absence_folded();
    case 'folded-group': {
      const group = describeGroupId(absence.group);
      return m.absence_folded_group({ group: group ? groupLabel(group.by, group.values) : absence.group });
    }
    case 'outside-set':
      return m.absence_outside_set();
    default:
      return unreachable(absence);
  }
}
