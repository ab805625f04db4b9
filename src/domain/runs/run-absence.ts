import type { ExperimentId } from './experiment.ts';
import type { RunId } from './run.ts';

/** What a view knows of a run that was looked up. */
export interface RunPlace {
  /** Its experiment is one of the view's. */
  readonly isExperimentOpen: boolean;
  /** It was added by hand and stands above the rows, whatever the filter and the experiments are. */
  readonly isAdded: boolean;
  readonly isLoaded: boolean;
  /** Every run of the view is loaded. */
  readonly isWhole: boolean;
  /** Place among the rows, from 0. */
  readonly rank: number | undefined;
  readonly isCompared: boolean;
  /** The rule of the compare set takes it, but for exceptions of single runs. */
  readonly isRuled: boolean;
  /** Clauses of the filter that leave it out, as they are written. */
  readonly excludedBy: readonly ExcludingClause[];
  /** The filter without them. */
  readonly filterWithout: string;
  /** Parents that are folded up, the outermost first. */
  readonly foldedParents: readonly RunId[];
  /** Id of the group that it stands in and that does not show its runs. */
  readonly foldedGroup?: string | undefined;
}

export interface ExcludingClause {
  readonly text: string;
  /** It asks for a statistic of the run's history that nobody has read. */
  readonly isUndecided: boolean;
}

export interface SoughtRun {
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly isDeleted: boolean;
  readonly isExperimentDeleted: boolean;
  /** The rows are deleted runs. */
  readonly isAmongDeleted?: boolean | undefined;
}

/** Why a run is not on screen. */
export type Absence =
  | { readonly kind: 'experiment-deleted' | 'run-deleted' }
  /** The rows are deleted runs, and it is none. */
  | { readonly kind: 'list-of-deleted' }
  | { readonly kind: 'other-experiment'; readonly experimentId: ExperimentId }
  | { readonly kind: 'filtered'; readonly clauses: readonly ExcludingClause[]; readonly without: string }
  | { readonly kind: 'not-loaded' }
  /** It came, or changed, after the rows were put in order: a click takes the new order. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'folded'; readonly parents: readonly RunId[] }
  | { readonly kind: 'folded-group'; readonly group: string }
  | { readonly kind: 'outside-set' };

/**
 * All reasons, in the order in which they have to go before the run is a row and a line of the charts; none: it is
 * both. A deleted run is in no view but that of deleted ones: nothing else that could be said of it matters.
 */
export function explainAbsence(run: SoughtRun, place: RunPlace): readonly Absence[] {
  if (run.isExperimentDeleted) return [{ kind: 'experiment-deleted' }];
  const isAmongDeleted = run.isAmongDeleted === true;
  if (run.isDeleted && !isAmongDeleted) return [{ kind: 'run-deleted' }];
  if (!run.isDeleted && isAmongDeleted) return [{ kind: 'list-of-deleted' }];
  if (place.isAdded) return place.isCompared ? [] : [{ kind: 'outside-set' }];
  const reasons: Absence[] = [];
  if (!place.isExperimentOpen) reasons.push({ kind: 'other-experiment', experimentId: run.experimentId });
  const isExcluded = place.rank === undefined && place.excludedBy.length > 0;
  if (isExcluded) {
    reasons.push({ kind: 'filtered', clauses: place.excludedBy, without: place.filterWithout });
  }
  // A filter that goes is asked of the server anew, which brings the run.
  const isMissing = place.isExperimentOpen && !place.isLoaded && !isExcluded;
  if (isMissing) reasons.push({ kind: 'not-loaded' });
  const isFolded = place.foldedParents.length > 0;
  const isPassed = place.isExperimentOpen && place.isLoaded && !isExcluded;
  if (isPassed && place.rank === undefined && !isFolded) reasons.push({ kind: 'waiting' });
  if (isFolded) reasons.push({ kind: 'folded', parents: place.foldedParents });
  if (place.foldedGroup !== undefined) reasons.push({ kind: 'folded-group', group: place.foldedGroup });
  if (!place.isCompared) reasons.push({ kind: 'outside-set' });
  return reasons;
}

/** Whether the run is a row of the table, be it compared or not. */
export function isRow(absences: readonly Absence[]): boolean {
  return absences.every(({ kind }) => kind === 'outside-set');
}
