import { compareNatural, compareUnits } from '../../../base/natural-order.ts';
import { shareOfRange } from '../../../base/share-of-range.ts';
import { numbersOfTexts, parseNumberText, plainText } from '../../runs/text-value.ts';
import { type AxisValues, PRESENCE } from '../axis-values.ts';

/** Categories stand by how many runs have them (`frequency`) or in the order of their names (`name`). */
export const SCALE_KINDS = ['linear', 'log', 'percentile', 'frequency', 'name', 'time'] as const;
export type ScaleKind = (typeof SCALE_KINDS)[number];

/** A value of a category axis, or all that have no place of their own. */
export interface CategoryPlace {
  /** Empty for the rest. */
  readonly text: string;
  readonly isRest: boolean;
  readonly runCount: number;
  /** Different values: 1 but for the rest. */
  readonly valueCount: number;
}

/**
 * How the values of an axis stand along it: 0 at its lower end, 1 at its upper one. Turning it round is up to who draws.
 */
export type AxisScale =
  /** Of finite values (`log`: of those above 0); NaN where there is none. Times are ms since 1970. */
  | { readonly kind: 'linear' | 'log' | 'time'; readonly min: number; readonly max: number }
  /** Different finite values, ascending, each with its place: the middle of the ranks of the runs that have it. */
  | {
      readonly kind: 'percentile';
      readonly values: Float64Array;
      readonly positions: Float64Array;
      readonly min: number;
      readonly max: number;
    }
  /** From the upper end to the lower one. */
  | { readonly kind: 'frequency' | 'name'; readonly places: readonly CategoryPlace[] };

/** More would stand closer than their labels are high. */
export const MOST_PLACES = 20;

/** The scale that holds all of these values. */
export function createScale(kind: ScaleKind, values: AxisValues): AxisScale {
  switch (kind) {
    case 'linear':
    case 'time':
      return { kind, ...extentOf(finiteNumbers(values)) };
    case 'log':
      return { kind, ...extentOf(finiteNumbers(values).filter((value) => value > 0)) };
    case 'percentile':
      return percentileScale(finiteNumbers(values));
    case 'frequency':
    case 'name':
      return { kind, places: placesOf(kind, values) };
  }
}

export function isCategory(kind: ScaleKind): kind is 'frequency' | 'name' {
  return kind === 'frequency' || kind === 'name';
}

/** Of the runs that have one. */
export function finiteNumbers({ presence, numbers }: AxisValues): Float64Array {
  return numbers.filter((number, place) => presence[place] === PRESENCE.known && Number.isFinite(number));
}

/**
 * For each run the category that its value belongs to: texts of equal number or boolean are one, as `plainText` writes
 * it. Undefined: the run has none.
 */
export function categoriesOf(values: AxisValues): (place: number) => string | undefined {
  const { presence, numbers, codes, texts } = values;
  const plain = texts.map(plainText);
  return (place) => {
    if (presence[place] !== PRESENCE.known) return undefined;
    // Adding 0 turns -0 into 0.
    return plain[codes[place] ?? -1] ?? String((numbers[place] ?? Number.NaN) + 0);
  };
}

/** Whether the run's value is a text that stands for no number. */
export function isWord({ codes, texts }: AxisValues, place: number): boolean {
  const code = codes[place] ?? -1;
  return code >= 0 && numbersOfTexts(texts)[code] === undefined;
}

/** Where a value stands: 0 to 1 within what the scale was made of, beyond that below 0 or above 1. NaN: it has no place. */
export function positionOf(scale: AxisScale, value: number): number {
  switch (scale.kind) {
    case 'linear':
    case 'time': {
      if (scale.max === scale.min) return constantPosition(value, scale.min);
      return shareOfRange(value, scale.min, scale.max);
    }
    case 'log': {
      if (!(value > 0)) return Number.NaN;
      const low = Math.log(scale.min);
      const span = Math.log(scale.max) - low;
      return span === 0 ? constantPosition(value, scale.min) : (Math.log(value) - low) / span;
    }
    case 'percentile':
      if (value < scale.min) return -BEYOND;
      return value > scale.max ? 1 + BEYOND : interpolate(scale.values, scale.positions, value);
    case 'frequency':
    case 'name':
      return Number.NaN;
  }
}

