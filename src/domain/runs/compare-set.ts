import type { ExperimentId } from './experiment.ts';
import { type Run, type RunId, TAG_RUN_COLOR, tagValue } from './run.ts';

/**
 * The one set of runs that every tab compares: a rule with exceptions, or runs picked by hand.
 * Exceptions of a rule never refill places: `top 10, without 1` is nine runs.
 */
export type CompareSet =
  | {
      readonly kind: 'top';
      readonly count: number;
      readonly without: readonly RunId[];
      readonly plus: readonly RunId[];
    }
  | { readonly kind: 'all'; readonly without: readonly RunId[] }
  | { readonly kind: 'these'; readonly runIds: readonly RunId[] };

export const DEFAULT_COMPARE_SET: CompareSet = { kind: 'top', count: 10, without: [], plus: [] };

/** A member of the compare set, with what its line, its legend entry and its colour need. */
export interface ComparedRun {
  readonly id: RunId;
  readonly name: string;
  readonly experimentId: ExperimentId;
  readonly startMs: number | undefined;
  readonly isRunning: boolean;
  /** The `mlflow.runColor` tag. */
  readonly colorTag: string | undefined;
}

/** A whole run as a member; for rows of a frame there is `comparedRunAt`. */
export function toComparedRun(run: Run): ComparedRun {
  return {
    id: run.id,
    name: run.name,
    experimentId: run.experimentId,
    startMs: run.startMs,
    isRunning: run.status === 'RUNNING',
    colorTag: tagValue(run.tags, TAG_RUN_COLOR),
  };
}

/** Run ids of the set, in row order; `plus` and `these` ids that are not among the rows come last. */
export function resolveCompareSet(set: CompareSet, orderedIds: readonly RunId[]): readonly RunId[] {
  if (set.kind === 'these') return inRowOrder(set.runIds, orderedIds);
  const without = new Set(set.without);
  if (set.kind === 'all') return orderedIds.filter((id) => !without.has(id));
  const top = orderedIds.slice(0, set.count).filter((id) => !without.has(id));
  const members = new Set(top);
  return inRowOrder([...top, ...set.plus.filter((id) => !members.has(id))], orderedIds);
}

/** The members with the runs that were added by hand from anywhere, but for those that are left out by name. */
export function withAdded(
  set: CompareSet,
  members: readonly RunId[],
  added: readonly RunId[],
): readonly RunId[] {
  if (set.kind === 'these' || added.length === 0) return members;
  const leftOut = new Set([...members, ...set.without]);
  return [...members, ...new Set(added.filter((id) => !leftOut.has(id)))];
}

function inRowOrder(ids: readonly RunId[], orderedIds: readonly RunId[]): readonly RunId[] {
  const wanted = new Set(ids);
  const loaded = orderedIds.filter((id) => wanted.has(id));
  const found = new Set(loaded);
  return [...loaded, ...[...wanted].filter((id) => !found.has(id))];
}

/**
 * The set after many boxes were given one state, such as those from one row to another.
 *
 * @param rows what their boxes showed, and their places in the order, from 0
 */
export function setMembers(
  set: CompareSet,
  rows: readonly { readonly id: RunId; readonly isCompared: boolean; readonly rank: number }[],
  isMember: boolean,
): CompareSet {
  return rows
    .filter(({ isCompared }) => isCompared !== isMember)
    .reduce((changed, { id, isCompared, rank }) => toggleMember(changed, id, isCompared, rank), set);
}

/**
 * The set after the box before a row was clicked.
 *
 * @param isMember what the box showed
 * @param rank place of the row in the order, from 0: a run that the rule itself would take needs no exception
 */
export function toggleMember(set: CompareSet, id: RunId, isMember: boolean, rank: number): CompareSet {
  if (set.kind === 'these') {
    return {
      kind: 'these',
      runIds: isMember ? set.runIds.filter((other) => other !== id) : [...set.runIds, id],
    };
  }
  const without = set.without.filter((other) => other !== id);
  if (set.kind === 'all') return { ...set, without: isMember ? [...without, id] : without };
  const plus = set.plus.filter((other) => other !== id);
  const isInRule = rank < set.count;
  if (isMember) return { ...set, plus, without: isInRule ? [...without, id] : without };
  return { ...set, without, plus: isInRule ? plus : [...plus, id] };
}
