import type { Decimal } from './ticks.ts';

/** More digits than this and the labels show only what follows a shared offset. */
const MOST_DIGITS = 7;
const UNITS = [
  { exponent: 12, suffix: 'T' },
  { exponent: 9, suffix: 'B' },
  { exponent: 6, suffix: 'M' },
  { exponent: 3, suffix: 'k' },
] as const;
/** From here on whole numbers get a unit. */
const FIRST_WITH_UNIT = 10_000;

interface TickLabels {
  readonly labels: readonly string[];
  readonly base: Decimal | undefined;
}

/** Labels that differ where the positions differ, in one notation for the whole axis. Exact: no digit is rounded. */
export function labelTicks(positions: readonly Decimal[]): TickLabels {
  const largest = Math.max(0, ...positions.map(topExponent));
  const finest = Math.min(...positions.map(({ exponent, mantissa }) => (mantissa === 0 ? 0 : exponent)));
  const isShared = new Set(positions.map(({ exponent }) => exponent)).size === 1;
  if (isShared && positions.length > 1 && largestDigits(positions) > MOST_DIGITS) {
    const base = sharedBase(positions);
    if (base) return { labels: positions.map((position) => signed(without(position, base))), base };
  }
  const unit = unitFor(positions);
  if (unit && isShared)
    return { labels: positions.map((position) => withUnit(position, unit)), base: undefined };
  const isPlain = largest < MOST_DIGITS && finest > -MOST_DIGITS && topOfSmall(positions) >= -5;
  return {
    labels: positions.map((position) =>
      isPlain ? formatAlone(position, isShared) : formatExponent(position),
    ),
    base: undefined,
  };
}

/** A whole offset, every digit of it: `1234567.89 +`. */
export function formatOffset(base: Decimal): string {
  return `${formatDecimal(base)} +`;
}

function largestDigits(positions: readonly Decimal[]): number {
  return Math.max(...positions.map(({ mantissa }) => String(Math.abs(mantissa)).length));
}

/** The exponent of the leading digit. */
function topExponent({ mantissa, exponent }: Decimal): number {
  return mantissa === 0 ? Number.NEGATIVE_INFINITY : exponent + String(Math.abs(mantissa)).length - 1;
}

function topOfSmall(positions: readonly Decimal[]): number {
  return Math.max(...positions.map(topExponent));
}

/** The digits that all positions share, or undefined where there are none. */
function sharedBase(positions: readonly Decimal[]): Decimal | undefined {
  const mantissas = positions.map(({ mantissa }) => mantissa);
  const [low, high] = [Math.min(...mantissas), Math.max(...mantissas)];
  const exponent = positions[0]?.exponent ?? 0;
  const grain = 10 ** String(high - low).length;
  const mantissa = Math.floor(low / grain) * grain;
  return mantissa === 0 ? undefined : { mantissa, exponent };
}

function without({ mantissa, exponent }: Decimal, base: Decimal): Decimal {
  return { mantissa: mantissa - base.mantissa, exponent };
}

function signed(position: Decimal): string {
  if (position.mantissa === 0) return '+0';
  return `${position.mantissa > 0 ? '+' : ''}${formatDecimal(position)}`;
}

function formatDecimal(position: Decimal): string {
  const top = topExponent(position);
  const isPlain = position.mantissa === 0 || (top >= -4 && top < 15);
  return isPlain ? formatPlain(position, false) : formatExponent(position);
}

/** `25k`, `1.5M`: whole numbers with at most two decimals of the unit; undefined where that is too few. */
function unitFor(positions: readonly Decimal[]): (typeof UNITS)[number] | undefined {
  const values = positions.map(({ mantissa, exponent }) => Math.abs(Number(`${mantissa}e${exponent}`)));
  if (Math.max(...values) < FIRST_WITH_UNIT || Math.max(...values) >= 1e15) return undefined;
  return UNITS.find(({ exponent }) => {
    const grain = 10 ** (exponent - 2);
    return Math.max(...values) >= 10 ** exponent && values.every((value) => value % grain === 0);
  });
}

function withUnit(position: Decimal, { exponent, suffix }: (typeof UNITS)[number]): string {
  if (position.mantissa === 0) return '0';
  return formatPlain({ ...position, exponent: position.exponent - exponent }, false) + suffix;
}

/** On a log axis each tick has a unit of its own. */
function formatAlone(position: Decimal, isShared: boolean): string {
  const unit = isShared ? undefined : unitFor([position]);
  return unit ? withUnit(position, unit) : formatPlain(position, isShared);
}

/** All decimals of the axis' step, so that points stand below each other; trimmed where each tick has its own. */
function formatPlain({ mantissa, exponent }: Decimal, keepsZeros: boolean): string {
  if (mantissa === 0) return '0';
  const sign = mantissa < 0 ? '−' : '';
  const digits = String(Math.abs(mantissa));
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  const fraction = padded.slice(exponent);
  const kept = keepsZeros ? fraction : fraction.replace(/0+$/, '');
  return sign + padded.slice(0, exponent) + (kept && `.${kept}`);
}

function formatExponent(position: Decimal): string {
  if (position.mantissa === 0) return '0';
  const digits = String(Math.abs(position.mantissa)).replace(/0+$/, '');
  const fraction = digits.slice(1);
  const sign = position.mantissa < 0 ? '−' : '';
  return `${sign}${digits[0]}${fraction && `.${fraction}`}e${topExponent(position)}`;
}