/** The inverse of `positionOf` inside of 0 to 1. NaN for categories, and where there are no values. */
export function valueAt(scale: AxisScale, position: number): number {
  switch (scale.kind) {
    case 'linear':
    case 'time':
      return scale.min * (1 - position) + scale.max * position;
    case 'log': {
      if (scale.min === scale.max) return scale.min;
      const low = Math.log(scale.min);
      return Math.exp(low + (Math.log(scale.max) - low) * position);
    }
    case 'percentile':
      return interpolate(scale.positions, scale.values, position);
    case 'frequency':
    case 'name':
      return Number.NaN;
  }
}

/** The part of a category axis that belongs to one of its places. */
export function spanOfPlace(count: number, index: number): { readonly low: number; readonly high: number } {
  return { low: 1 - (index + 1) / count, high: 1 - index / count };
}

/** One value stands in the middle. */
function constantPosition(value: number, only: number): number {
  if (value === only) return 0.5;
  return value > only ? 1.5 : -0.5;
}

function extentOf(values: Float64Array): { readonly min: number; readonly max: number } {
  if (values.length === 0) return { min: Number.NaN, max: Number.NaN };
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  // No -0: it would be told as a value of its own.
  return { min: min + 0, max: max + 0 };
}

function percentileScale(values: Float64Array): AxisScale {
  const sorted = values.toSorted();
  const [distinct, positions]: [number[], number[]] = [[], []];
  const last = sorted.length - 1;
  for (let from = 0; from <= last; ) {
    let to = from;
    while (to < last && sorted[to + 1] === sorted[from]) to++;
    distinct.push((sorted[from] ?? 0) + 0);
    positions.push(last === to - from ? 0.5 : (from + to) / 2 / last);
    from = to + 1;
  }
  return {
    kind: 'percentile',
    values: Float64Array.from(distinct),
    positions: Float64Array.from(positions),
    min: distinct[0] ?? Number.NaN,
    max: distinct.at(-1) ?? Number.NaN,
  };
}

const BEYOND = 0.5;

/** On straight lines through points of ascending `xs`; beyond them the ends. */
function interpolate(xs: Float64Array, ys: Float64Array, x: number): number {
  const last = xs.length - 1;
  if (last < 0 || Number.isNaN(x)) return Number.NaN;
  if (x < (xs[0] as number)) return ys[0] as number;
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((xs[middle] as number) <= x) low = middle;
    else high = middle - 1;
  }
  const [x0, y0] = [xs[low] as number, ys[low] as number];
  if (low === last || x0 === x) return y0;
  const [x1, y1] = [xs[low + 1] as number, ys[low + 1] as number];
  const share = (x / 2 - x0 / 2) / (x1 / 2 - x0 / 2);
  return y0 * (1 - share) + y1 * share;
}

function placesOf(kind: 'frequency' | 'name', values: AxisValues): readonly CategoryPlace[] {
  const counts = new Map<string, number>();
  const categoryOf = categoriesOf(values);
  for (let place = 0; place < values.presence.length; place++) {
    const text = categoryOf(place);
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const all = [...counts].map(([text, runCount]) => ({ text, runCount, isRest: false, valueCount: 1 }));
  // By code unit first: comparing thousands of names as people do takes 30 ms.
  const byCount = all.sort((left, right) => right.runCount - left.runCount || plain(left, right));
  const own = byCount.length <= MOST_PLACES ? byCount : byCount.slice(0, MOST_PLACES - 1);
  const rest = byCount.slice(own.length);
  const byName = nameOrder(own);
  own.sort(kind === 'name' ? byName : (left, right) => right.runCount - left.runCount || byName(left, right));
  if (rest.length === 0) return own;
  const runCount = rest.reduce((sum, each) => sum + each.runCount, 0);
  return [...own, { text: '', isRest: true, runCount, valueCount: rest.length }];
}

type Named = Pick<CategoryPlace, 'text'>;

/** Numbers as on an axis of numbers, the largest at the upper end; else names from the upper end down. */
function nameOrder(all: readonly Named[]): (left: Named, right: Named) => number {
  const numbers = new Map(all.map(({ text }) => [text, parseNumberText(text)]));
  const areNumbers = all.every(({ text }) => {
    const number = numbers.get(text);
    return number !== undefined && !Number.isNaN(number);
  });
  const byText = (left: Named, right: Named) => compareNatural(left.text, right.text);
  if (!areNumbers) return byText;
  return (left, right) =>
    (numbers.get(right.text) ?? 0) - (numbers.get(left.text) ?? 0) || plain(left, right);
}

function plain(left: Named, right: Named): number {
  return compareUnits(left.text, right.text);
}
