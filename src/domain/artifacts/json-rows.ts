import { JSON_ARRAY, JSON_OBJECT, type JsonTape, placeOf } from './json-tape.ts';

/** Values of one container that are listed before a row that offers more. */
export const FIRST_CHILDREN = 500;

/** Which containers are open, and how many of their values are listed. */
export interface JsonFolds {
  readonly open: ReadonlySet<number>;
  /** Of containers of which more than the first are listed. */
  readonly listed: ReadonlyMap<number, number>;
}

export interface JsonRow {
  readonly node: number;
  readonly level: number;
  /** Of a row that stands for values not listed: how many. */
  readonly more: number | undefined;
}

export function isContainer(tape: JsonTape, node: number): boolean {
  const kind = tape.kinds[node];
  return kind === JSON_OBJECT || kind === JSON_ARRAY;
}

/** What is to be seen, one below the other. */
export function jsonRows(tape: JsonTape, folds: JsonFolds): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  if (tape.count === 0) return rows;
  // Not by recursion: 10,000 levels are allowed. Each open container: its next child, its end, how many may follow.
  const stack: { node: number; child: number; left: number }[] = [];
  const enter = (node: number, level: number) => {
    rows.push({ node, level, more: undefined });
    if (folds.open.has(node) && isContainer(tape, node)) {
      stack.push({ node, child: node + 1, left: folds.listed.get(node) ?? FIRST_CHILDREN });
    }
  };
  enter(0, 0);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const level = stack.length;
    if (top.child >= (tape.afters[top.node] ?? 0)) {
      stack.pop();
    } else if (top.left === 0) {
      const listed = folds.listed.get(top.node) ?? FIRST_CHILDREN;
      rows.push({ node: top.node, level, more: (tape.sizes[top.node] ?? 0) - listed });
      stack.pop();
    } else {
      const { child } = top;
      top.child = tape.afters[child] ?? Number.POSITIVE_INFINITY;
      top.left -= 1;
      enter(child, level);
    }
  }
  return rows;
}

/** Open down to where some `rowBudget` rows are to be seen, level by level. */
export function firstFolds(tape: JsonTape, rowBudget: number): JsonFolds {
  const open = new Set<number>();
  let level = tape.count > 0 ? [0] : [];
  let rows = 1;
  while (level.length > 0) {
    const next: number[] = [];
    for (const node of level) {
      const size = Math.min(tape.sizes[node] ?? 0, FIRST_CHILDREN);
      if (!isContainer(tape, node) || (open.size > 0 && rows + size > rowBudget)) continue;
      open.add(node);
      rows += size;
      const end = tape.afters[node] ?? 0;
      for (let child = node + 1, place = 0; child < end && place < size; place++) {
        if (isContainer(tape, child)) next.push(child);
        child = tape.afters[child] ?? end;
      }
    }
    level = next;
  }
  return { open, listed: new Map() };
}

export function toggleFold(folds: JsonFolds, node: number): JsonFolds {
  const open = new Set(folds.open);
  if (!open.delete(node)) open.add(node);
  return { ...folds, open };
}

/** Ten times as many of its values. */
export function listMore(folds: JsonFolds, node: number): JsonFolds {
  const listed = new Map(folds.listed);
  listed.set(node, (listed.get(node) ?? FIRST_CHILDREN) * 10);
  return { ...folds, listed };
}

/** What stands around it is opened, and listed as far as it. */
export function revealNode(tape: JsonTape, folds: JsonFolds, node: number): JsonFolds {
  const open = new Set(folds.open);
  const listed = new Map(folds.listed);
  for (let each = node; ; ) {
    const parent = tape.parents[each] ?? -1;
    if (parent < 0) return { open, listed };
    open.add(parent);
    const place = placeOf(tape, each);
    if (place >= (listed.get(parent) ?? FIRST_CHILDREN)) listed.set(parent, place + 1);
    each = parent;
  }
}
