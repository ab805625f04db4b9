import { diffArrays } from 'diff';
import { parse } from 'yaml';
import { changedSpan, type Span } from '../../base/changed-span.ts';

/** Runs that have the same text, and the text. */
export interface ValueOfRuns {
  readonly text: string;
  /** Of the runs, ascending. */
  readonly places: readonly number[];
}

/** One text for all runs that have it, in the order of the runs; those without one are left out. */
export function distinctValues(texts: readonly (string | undefined)[]): readonly ValueOfRuns[] {
  const placesOf = new Map<string, number[]>();
  for (const [place, text] of texts.entries()) {
    if (text === undefined) continue;
    const known = placesOf.get(text);
    if (known) known.push(place);
    else placesOf.set(text, [place]);
  }
  return [...placesOf].map(([text, places]) => ({ text, places }));
}

/** One place in values of maps and lists, `optimizer.betas[0]`. */
export interface PathLine {
  readonly path: string;
  /** As JSON, one for each value; undefined: it has no such place. */
  readonly cells: readonly (string | undefined)[];
  readonly isSame: boolean;
}

/** Places of values that are JSON or YAML maps or lists, in the order in which they come; undefined: one of them is neither. */
export function pathLines(texts: readonly string[]): readonly PathLine[] | undefined {
  const leaves = texts.map(leavesOf);
  if (!leaves.every((each) => each !== undefined)) return undefined;
  const paths = new Set(leaves.flatMap((each) => [...each.keys()]));
  return [...paths].map((path) => {
    const cells = leaves.map((each) => each.get(path));
    return { path, cells, isSame: cells.every((cell) => cell === cells[0]) };
  });
}

/** Below the root. Undefined: not of lists and maps. */
function leavesOf(text: string): ReadonlyMap<string, string> | undefined {
  const value = readTree(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const leaves = new Map<string, string>();
  addLeaves(value, '', leaves);
  return leaves;
}

/** JSON; YAML where it is in brackets (as Python prints a dict) or has lines: one line `note: good` is a sentence. */
function readTree(text: string): unknown {
  const start = text.trimStart()[0];
  const isInBrackets = start === '{' || start === '[';
  if (!isInBrackets && !text.trim().includes('\n')) return undefined;
  try {
    return isInBrackets ? JSON.parse(text) : readYaml(text);
  } catch {
    return isInBrackets ? readYaml(text) : undefined;
  }
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch {
    return undefined;
  }
}

function addLeaves(value: unknown, path: string, leaves: Map<string, string>): void {
  const entries = childrenOf(value);
  if (entries.length === 0) leaves.set(path, JSON.stringify(value));
  for (const [key, child] of entries) addLeaves(child, nextPath(path, key), leaves);
}

function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((child: unknown, index) => [index, child] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Keys that look like more than one step are in quotes. */
function nextPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[^.[\]"\s]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

export interface TextLine {
  readonly text: string;
  /**
   * Where it differs from the line in its place in the first value, all of it where there is none; of the first value:
   * from those of all others. Empty where the others have more there. Undefined: the values are in step.
   */
  readonly mark: Span | undefined;
}

/** So many lines may be added and taken away until two texts count as wholly different: finding more takes long. */
const MAX_EDITS = 800;

/** Lines of each value, with what of them the first value has not, and of the first one what another has not. */
export function textLines(texts: readonly string[]): readonly (readonly TextLine[])[] {
  const [first = [], ...others] = texts.map((text) => text.split(/\r?\n/));
  const ofFirst = new Map<number, Span>();
  const compared = others.map((lines) => {
    const { before, after } = marksOf(first, lines);
    for (const [place, mark] of before) ofFirst.set(place, around(ofFirst.get(place) ?? mark, mark));
    return markLines(lines, after);
  });
  return [markLines(first, ofFirst), ...compared];
}

function markLines(lines: readonly string[], marks: ReadonlyMap<number, Span>): readonly TextLine[] {
  return lines.map((text, place) => ({ text, mark: marks.get(place) }));
}

function around(one: Span, other: Span): Span {
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}

/** By the places of the lines that only one of two texts has. */
function marksOf(before: readonly string[], after: readonly string[]) {
  const marks = { before: new Map<number, Span>(), after: new Map<number, Span>() };
  const changes = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS }) ?? [
    { added: false, removed: true, count: before.length },
    { added: true, removed: false, count: after.length },
  ];
  let [left, right] = [0, 0];
  let block = { left, right };
  /** Lines that came in place of others stand against these, one by one. */
  const endBlock = () => {
    for (let step = 0; block.left + step < left || block.right + step < right; step++) {
      const [old, fresh] = [block.left + step, block.right + step];
      const [oldText, freshText] = [
        old < left ? before[old] : undefined,
        fresh < right ? after[fresh] : undefined,
      ];
      const span = changedSpan(oldText ?? '', freshText ?? '');
      if (oldText !== undefined) marks.before.set(old, span.before);
      if (freshText !== undefined) marks.after.set(fresh, span.after);
    }
  };
  for (const { added, removed, count } of changes) {
    if (!added && !removed) endBlock();
    if (!added) left += count;
    if (!removed) right += count;
    if (!added && !removed) block = { left, right };
  }
  endBlock();
  return marks;
}
