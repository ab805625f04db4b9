import { orderOfNames } from '../../base/natural-order.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from './run-sort.ts';
import { canonicalText, plainText } from './text-value.ts';

/** What runs are grouped by: a column, the data that they were trained on, or the experiment that they are in. */
export type GroupKey = RunColumn | { readonly kind: 'dataset' } | { readonly kind: 'experiment' };

/** A value of a run; undefined or null: the run lacks the key. */
export type GroupCell = string | number | undefined | null;

/** Runs that have the same values. */
export interface RunGroup {
  /** The same for the same values of the same keys, whatever the runs: names a colour. */
  readonly id: string;
  /** One for each key, as it is shown; undefined: these runs lack the key. */
  readonly values: readonly (string | undefined)[];
  /** Places of its runs in the list that was grouped, ascending; there are n of them. */
  readonly members: readonly number[];
}

/** `params.lr`, `status`, `dataset`, `experiment`: the form in links. */
export function formatGroupKey(key: GroupKey): string {
  return key.kind === 'dataset' || key.kind === 'experiment' ? key.kind : formatRunColumn(key);
}

/** The inverse of `formatGroupKey`; undefined for anything else. */
export function parseGroupKey(text: string): GroupKey | undefined {
  return text === 'dataset' || text === 'experiment' ? { kind: text } : parseRunColumn(text);
}

/**
 * Runs by their values: those of equal value are one group however they were written (`1e-4` and `0.0001`), those that
 * lack a key are a group of their own. In the order of the values, key by key: numbers, then texts, then runs that lack
 * the key.
 *
 * @param keys each with its text, and what it reads of the run at a place of the list
 */
export function groupRuns(
  runCount: number,
  keys: readonly { readonly text: string; readonly read: (place: number) => GroupCell }[],
): readonly RunGroup[] {
  const readCells = keys.map(({ read }) => createCellReader(read));
  const groups = new Map<string, { readonly cells: readonly Cell[]; readonly members: number[] }>();
  for (let place = 0; place < runCount; place++) {
    const read = readCells.map((readCell) => readCell(place));
    const name = read.map(({ code }) => code).join();
    const known = groups.get(name);
    if (known) known.members.push(place);
    else groups.set(name, { cells: read.map(({ cell }) => cell), members: [place] });
  }
  const texts = keys.map(({ text }) => text);
  const byName = orderOfNames(groups.size);
  return [...groups.values()]
    .sort((left, right) => compareCells(left.cells, right.cells, byName))
    .map(({ cells, members }) => ({
      id: formatGroupId(texts, cells),
      values: cells.map(({ shown }) => shown),
      members,
    }));
}

interface CodedCell {
  readonly cell: Cell;
  /** The same for equal values. */
  readonly code: number;
}

/** Few values stand in many runs: reading the text of each once takes a tenth of the time. */
function createCellReader(read: (place: number) => GroupCell): (place: number) => CodedCell {
  const byValue = new Map<GroupCell, CodedCell>();
  const codes = new Map<string | null, number>();
  return (place) => {
    const value = read(place);
    const known = byValue.get(value);
    if (known) return known;
    const cell = cellOf(value);
    const code = codes.get(cell.canonical) ?? codes.size;
    codes.set(cell.canonical, code);
    const coded = { cell, code };
    byValue.set(value, coded);
    return coded;
  };
}

/** The id of the group of runs that have this value of one key alone. */
export function groupIdOf(key: GroupKey, value: GroupCell): string {
  return formatGroupId([formatGroupKey(key)], [cellOf(value)]);
}

function formatGroupId(texts: readonly string[], cells: readonly Cell[]): string {
  return JSON.stringify(cells.map(({ canonical }, index) => [texts[index], canonical]));
}

/** What a group's id asks of a run. */
export interface GroupCondition {
  readonly key: GroupKey;
  readonly holds: (value: GroupCell) => boolean;
}

/** The conditions of a group's id, all of which hold for its runs; undefined for any other text. */
export function parseGroupId(id: string): readonly GroupCondition[] | undefined {
  const pairs = readPairs(id);
  const conditions = pairs?.map(([text, canonical]): GroupCondition | undefined => {
    const key = parseGroupKey(text);
    return key && { key, holds: (value) => cellOf(value).canonical === canonical };
  });
  return conditions?.every((condition) => condition !== undefined) ? conditions : undefined;
}

/** The keys of a group's id with the group's values as they are shown; undefined for any other text. */
export function describeGroupId(
  id: string,
): { readonly by: readonly string[]; readonly values: readonly (string | undefined)[] } | undefined {
  const pairs = readPairs(id);
  if (!pairs?.every(([text]) => parseGroupKey(text) !== undefined)) return undefined;
  return {
    by: pairs.map(([text]) => text),
    values: pairs.map(([, canonical]) =>
      canonical === null ? undefined : plainText(canonical.slice(canonical.indexOf(' ') + 1)),
    ),
  };
}

function readPairs(id: string): readonly (readonly [string, string | null])[] | undefined {
  try {
    const json: unknown = JSON.parse(id);
    return Array.isArray(json) && json.length > 0 && json.every(isPair) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isPair(json: unknown): json is readonly [string, string | null] {
  if (!Array.isArray(json) || json.length !== 2) return false;
  const [text, canonical] = json as readonly unknown[];
  return typeof text === 'string' && (canonical === null || typeof canonical === 'string');
}

interface Cell {
  /** Equal for equal values; null: there is none. */
  readonly canonical: string | null;
  readonly shown: string | undefined;
  readonly number: number | undefined;
}

const LACKING: Cell = { canonical: null, shown: undefined, number: undefined };

function cellOf(value: GroupCell): Cell {
  if (value === undefined || value === null) return LACKING;
  const text = String(value);
  const canonical = canonicalText(text);
  const isNumber = canonical.startsWith('number ');
  // As -0 and as an exponent, numbers of equal value have many texts: the plain one is shown.
  return { canonical, shown: plainText(text), number: isNumber ? Number(canonical.slice(7)) : undefined };
}

type NameOrder = ReturnType<typeof orderOfNames>;

function compareCells(left: readonly Cell[], right: readonly Cell[], byName: NameOrder): number {
  for (const [index, cell] of left.entries()) {
    const order = compareCell(cell, right[index] ?? LACKING, byName);
    if (order !== 0) return order;
  }
  return 0;
}

function compareCell(left: Cell, right: Cell, byName: NameOrder): number {
  const [leftRank, rightRank] = [rankOf(left), rankOf(right)];
  if (leftRank !== rightRank) return leftRank - rightRank;
  const [a, b] = [left.canonical ?? '', right.canonical ?? ''];
  if (a === b) return 0;
  if (left.number !== undefined && right.number !== undefined) return left.number < right.number ? -1 : 1;
  return byName(a, b);
}

function rankOf({ number, canonical }: Cell): number {
  if (number !== undefined) return Number.isNaN(number) ? 1 : 0;
  return canonical === null ? 3 : 2;
}

/** Keys that tell repeats of one configuration apart. */
const SEED = /(?:^|[._/\s-])(?:\w*seed|random_state|fold|split|rep(?:eat|lica|lication)?|trial(?:_id)?)$/i;

/** Whether a param is a seed or what stands for one: runs that differ in nothing else are repeats of each other. */
export function isSeedKey(key: string): boolean {
  return SEED.test(key);
}
