import type { RunFrame } from './run-frame.ts';
import { type RunId, TAG_PARENT_RUN } from './run.ts';

/** Rows of parents that are not in the frame. */
export const NO_ROW = -1;

/** Of each row of the frame the row of its parent; `NO_ROW` where it has none, or one that is not in the frame. */
export function parentRows(frame: RunFrame): Int32Array {
  const parents = new Int32Array(frame.ids.length).fill(NO_ROW);
  const column = frame.tags.get(TAG_PARENT_RUN);
  if (!column) return parents;
  const rowOfCode = column.texts.map((id) => frame.rowOf.get(id as RunId) ?? NO_ROW);
  column.rows.forEach((row, place) => {
    parents[row] = rowOfCode[column.codes[place] ?? -1] ?? NO_ROW;
  });
  return withoutCycles(parents);
}

/** 1 for each row of the frame that another one names as its parent; undefined where none names any. */
export function parentMarks(frame: RunFrame): Uint8Array | undefined {
  if (!hasChildren(frame)) return undefined;
  const marks = new Uint8Array(frame.ids.length);
  for (const parent of parentRows(frame)) if (parent !== NO_ROW) marks[parent] = 1;
  return marks;
}

/** Whether any run of the frame names a parent, be it loaded or not. */
export function hasChildren(frame: RunFrame): boolean {
  return (frame.tags.get(TAG_PARENT_RUN)?.rows.length ?? 0) > 0;
}

/** Ids of parents of these rows, or of their ancestors, that are not in the frame, each once. */
export function missingParents(frame: RunFrame, rows: Uint32Array): readonly RunId[] {
  const column = frame.tags.get(TAG_PARENT_RUN);
  if (!column) return [];
  const wanted = new Uint8Array(frame.ids.length);
  const parents = parentRows(frame);
  for (const row of rows) {
    for (let at = row; at !== NO_ROW && wanted[at] !== 1; at = parents[at] ?? NO_ROW) wanted[at] = 1;
  }
  const missing = new Set<RunId>();
  column.rows.forEach((row, place) => {
    const id = column.texts[column.codes[place] ?? -1] as RunId | undefined;
    if (wanted[row] === 1 && id !== undefined && !frame.rowOf.has(id)) missing.add(id);
  });
  return [...missing];
}

/** A tag can be set to anything: of runs that are each other's parents the one that closes the circle has none. */
function withoutCycles(parents: Int32Array): Int32Array {
  /** The climb that came by last. */
  const seenBy = new Int32Array(parents.length).fill(NO_ROW);
  for (let start = 0; start < parents.length; start++) {
    let row = start;
    while (row !== NO_ROW && seenBy[row] === NO_ROW) {
      seenBy[row] = start;
      const parent = parents[row] ?? NO_ROW;
      if (parent !== NO_ROW && seenBy[parent] === start) parents[row] = NO_ROW;
      row = parents[row] ?? NO_ROW;
    }
  }
  return parents;
}

export interface TreeOptions {
  /** Rows that pass, in order. */
  readonly matched: Uint32Array;
  /** See `parentRows`. */
  readonly parents: Int32Array;
  /** A row that lacks what is sorted by stands where the first of its descendants would. */
  readonly lacksSorted: (row: number) => boolean;
  /** @param isContext it does not pass, but a descendant of it does */
  readonly isOpen: (row: number, isContext: boolean) => boolean;
}

/** Rows with their ancestors, children below their parents. */
export interface RunTree {
  /** Rows on screen, top to bottom: those below closed ones are left out. */
  readonly rows: Uint32Array;
  /** Of each of them how many ancestors it has. */
  readonly depths: Uint16Array;
  /** By row of the frame: children that pass or have descendants that do. */
  readonly childCounts: Uint32Array;
  /** By row of the frame: descendants that pass. */
  readonly descendantCounts: Uint32Array;
  /** By row of the frame, 1: it passes. */
  readonly isMatched: Uint8Array;
  /** By row of the frame, for what is in the tree: whether its children are shown. */
  readonly isOpen: Uint8Array;
}

