import type { Scale } from '../base/scale.ts';
import { formatOffset, labelTicks } from './tick-labels.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface AxisTicks {
  /** Ascending, inside the domain. */
  readonly ticks: readonly Tick[];
  /** What every label is to be added to, such as `0.123456789 +`: the values differ in late digits only. */
  readonly offset: string | undefined;
}

export interface TickRequest {
  readonly kind: Scale['kind'];
  readonly min: number;
  readonly max: number;
  /** How many labels there is room for. */
  readonly maxCount: number;
  /** Steps: no tick between two whole numbers. */
  readonly isWhole?: boolean;
}

/** Positions as whole multiples of a power of ten, so that values and labels are exact decimals: `mantissa × 10^exponent`. */
export interface Decimal {
  readonly mantissa: number;
  readonly exponent: number;
}

export function toNumber({ mantissa, exponent }: Decimal): number {
  return Number(`${mantissa}e${exponent}`);
}

export function createTicks(request: TickRequest): AxisTicks {
  const { kind, min, max } = request;
  if (!(max > min)) return ticksOf([nearestDecimal(min)]);
  const positions = kind === 'log' ? logPositions(request) : linearPositions(request);
  return ticksOf(positions);
}

function ticksOf(positions: readonly Decimal[]): AxisTicks {
  const { labels, base } = labelTicks(positions);
  const ticks = positions.map((position, index) => ({
    value: toNumber(position),
    label: labels[index] ?? '',
  }));
  return { ticks, offset: base && formatOffset(base) };
}

function nearestDecimal(value: number): Decimal {
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  return { mantissa: Number(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Multiples of 1, 2, 2.5 or 5 times a power of ten: the finest of them that fits. */
function linearPositions({ min, max, maxCount, isWhole }: TickRequest): readonly Decimal[] {
  const rough = (max / 2 - min / 2) / (Math.max(1, maxCount) / 2);
  // One decade lower first: a window may hold few multiples of a coarse step and more of the next finer one.
  let exponent = Math.floor(Math.log10(rough)) - 2;
  for (let tries = 0; tries < 6; tries += 1, exponent += 1) {
    // 2.5 before 5, as 25 × 10^(exponent - 1), to stay in whole numbers.
    for (const [mantissa, shift] of [
      [1, 0],
      [2, 0],
      [25, -1],
      [5, 0],
    ] as const) {
      const found = multiplesOf({ mantissa, exponent: exponent + shift }, min, max, maxCount);
      if (found && !(isWhole && exponent + shift < 0)) return found;
    }
  }
  return [];
}

/** All multiples of `step` in the range, or undefined where they are too many. */
function multiplesOf(
  step: Decimal,
  min: number,
  max: number,
  maxCount: number,
): readonly Decimal[] | undefined {
  const size = toNumber(step);
  if (size === 0) return undefined;
  const first = Math.ceil(min / size - 1e-9);
  const last = Math.floor(max / size + 1e-9);
  if (last - first + 1 > maxCount || !Number.isSafeInteger(first * step.mantissa)) return undefined;
  const found: Decimal[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (let times = first; times <= last; times += 1) {
    const position = { mantissa: times * step.mantissa, exponent: step.exponent };
    const value = toNumber(position);
    // Among the smallest doubles neighbouring multiples may be one and the same number.
    if (value > previous && value >= min && value <= max) found.push(position);
    previous = value;
  }
  return found;
}

/** Decades; with few of them also 2 and 5 of each; in a range of less than a decade as on a linear axis. */
function logPositions(request: TickRequest): readonly Decimal[] {
  const { min, max, maxCount, isWhole } = request;
  if (!(min > 0)) return [];
  const low = Math.floor(Math.log10(min));
  const high = Math.ceil(Math.log10(max));
  const every = Math.max(1, Math.ceil((high - low) / Math.max(1, maxCount)));
  const mantissas = (high - low) * 3 <= maxCount ? [1, 2, 5] : [1];
  const found: Decimal[] = [];
  for (let exponent = Math.ceil(low / every) * every; exponent <= high; exponent += every) {
    for (const mantissa of mantissas) {
      const value = toNumber({ mantissa, exponent });
      if (value >= min && value <= max && !(isWhole && exponent < 0)) found.push({ mantissa, exponent });
    }
  }
  return found.length >= 3 || (found.length === 2 && maxCount < 4) ? found : linearPositions(request);
}
