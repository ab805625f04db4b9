import { formatValue, formatWith, precisionFor } from '../base/format-number.ts';

const FEWEST_DIGITS = 4;
/** Enough to write any double so that no other reads the same. */
const MOST_DIGITS = 17;

/** Values as text with 4 significant digits, or with as many as it takes until different values read different. */
export function distinctLabels(values: readonly number[]): readonly string[] {
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
