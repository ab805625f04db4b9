import { canonicalText, parseNumberText } from '../runs/text-value.ts';

/** Where a line of the diff comes from, in the order in which they stand. */
export const DIFF_KINDS = ['detail', 'param', 'metric', 'tag', 'dataset', 'model'] as const;
export type DiffKind = (typeof DIFF_KINDS)[number];

/** What a run has: a number (metrics by their last value, times in ms) or a text; undefined: nothing was logged. */
export type DiffCell = string | number | undefined;

/** One key over all compared runs. */
export interface DiffLine {
  readonly kind: DiffKind;
  readonly key: string;
  /** In the order of the runs. */
  readonly cells: readonly DiffCell[];
}

export interface DiffRules {
  /** Numbers that differ by no more than this share of the larger one are the same; 0: none are. */
  readonly epsilon: number;
  /** The run that others are compared with, as its place; undefined: each with all. */
  readonly baseline: number | undefined;
}

export interface Difference {
  readonly isSame: boolean;
  /**
   * 0: the same. Of numbers the largest distance as a share of the larger of both (2 for opposite signs); else the
   * share of runs that have another value than the baseline, or than most.
   */
  readonly size: number;
}

const SAME: Difference = { isSame: true, size: 0 };

/** Whether the runs differ in a line, and by how much. A value that was not logged differs from every other one. */
export function differenceOf(cells: readonly DiffCell[], rules: DiffRules): Difference {
  if (cells.length < 2) return SAME;
  const numbers = cells.map(numberOf);
  const areNumbers = numbers.every((value) => value !== undefined);
  return areNumbers ? differenceOfNumbers(numbers, rules) : differenceOfTexts(cells, rules);
}

/** Of a number: its value; of a text that stands for one: that. Whole numbers above 2^53 are texts. */
function numberOf(cell: DiffCell): number | undefined {
  if (typeof cell !== 'string') return cell;
  return canonicalText(cell).startsWith('number ') ? parseNumberText(cell) : undefined;
}

function differenceOfNumbers(numbers: readonly number[], { epsilon, baseline }: DiffRules): Difference {
  const size = baseline === undefined ? spreadOf(numbers) : farthestFrom(numbers[baseline], numbers);
  return size > epsilon ? { isSame: false, size } : SAME;
}

function spreadOf(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite);
  const others = new Set(numbers.filter((value) => !Number.isFinite(value)));
  const size = finite.length > 0 ? shareOf(Math.min(...finite), Math.max(...finite)) : 0;
  // NaN or an infinity beside anything else is as far away as can be.
  return others.size + Math.min(1, finite.length) > 1 ? Math.max(size, 2) : size;
}

function farthestFrom(base: number | undefined, numbers: readonly number[]): number {
  if (base === undefined) return 0;
  return Math.max(...numbers.map((value) => shareOf(base, value)));
}

/** Distance of two numbers as a share of the larger one, 0 to 2. */
function shareOf(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return 2;
  const larger = Math.max(Math.abs(a), Math.abs(b));
  // By parts, so that the distance of ±1e308 does not overflow.
  return Math.abs(a / larger - b / larger);
}

function differenceOfTexts(cells: readonly DiffCell[], { baseline }: DiffRules): Difference {
  const canonical = cells.map(canonicalCell);
  const reference = baseline === undefined ? mostFrequent(canonical) : canonical[baseline];
  const others = canonical.filter((value) => value !== reference).length;
  return others === 0 ? SAME : { isSame: false, size: others / (cells.length - 1) };
}

const NO_PLACES: ReadonlySet<number> = new Set();

/**
 * Places of the cells that have another value than the baseline, or than most; none where all differ from each other
 * and there is no baseline, since none stands out then.
 */
export function placesApart(cells: readonly DiffCell[], baseline: number | undefined): ReadonlySet<number> {
  const canonical = cells.map(canonicalCell);
  if (baseline === undefined && new Set(canonical).size === cells.length) return NO_PLACES;
  const reference = baseline === undefined ? mostFrequent(canonical) : canonical[baseline];
  return new Set(canonical.flatMap((value, place) => (value === reference ? [] : [place])));
}

function canonicalCell(cell: DiffCell): string | undefined {
  if (cell === undefined) return undefined;
  return typeof cell === 'number' ? `number ${cell + 0}` : canonicalText(cell);
}

/** The first of those that are most frequent. */
function mostFrequent(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}
