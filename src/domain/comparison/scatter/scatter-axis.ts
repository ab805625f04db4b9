import { canonicalText } from '../../runs/text-value.ts';
import { type AxisValues, PRESENCE } from '../axis-values.ts';

/** Why a run has no place on an axis. `awaited`: its statistic is still being worked out. */
export const NO_PLACE = { none: 0, missing: 1, awaited: 2, notFinite: 3, notPositive: 4 } as const;
export type NoPlace = Exclude<keyof typeof NO_PLACE, 'none'>;

/** A column as an axis: where each run stands on it. */
export interface ScatterAxis {
  readonly kind: 'linear' | 'log' | 'category';
  /** A category is its index, from 0. NaN: no place. */
  readonly values: Float64Array;
  /** One of `NO_PLACE` for each run. */
  readonly reasons: Uint8Array;
  /** Of a category axis: numbers in their order, then texts in theirs (by code unit). */
  readonly categories: readonly string[];
}

/** Where values stand for numbers: all of them, or all texts but none. */
export function isNumeric({ kind, texts, numericTexts }: AxisValues): boolean {
  return kind === 'number' || numericTexts === texts.length;
}

/** @param wish undefined: as the values are spread */
export function toScatterAxis(values: AxisValues, wish: 'linear' | 'log' | undefined): ScatterAxis {
  if (!isNumeric(values)) return categoryAxis(values);
  const kind = wish ?? (isBestOnLog(values) ? 'log' : 'linear');
  const { presence, numbers } = values;
  const placed = new Float64Array(numbers.length).fill(Number.NaN);
  const reasons = new Uint8Array(numbers.length);
  for (let run = 0; run < numbers.length; run++) {
    const number = numbers[run] ?? Number.NaN;
    const reason = reasonOf(presence[run], number, kind);
    reasons[run] = reason;
    if (reason === NO_PLACE.none) placed[run] = number;
  }
  return { kind, values: placed, reasons, categories: [] };
}

function reasonOf(presence: number | undefined, number: number, kind: 'linear' | 'log'): number {
  if (presence === PRESENCE.missing) return NO_PLACE.missing;
  if (presence === PRESENCE.awaited) return NO_PLACE.awaited;
  if (!Number.isFinite(number)) return NO_PLACE.notFinite;
  return kind === 'log' && number <= 0 ? NO_PLACE.notPositive : NO_PLACE.none;
}

/** Texts of equal value (`1e-1`, `0.10`) are one category; a number among texts is one too. */
function categoryAxis({ presence, codes, texts, numbers }: AxisValues): ScatterAxis {
  const used = new Uint8Array(texts.length);
  for (const code of codes) if (code >= 0) used[code] = 1;
  const canonical = texts.map(canonicalText);
  const names = new Map<string, string>();
  texts.forEach((text, code) => {
    const name = canonical[code] ?? text;
    if (used[code] === 1 && !names.has(name)) names.set(name, text);
  });
  // A column may hold numbers beside texts: an expression.
  codes.forEach((code, run) => {
    if (code < 0 && presence[run] === PRESENCE.known)
      names.set(`number ${numbers[run]}`, String(numbers[run]));
  });
  const order = [...names.keys()].sort(compareCanonical);
  const placeOf = new Map(order.map((name, index) => [name, index]));
  const placed = new Float64Array(codes.length).fill(Number.NaN);
  const reasons = new Uint8Array(codes.length);
  codes.forEach((code, run) => {
    if (presence[run] !== PRESENCE.known) {
      reasons[run] = presence[run] === PRESENCE.awaited ? NO_PLACE.awaited : NO_PLACE.missing;
      return;
    }
    const name = code < 0 ? `number ${numbers[run]}` : canonical[code];
    placed[run] = placeOf.get(name ?? '') ?? Number.NaN;
  });
  return {
    kind: 'category',
    values: placed,
    reasons,
    categories: order.map((name) => names.get(name) ?? ''),
  };
}

function compareCanonical(a: string, b: string): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left - right || 0;
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

function numberOf(canonical: string): number | undefined {
  if (!canonical.startsWith('number ')) return undefined;
  const number = Number(canonical.slice(7));
  return Number.isNaN(number) ? undefined : number;
}

/** Values over less than this range are told apart well enough on a linear axis. */
const LEAST_RATIO = 50;

/** All above 0, over a wide range, and spread more evenly by their logarithms: 0.1, 0.01, 0.001. */
export function isBestOnLog({ numbers }: Pick<AxisValues, 'numbers'>): boolean {
  const finite = numbers.filter(Number.isFinite);
  const distinct = Float64Array.from(new Set(finite)).sort();
  const [min = 0, max = 0] = [distinct[0], distinct.at(-1)];
  if (!(min > 0) || max / min < LEAST_RATIO) return false;
  const middle = distinct[Math.floor(distinct.length / 2)] ?? min;
  const share = (middle / max - min / max) / (1 - min / max);
  const logShare = Math.log(middle / min) / Math.log(max / min);
  return Math.abs(logShare - 0.5) <= Math.abs(share - 0.5);
}

/** How far a point is moved from its category at most, in widths of a category. */
const JITTER = 0.3;

/**
 * Values with those of categories moved within their band, so that runs of one category do not hide each other: evenly
 * by their place, the same at every drawing.
 */
export function spreadOut({ kind, values }: ScatterAxis, seed: number): Float64Array {
  if (kind !== 'category') return values;
  return values.map((value, run) => value + ((((run + 1) * seed) % 1) - 0.5) * 2 * JITTER);
}

/** Irrational, and different for the axes: points fill the cell of two categories. */
export const SEEDS = { x: 0.754_877_666_246_693, y: 0.569_840_290_998_053 } as const;

/** Runs that have no place on one of two axes, each counted once: by x where x lacks it, else by y. */
export interface LeftOut {
  readonly axis: 'x' | 'y';
  readonly reason: NoPlace;
  readonly count: number;
}

export function leftOutOf(x: ScatterAxis, y: ScatterAxis): readonly LeftOut[] {
  const counts = new Map<string, LeftOut>();
  for (let run = 0; run < x.reasons.length; run++) {
    const axis = x.reasons[run] !== NO_PLACE.none ? 'x' : 'y';
    const code = (axis === 'x' ? x : y).reasons[run] ?? 0;
    const reason = REASONS[code];
    if (reason === undefined) continue;
    const known = counts.get(`${axis} ${reason}`);
    counts.set(`${axis} ${reason}`, { axis, reason, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

const REASONS: readonly (NoPlace | undefined)[] = [
  undefined,
  'missing',
  'awaited',
  'notFinite',
  'notPositive',
];
