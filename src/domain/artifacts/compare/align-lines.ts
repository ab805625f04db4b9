import { diffArrays } from 'diff';

export const SAME = 0;
export const CHANGED = 1;
/** Only the first text has the line. */
export const REMOVED = 2;
/** Only the second text has it. */
export const ADDED = 3;

/** Two texts line by line: each row holds a line of either or both. */
export interface AlignedLines {
  /** SAME, CHANGED, REMOVED or ADDED. */
  readonly kinds: Uint8Array;
  /** Places of lines of the first text; -1: none. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** The texts have too little in common to be brought in step: line stands beside line. */
  readonly isByPlace: boolean;
}

/** So many lines may be added and taken away until texts count as wholly different: finding more takes long. */
const MAX_EDITS = 1_000;
const MAX_MS = 1_500;

/** Brings two texts in step, by the shortest edit script (Myers); a changed line stands beside what it became. */
export function alignLines(before: readonly string[], after: readonly string[]): AlignedLines {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const middle = diffArrays(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    {
      maxEditLength: MAX_EDITS,
      timeout: MAX_MS,
    },
  );
  const rows = new Rows(before.length + after.length);
  rows.addSame(start);
  if (middle) rows.addChanges(middle);
  else rows.addByPlace(before.slice(start, before.length - end), after.slice(start, after.length - end));
  rows.addSame(end);
  return rows.finish(middle === undefined);
}

class Rows {
  private readonly kinds: Uint8Array;
  private readonly lefts: Int32Array;
  private readonly rights: Int32Array;
  private count = 0;
  private left = 0;
  private right = 0;

  constructor(most: number) {
    this.kinds = new Uint8Array(most);
    this.lefts = new Int32Array(most);
    this.rights = new Int32Array(most);
  }

  add(kind: number): void {
    this.kinds[this.count] = kind;
    this.lefts[this.count] = kind === ADDED ? -1 : this.left++;
    this.rights[this.count] = kind === REMOVED ? -1 : this.right++;
    this.count++;
  }

  addSame(lines: number): void {
    for (let line = 0; line < lines; line++) this.add(SAME);
  }

  addBlock(removed: number, added: number): void {
    const both = Math.min(removed, added);
    for (let line = 0; line < both; line++) this.add(CHANGED);
    for (let line = both; line < removed; line++) this.add(REMOVED);
    for (let line = both; line < added; line++) this.add(ADDED);
  }

  addChanges(
    changes: readonly { readonly added: boolean; readonly removed: boolean; readonly count: number }[],
  ) {
    let [removed, added] = [0, 0];
    for (const change of changes) {
      if (change.added) added += change.count;
      else if (change.removed) removed += change.count;
      else {
        this.addBlock(removed, added);
        [removed, added] = [0, 0];
        this.addSame(change.count);
      }
    }
    this.addBlock(removed, added);
  }

  addByPlace(before: readonly string[], after: readonly string[]): void {
    const both = Math.min(before.length, after.length);
    for (let line = 0; line < both; line++) this.add(before[line] === after[line] ? SAME : CHANGED);
    this.addBlock(before.length - both, 0);
    this.addBlock(0, after.length - both);
  }

  finish(isByPlace: boolean): AlignedLines {
    return {
      kinds: this.kinds.slice(0, this.count),
      lefts: this.lefts.slice(0, this.count),
      rights: this.rights.slice(0, this.count),
      isByPlace,
    };
  }
}

/** The same in one column: of a stretch of changes first what was, then what became of it. */
export function unifyLines({ kinds, lefts, rights, isByPlace }: AlignedLines): AlignedLines {
  const rows: { kind: number; left: number; right: number }[] = [];
  let waiting: typeof rows = [];
  const flush = () => {
    rows.push(...waiting.splice(0));
    waiting = [];
  };
  for (let row = 0; row < kinds.length; row++) {
    const [kind = SAME, left = -1, right = -1] = [kinds[row], lefts[row], rights[row]];
    if (kind === SAME) {
      flush();
      rows.push({ kind, left, right });
      continue;
    }
    if (left >= 0) rows.push({ kind: REMOVED, left, right: -1 });
    if (right >= 0) waiting.push({ kind: ADDED, left: -1, right });
  }
  flush();
  return {
    kinds: Uint8Array.from(rows, ({ kind }) => kind),
    lefts: Int32Array.from(rows, ({ left }) => left),
    rights: Int32Array.from(rows, ({ right }) => right),
    isByPlace,
  };
}

/** A row, or `count` rows from it on that are folded away. */
export interface FoldedRow {
  readonly row: number;
  /** 1: the row itself. */
  readonly count: number;
}

/**
 * Only what differs, with lines around it; what is the same is folded.
 *
 * @param opened first rows of folds that were opened
 */
export function foldSame(
  kinds: Uint8Array,
  contextLines: number,
  opened: ReadonlySet<number> = new Set(),
): readonly FoldedRow[] {
  const folded: FoldedRow[] = [];
  let row = 0;
  while (row < kinds.length) {
    if (kinds[row] !== SAME) {
      folded.push({ row: row++, count: 1 });
      continue;
    }
    let end = row;
    while (end < kinds.length && kinds[end] === SAME) end++;
    const foldStart = row === 0 ? 0 : Math.min(end, row + contextLines);
    const foldEnd = end === kinds.length ? end : Math.max(foldStart, end - contextLines);
    // A fold takes a line itself.
    const isFolded = foldEnd - foldStart > 1 && !opened.has(foldStart);
    for (let each = row; each < end; each++) {
      if (isFolded && each === foldStart) folded.push({ row: each, count: foldEnd - foldStart });
      else if (!isFolded || each < foldStart || each >= foldEnd) folded.push({ row: each, count: 1 });
    }
    row = end;
  }
  return folded;
}

/** Rows in which a stretch of differences begins. */
export function changeStarts(kinds: Uint8Array): readonly number[] {
  const starts: number[] = [];
  for (let row = 0; row < kinds.length; row++)
    if (kinds[row] !== SAME && (row === 0 || kinds[row - 1] === SAME)) starts.push(row);
  return starts;
}
