import { shareOfRange } from '../../../base/share-of-range.ts';
import { COLOR_COUNT } from '../../charts/color-slots.ts';
import { type AxisValues, PRESENCE } from '../axis-values.ts';
import { categoryAxis, isBestOnLog, isNumeric } from './scatter-axis.ts';

/** Steps of a scale of numbers; more are not told apart. */
export const COLOR_STEPS = 24;
/** Categories with a colour of their own; the others share one. */
const MOST_CATEGORIES = COLOR_COUNT;

/** The colours of points by a column. */
export type PointColors =
  | {
      readonly kind: 'ramp';
      readonly isLog: boolean;
      readonly min: number;
      readonly max: number;
      /** 0 to `COLOR_STEPS` − 1; 255: no value. */
      readonly codes: Uint8Array;
      readonly missingCount: number;
    }
  | {
      readonly kind: 'categories';
      /** The most frequent first. */
      readonly categories: readonly { readonly name: string; readonly count: number }[];
      /** Runs of all other categories, and how many those are; they have code `categories.length`. */
      readonly others: { readonly categories: number; readonly runs: number };
      /** Places in `categories`; 255: no value. */
      readonly codes: Uint8Array;
      readonly missingCount: number;
    };

export const NO_COLOR = 255;

/** Few numbers with gaps between them (64, 128, 256) are on the ramp like all others: their order is seen. */
export function pointColors(values: AxisValues): PointColors {
  return isNumeric(values) && values.numbers.some(Number.isFinite) ? rampOf(values) : categoriesOf(values);
}

function rampOf(values: AxisValues): PointColors {
  const { numbers } = values;
  const isLog = isBestOnLog(values);
  let [min, max] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (!Number.isFinite(number)) continue;
    [min, max] = [Math.min(min, number), Math.max(max, number)];
  }
  const codes = new Uint8Array(numbers.length).fill(NO_COLOR);
  let missingCount = 0;
  numbers.forEach((number, run) => {
    if (Number.isFinite(number)) codes[run] = stepOf(shareOf(number, min, max, isLog));
    else missingCount++;
  });
  return { kind: 'ramp', isLog, min, max, codes, missingCount };
}

function stepOf(share: number): number {
  return Math.min(COLOR_STEPS - 1, Math.floor(share * COLOR_STEPS));
}

/** Where a number stands between two, 0 to 1; one number alone stands in the middle. */
export function shareOf(number: number, min: number, max: number, isLog: boolean): number {
  if (!(max > min)) return 0.5;
  if (isLog) return Math.log(number / min) / Math.log(max / min);
  return shareOfRange(number, min, max);
}

function categoriesOf(values: AxisValues): PointColors {
  const axis = categoryAxis(values);
  const counts = new Uint32Array(axis.categories.length);
  for (const value of axis.values) if (!Number.isNaN(value)) counts[value] = (counts[value] ?? 0) + 1;
  const byCount = [...counts.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const own = byCount.slice(0, MOST_CATEGORIES);
  const others = byCount.slice(MOST_CATEGORIES);
  const codeOf = new Uint8Array(axis.categories.length).fill(own.length);
  own.forEach((category, code) => (codeOf[category] = code));
  const codes = new Uint8Array(axis.values.length).fill(NO_COLOR);
  let missingCount = 0;
  axis.values.forEach((value, run) => {
    if (Number.isNaN(value)) missingCount++;
    else codes[run] = codeOf[value] ?? NO_COLOR;
  });
  return {
    kind: 'categories',
    categories: own.map((category) => ({
      name: axis.categories[category] ?? '',
      count: counts[category] ?? 0,
    })),
    others: {
      categories: others.length,
      runs: others.reduce((sum, category) => sum + (counts[category] ?? 0), 0),
    },
    codes,
    missingCount,
  };
}

/** How large points are, by a column: their area grows with the number. */
export interface PointSizes {
  readonly min: number;
  readonly max: number;
  /** 0 to 1; NaN: no number. */
  readonly shares: Float64Array;
  readonly missingCount: number;
}

/** Undefined: the column has no numbers. */
export function pointSizes({ presence, numbers }: AxisValues): PointSizes | undefined {
  let [min, max, missingCount] = [Infinity, -Infinity, 0];
  numbers.forEach((number, run) => {
    const isKnown = presence[run] === PRESENCE.known && Number.isFinite(number);
    if (!isKnown) missingCount++;
    else [min, max] = [Math.min(min, number), Math.max(max, number)];
  });
  if (min > max) return undefined;
  const shares = numbers.map((number) =>
    Number.isFinite(number) ? shareOf(number, min, max, false) : Number.NaN,
  );
  return { min, max, shares, missingCount };
}