/** Siblings stand in the order of the rows that pass; ancestors that do not pass where the first of theirs would. */
export function buildTree({ matched, parents, lacksSorted, isOpen }: TreeOptions): RunTree {
  const size = parents.length;
  const isMatched = new Uint8Array(size);
  const places = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  matched.forEach((row, place) => {
    isMatched[row] = 1;
    places[row] = place;
  });
  const nodes = nodesDeepestFirst(matched, parents);
  const [childCounts, descendantCounts] = [new Uint32Array(size), new Uint32Array(size)];
  /** Place of the first descendant. */
  const first = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  for (const row of nodes) {
    const isPlacedByOthers = isMatched[row] !== 1 || lacksSorted(row);
    const firstBelow = first[row] ?? Number.POSITIVE_INFINITY;
    if (isPlacedByOthers && Number.isFinite(firstBelow)) places[row] = firstBelow;
    const parent = parents[row] ?? NO_ROW;
    if (parent === NO_ROW) continue;
    childCounts[parent] = (childCounts[parent] ?? 0) + 1;
    descendantCounts[parent] =
      (descendantCounts[parent] ?? 0) + (descendantCounts[row] ?? 0) + (isMatched[row] ?? 0);
    first[parent] = Math.min(first[parent] ?? 0, places[row] ?? 0);
  }
  const openRows = new Uint8Array(size);
  for (const row of nodes) {
    if ((childCounts[row] ?? 0) > 0 && isOpen(row, isMatched[row] !== 1)) openRows[row] = 1;
  }
  const shown = walk(nodes, parents, places, openRows);
  return { ...shown, childCounts, descendantCounts, isMatched, isOpen: openRows };
}

/** The rows and their ancestors; each before its parent. */
function nodesDeepestFirst(matched: Uint32Array, parents: Int32Array): readonly number[] {
  const depths = new Map<number, number>();
  const path: number[] = [];
  for (const start of matched) {
    let row = start;
    while (row !== NO_ROW && !depths.has(row)) {
      path.push(row);
      row = parents[row] ?? NO_ROW;
    }
    let depth = row === NO_ROW ? -1 : (depths.get(row) ?? 0);
    for (let next = path.pop(); next !== undefined; next = path.pop()) depths.set(next, ++depth);
  }
  return [...depths].sort(([, left], [, right]) => right - left).map(([row]) => row);
}

function walk(
  nodes: readonly number[],
  parents: Int32Array,
  places: Float64Array,
  openRows: Uint8Array,
): Pick<RunTree, 'rows' | 'depths'> {
  const children = new Map<number, number[]>();
  for (const row of nodes) {
    const parent = parents[row] ?? NO_ROW;
    const siblings = children.get(parent);
    if (siblings) siblings.push(row);
    else children.set(parent, [row]);
  }
  const rows: number[] = [];
  const depths: number[] = [];
  /** What is still to be shown, the next one last. */
  const waiting: { readonly row: number; readonly depth: number }[] = [];
  const enter = (parent: number, depth: number) => {
    const below = (children.get(parent) ?? []).toSorted(
      (left, right) => (places[right] ?? 0) - (places[left] ?? 0) || right - left,
    );
    for (const row of below) waiting.push({ row, depth });
  };
  enter(NO_ROW, 0);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    rows.push(next.row);
    depths.push(next.depth);
    if (openRows[next.row] === 1) enter(next.row, next.depth + 1);
  }
  return { rows: Uint32Array.from(rows), depths: Uint16Array.from(depths) };
}

/**
 * The rows that a rule such as `top 10` counts: parents that lack what is sorted by are there for their children.
 *
 * @param isParent whether a run of the frame names it as its parent
 */
export function countedRows(
  rows: Uint32Array,
  isParent: (row: number) => boolean,
  lacksSorted: (row: number) => boolean,
): Uint32Array {
  return rows.filter((row) => !(isParent(row) && lacksSorted(row)));
}
