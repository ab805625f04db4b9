import type { RunId } from '../runs/run.ts';
import type { RunStamp } from './run-stamp.ts';
import { shortHash } from './short-hash.ts';

const CHECK_LENGTH = 4;
const NO_STAMP = '.';

/** Of the runs that a rule gave, in any order: 4 characters. */
export function checkOfRuns(ids: readonly RunId[]): string {
  return shortHash(ids.toSorted().join('\n'), CHECK_LENGTH);
}

/** Of what was edited of pinned runs: 4 characters of all, then 1 of each, in their order, to tell which it was. */
export function checkOfEdits(stamps: readonly Pick<RunStamp, 'edits' | 'state'>[]): string {
  const edits = stamps.map((stamp) => (isThere(stamp) ? stamp.edits : NO_STAMP));
  return shortHash(edits.join('\n'), CHECK_LENGTH) + edits.map((text) => text.slice(0, 1)).join('');
}

/** What became of the runs of a pinned link; each run stands in every list that holds for it. */
export interface PinnedChanges {
  readonly gone: readonly RunStamp[];
  readonly finished: readonly RunStamp[];
  readonly grown: readonly RunStamp[];
  readonly edited: readonly RunStamp[];
  /** Something was edited, and one character could not tell of which run. */
  readonly isEditedSomewhere: boolean;
}

/**
 * @param stamps of the runs of the link as they are now, in the order in which it names them
 * @param check what `checkOfEdits` said when the link was made; undefined: nothing is known of edits
 */
export function changesSince(
  stamps: readonly RunStamp[],
  { atMs, check }: { readonly atMs: number; readonly check: string | undefined },
): PinnedChanges {
  const here = stamps.filter(isThere);
  const isWhole = stamps.every(isThere);
  const letters = check?.slice(CHECK_LENGTH) ?? '';
  const isComparable = letters.length === stamps.length;
  const edited = isComparable
    ? stamps.filter(
        (stamp, index) =>
          isThere(stamp) && letters[index] !== NO_STAMP && letters[index] !== stamp.edits.slice(0, 1),
      )
    : [];
  const isOther =
    isComparable && isWhole && checkOfEdits(stamps).slice(0, CHECK_LENGTH) !== check?.slice(0, CHECK_LENGTH);
  return {
    gone: stamps.filter(({ state }) => state === 'deleted' || state === 'missing'),
    finished: here.filter(({ endMs }) => endMs !== undefined && endMs > atMs),
    grown: here.filter(({ lastPointMs }) => lastPointMs !== undefined && lastPointMs > atMs),
    edited,
    isEditedSomewhere: isOther && edited.length === 0 && !letters.includes(NO_STAMP),
  };
}

function isThere({ state }: Pick<RunStamp, 'state'>): boolean {
  return state === 'active';
}
