import { formatValue, formatWith, precisionFor } from '../base/format-number.ts';

const FEWEST_DIGITS = 4;
/** Enough to write any double so that no other reads the same. */
const MOST_DIGITS = 17;

/** What of the height of a plot can still be told apart by eye. */
const SHARE_OF_RANGE = 1 / 500;

/**
 * Values as text with 4 significant digits, or with as many as it takes until different values read different.
 *
 * @param range that they are read in: values that stand apart there read different, be they here or not
 */
export function distinctLabels(
  values: readonly number[],
  range?: { readonly min: number; readonly max: number },
): readonly string[] {
  const plain = plainLabels(values);
  if (!range || !(range.max > range.min)) return plain;
  const seen = (range.max - range.min) * SHARE_OF_RANGE;
  const isFine = plain.every((label, index) => !(Math.abs(Number(label) - (values[index] ?? 0)) > seen));
  return isFine ? plain : plainLabels([...values, range.min, range.min + seen]).slice(0, values.length);
}

function plainLabels(values: readonly number[]): readonly string[] {
  const distinctCount = new Set(values).size;
  const precision = precisionFor(values.filter(Number.isFinite));
  const short = values.map((value) => formatWith(value, precision));
  if (new Set(short).size >= distinctCount) return short;
  for (let digits = FEWEST_DIGITS + 1; digits < MOST_DIGITS; digits += 1) {
    const labels = values.map((value) =>
      Number.isFinite(value) ? precise(value, digits) : formatValue(value),
    );
    if (new Set(labels).size >= distinctCount) return labels;
  }
  return values.map(String);
}

function precise(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(digits - 1).replace('e+', 'e');
  return Number.isInteger(value) ? String(value) : value.toPrecision(digits);
}
