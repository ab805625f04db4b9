import { diffArrays } from 'diff';
import { parse } from 'yaml';

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
  /** The first value lacks it; of the first one: another value does. */
  readonly isApart: boolean;
}

/** So many lines may be added and taken away until two texts count as wholly different: finding more takes long. */
const MAX_EDITS = 800;

/** Lines of each value: those of the others that are not in step with the first one's, and those of the first that one lacks. */
export function textLines(texts: readonly string[]): readonly (readonly TextLine[])[] {
  const [first = [], ...others] = texts.map((text) => text.split(/\r?\n/));
  const lacked = new Set<number>();
  const compared = others.map((lines) => {
    const { before, after } = placesApart(first, lines);
    for (const place of before) lacked.add(place);
    return markLines(lines, after);
  });
  return [markLines(first, lacked), ...compared];
}

function markLines(lines: readonly string[], apart: ReadonlySet<number>): readonly TextLine[] {
  return lines.map((text, place) => ({ text, isApart: apart.has(place) }));
}

/** Places of the lines that only one of two texts has. */
function placesApart(before: readonly string[], after: readonly string[]) {
  const apart = { before: new Set<number>(), after: new Set<number>() };
  const changes = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS }) ?? [
    { added: false, removed: true, count: before.length },
    { added: true, removed: false, count: after.length },
  ];
  let [left, right] = [0, 0];
  for (const { added, removed, count } of changes) {
    for (let step = 0; step < count; step++) {
      if (removed) apart.before.add(left);
      if (added) apart.after.add(right);
      if (!added) left++;
      if (!removed) right++;
    }
  }
  return apart;
}
