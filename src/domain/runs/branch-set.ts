import { type CompareSet, setMembers, toggleGroup } from './compare-set.ts';
import { type RunId, TAG_PARENT_RUN } from './run.ts';
import { canonicalText } from './text-value.ts';

/** A run of a tree with those below it, as far as they pass. */
export interface Branch {
  readonly runs: readonly {
    readonly id: RunId;
    readonly isCompared: boolean;
    readonly isRuled: boolean;
    /** Undefined: it is the run itself. */
    readonly parentId: RunId | undefined;
  }[];
}

/** More are named by what they have in common, their parent: ids of hundreds of runs fit into no link. */
const MAX_NAMED_RUNS = 50;

/** The set after the box before a run of a tree was clicked: the run and all below it are in it, or none is. */
export function setBranch(set: CompareSet, { runs }: Branch, isMember: boolean): CompareSet {
  if (runs.length <= MAX_NAMED_RUNS) return setMembers(set, runs, isMember);
  const below = runs.filter(({ parentId }) => parentId !== undefined);
  const itself = runs.filter(({ parentId }) => parentId === undefined);
  const parentIds = new Set(below.map(({ parentId }) => parentId));
  let next = setMembers(set, itself, isMember);
  for (const parentId of parentIds) {
    const children = below.filter((run) => run.parentId === parentId);
    next = toggleGroup(next, familyId(parentId ?? ''), {
      isMember: !isMember,
      isRuled: !isMember && children.some(({ isRuled }) => isRuled),
      ownIds: children.map(({ id }) => id),
    });
  }
  return next;
}

/** The group of the runs of one parent; see `RunGroup.id`. */
export function familyId(parentId: string): string {
  return JSON.stringify([[`tags.${TAG_PARENT_RUN}`, canonicalText(parentId)]]);
}
