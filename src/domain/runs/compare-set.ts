import type { ExperimentId, Lifecycle } from './experiment.ts';
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
      readonly groups?: GroupExceptions | undefined;
    }
  | {
      readonly kind: 'all';
      readonly without: readonly RunId[];
      /** Of the groups that are left out. */
      readonly plus?: readonly RunId[] | undefined;
      readonly groups?: GroupExceptions | undefined;
    }
  | {
      readonly kind: 'these';
      readonly runIds: readonly RunId[];
      /** Of the groups; runs that were picked by themselves are not in it. */
      readonly without?: readonly RunId[] | undefined;
      readonly groups?: GroupExceptions | undefined;
    };

/** Whole groups by their ids (`RunGroup.id`), whichever runs are in them: exceptions of single runs come before them. */
export interface GroupExceptions {
  readonly without: readonly string[];
  readonly plus: readonly string[];
}

export const NO_GROUPS: GroupExceptions = { without: [], plus: [] };

export const DEFAULT_COMPARE_SET: CompareSet = { kind: 'top', count: 10, without: [], plus: [] };

/** Runs picked by hand that a link has room for: more need a rule. */
export const MAX_PICKED_RUNS = 200;

/** A member of the compare set, with what its line, its legend entry and its colour need. */
export interface ComparedRun {
  readonly id: RunId;
  readonly name: string;
  readonly experimentId: ExperimentId;
  readonly startMs: number | undefined;
  readonly isRunning: boolean;
  /** Where it is another than that of the list. */
  readonly lifecycle?: Lifecycle | undefined;
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

/** Whether nothing that a line, a legend entry or a colour shows of these runs differs. */
export function isSameComparison(left: readonly ComparedRun[], right: readonly ComparedRun[]): boolean {
  if (left === right) return true;
  return left.length === right.length && left.every((run, index) => isSameMember(run, right[index]));
}

function isSameMember(run: ComparedRun, other: ComparedRun | undefined): boolean {
  return (
    run.id === other?.id &&
    run.name === other.name &&
    run.experimentId === other.experimentId &&
    run.startMs === other.startMs &&
    run.isRunning === other.isRunning &&
    run.lifecycle === other.lifecycle &&
    run.colorTag === other.colorTag
  );
}

/** How runs are grouped, as far as a set asks. */
export interface GroupsForSet {
  /** Runs of the first so many groups, in row order; undefined: runs are not grouped. */
  readonly first: ((count: number) => readonly RunId[]) | undefined;
  /** Runs among the rows that are in the group. */
  readonly membersOf: (groupId: string) => readonly RunId[];
}

export const UNGROUPED: GroupsForSet = { first: undefined, membersOf: () => [] };

/** Run ids of the set, in row order; `plus` and `these` ids that are not among the rows come last. */
export function resolveCompareSet(
  set: CompareSet,
  orderedIds: readonly RunId[],
  groups: GroupsForSet = UNGROUPED,
): readonly RunId[] {
  const members = ruledMembers(set, orderedIds, groups);
  for (const id of set.without ?? []) members.delete(id);
  for (const id of set.kind === 'these' ? set.runIds : (set.plus ?? [])) members.add(id);
  return inRowOrder([...members], orderedIds);
}

/** Members but for the exceptions of single runs: what the rule and whole groups say. */
export function ruledMembers(
  set: CompareSet,
  orderedIds: readonly RunId[],
  groups: GroupsForSet = UNGROUPED,
): Set<RunId> {
  const members = new Set(ofRule(set, orderedIds, groups));
  const { without, plus } = set.groups ?? NO_GROUPS;
  for (const group of plus) for (const id of groups.membersOf(group)) members.add(id);
  for (const group of without) for (const id of groups.membersOf(group)) members.delete(id);
  return members;
}

function ofRule(set: CompareSet, orderedIds: readonly RunId[], groups: GroupsForSet): readonly RunId[] {
  if (set.kind === 'these') return [];
  if (set.kind === 'all') return orderedIds;
  return groups.first ? groups.first(set.count) : orderedIds.slice(0, set.count);
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
 * @param rows what their boxes showed, and `isRuled` as `toggleMember` has it
 */
export function setMembers(
  set: CompareSet,
  rows: readonly { readonly id: RunId; readonly isCompared: boolean; readonly isRuled: boolean }[],
  isMember: boolean,
): CompareSet {
  return rows
    .filter(({ isCompared }) => isCompared !== isMember)
    .reduce((changed, { id, isCompared, isRuled }) => toggleMember(changed, id, isCompared, isRuled), set);
}

/**
 * The set after the box before a row was clicked.
 *
 * @param isMember what the box showed
 * @param isRuled whether the rule or a whole group takes the run (`ruledMembers`): then it needs no exception
 */
export function toggleMember(set: CompareSet, id: RunId, isMember: boolean, isRuled: boolean): CompareSet {
  const bare = withoutRuns(set, new Set([id]));
  if (isMember) return isRuled ? { ...bare, without: [...(bare.without ?? []), id] } : bare;
  if (isRuled) return bare;
  if (bare.kind === 'these') return { ...bare, runIds: [...bare.runIds, id] };
  return { ...bare, plus: [...(bare.plus ?? []), id] };
}

/** The set with these runs in it too. @param members those that are in it by now */
export function withMembers(set: CompareSet, ids: readonly RunId[], members: ReadonlySet<RunId>): CompareSet {
  const bare = withoutRuns(set, new Set(ids));
  const named = new Set(namedRuns(set));
  const more = ids.filter((id) => !members.has(id) || named.has(id));
  if (bare.kind === 'these') return { ...bare, runIds: [...bare.runIds, ...more] };
  return more.length === 0 ? bare : { ...bare, plus: [...(bare.plus ?? []), ...more] };
}

/**
 * The set after the box before a group was clicked: all its runs are in it, or none is.
 *
 * @param isMember whether all its runs were
 * @param isRuled whether the rule itself takes the group
 * @param ownIds those of its runs that the set names by themselves
 */
export function toggleGroup(
  set: CompareSet,
  group: string,
  { isMember, isRuled, ownIds }: { isMember: boolean; isRuled: boolean; ownIds: readonly RunId[] },
): CompareSet {
  const bare = withoutRuns(set, new Set(ownIds));
  const { without, plus } = bare.groups ?? NO_GROUPS;
  const others = {
    without: without.filter((each) => each !== group),
    plus: plus.filter((each) => each !== group),
  };
  if (isMember && isRuled) return withGroups(bare, { ...others, without: [...others.without, group] });
  if (!isMember && !isRuled) return withGroups(bare, { ...others, plus: [...others.plus, group] });
  return withGroups(bare, others);
}

/** Runs that the set names by themselves. */
export function namedRuns(set: CompareSet): readonly RunId[] {
  return [...(set.without ?? []), ...(set.kind === 'these' ? set.runIds : (set.plus ?? []))];
}

function withoutRuns(set: CompareSet, ids: ReadonlySet<RunId>): CompareSet {
  const others = (list: readonly RunId[]) => list.filter((id) => !ids.has(id));
  if (set.kind === 'top') return { ...set, without: others(set.without), plus: others(set.plus) };
  if (set.kind === 'all') {
    const { plus, ...rest } = set;
    const left = others(plus ?? []);
    return { ...rest, without: others(set.without), ...(left.length > 0 && { plus: left }) };
  }
  const { without, ...rest } = set;
  const left = others(without ?? []);
  return { ...rest, runIds: others(set.runIds), ...(left.length > 0 && { without: left }) };
}

/** Without the field where there are none: equal sets have equal links. */
function withGroups(set: CompareSet, groups: GroupExceptions): CompareSet {
  if (groups.without.length + groups.plus.length > 0) return { ...set, groups };
  const bare = { ...set };
  delete bare.groups;
  return bare;
}
