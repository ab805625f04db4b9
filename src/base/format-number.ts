/** Digits of a number whose neighbours are unknown, and of the largest number of a column. */
const SIGNIFICANT_DIGITS = 4;
/** From here on a number that is not whole is written with an exponent. */
const LARGE = 1e7;
/** Whole numbers up to here are written out: all of them are exact doubles. */
const LARGEST_WHOLE = 1e15;
/** Below this a number that is not 0 is written with an exponent. */
const SMALL = 1e-4;
/** How many decimals more than its largest number needs a column spends on small numbers and small differences. */
const MOST_EXTRA_DECIMALS = 3;

/** How all numbers of a column are written, so that their decimal points stand in one line. */
export type Precision =
  | { readonly notation: 'fixed'; readonly decimals: number }
  | { readonly notation: 'exponent' };

/** A number on its own: `0.1235`, `12346`, `1.2e-300`, `NaN`, `-∞`. Never written as 0 unless it is 0. */
export function formatValue(value: number): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const size = Math.abs(value);
  if (Number.isInteger(value) && size <= LARGEST_WHOLE) return String(value);
  if (size < SMALL || size >= LARGE) return formatExponent(value);
  return trimZeros(value.toFixed(decimalsFor(size, SIGNIFICANT_DIGITS)));
}

/** Every digit that the double has, for hovering and copying. */
export function formatFullValue(value: number): string {
  return String(value);
}

/**
 * The precision that a column of these values shares: the largest has 4 significant digits; up to three decimals
 * more are spent so that the smallest and the whole spread have 2. NaN and infinities do not count.
 */
export function precisionFor(values: Iterable<number>): Precision {
  const extent = extentOf(values);
  if (extent.isWhole) return { notation: 'fixed', decimals: 0 };
  if (extent.largest >= LARGE || extent.largest < SMALL) return { notation: 'exponent' };
  const base = decimalsFor(extent.largest, SIGNIFICANT_DIGITS);
  const spread = extent.max - extent.min;
  const wanted = Math.max(base, decimalsFor(extent.smallest, 2), spread > 0 ? decimalsFor(spread, 2) : 0);
  return { notation: 'fixed', decimals: Math.min(wanted, base + MOST_EXTRA_DECIMALS) };
}

/** A number in its column. One that the column's decimals would turn into 0 gets an exponent instead. */
export function formatWith(value: number, precision: Precision): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  if (precision.notation === 'exponent') return formatExponent(value);
  const size = Math.abs(value);
  if (size > LARGEST_WHOLE || (size >= LARGE && !Number.isInteger(value))) return formatExponent(value);
  const text = value.toFixed(precision.decimals);
  return Number(text) === 0 ? formatExponent(value) : text;
}

/** A number of things: `1,284`. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

function formatSpecial(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '-∞';
  return value === 0 ? '0' : undefined;
}

function formatExponent(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  return `${trimZeros(mantissa)}e${exponent.replace('+', '')}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Decimals that give a number of this size so many significant digits. */
function decimalsFor(size: number, digits: number): number {
  return Math.min(100, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

interface Extent {
  readonly min: number;
  readonly max: number;
  /** Of the absolute values; `smallest` leaves 0 out. */
  readonly largest: number;
  readonly smallest: number;
  readonly isWhole: boolean;
}

function extentOf(values: Iterable<number>): Extent {
  let [min, max, largest, smallest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, LARGE];
  let isWhole = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const size = Math.abs(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
    largest = Math.max(largest, size);
    if (size > 0) smallest = Math.min(smallest, size);
    isWhole &&= Number.isInteger(value) && size <= LARGEST_WHOLE;
  }
  return { min, max, largest, smallest, isWhole };
}
