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

/** One place in JSON values, `optimizer.betas[0]`. */
export interface PathLine {
  readonly path: string;
  /** As JSON, one for each value; undefined: it has no such place. */
  readonly cells: readonly (string | undefined)[];
  readonly isSame: boolean;
}

/** Places of values that are JSON objects or lists, in the order in which they come; undefined: one of them is neither. */
export function pathLines(texts: readonly string[]): readonly PathLine[] | undefined {
  const leaves = texts.map(leavesOf);
  if (!leaves.every((each) => each !== undefined)) return undefined;
  const paths = new Set(leaves.flatMap((each) => [...each.keys()]));
  return [...paths].map((path) => {
    const cells = leaves.map((each) => each.get(path));
    return { path, cells, isSame: cells.every((cell) => cell === cells[0]) };
  });
}

function leavesOf(text: string): ReadonlyMap<string, string> | undefined {
  const start = text.trimStart()[0];
  if (start !== '{' && start !== '[') return undefined;
  try {
    const leaves = new Map<string, string>();
    addLeaves(JSON.parse(text), '', leaves);
    return leaves;
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

/** Lines of each value; those that come more often than in the other are apart, wherever they stand. */
export function textLines(texts: readonly string[]): readonly (readonly TextLine[])[] {
  const split = texts.map((text) => text.split(/\r?\n/));
  const [first = [], ...others] = split;
  return split.map((lines, index) => markApart(lines, index === 0 ? others : [first]));
}

function markApart(lines: readonly string[], others: readonly (readonly string[])[]): readonly TextLine[] {
  const left = others.map((other) => countLines(other));
  return lines.map((text) => {
    let isApart = false;
    for (const counts of left) {
      const count = counts.get(text) ?? 0;
      if (count === 0) isApart = true;
      else counts.set(text, count - 1);
    }
    return { text, isApart };
  });
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
