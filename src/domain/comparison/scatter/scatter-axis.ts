import { orderOfNames } from '../../../base/natural-order.ts';
import type { RunColumn } from '../../runs/run-sort.ts';
import { canonicalText } from '../../runs/text-value.ts';
import { type AxisValues, PRESENCE } from '../axis-values.ts';
import { defaultScale } from '../parallel/default-scale.ts';

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
  /** Of a category axis: numbers in their order, then texts in theirs. */
  readonly categories: readonly string[];
}

/** Whether values stand for numbers: all of them do, or nearly all. What of them is none has no place. */
export function isNumeric(values: AxisValues): boolean {
  const { kind, texts, numericTexts } = values;
  if (kind === 'number' || numericTexts === texts.length) return true;
  const scale = defaultScale(ANY, values);
  return scale === 'linear' || scale === 'log';
}

/** Whether powers tell the values apart better than sums. */
export function isBestOnLog(values: AxisValues): boolean {
  const { numbers, presence } = values;
  // One that has no place decides, were it one of 50,000.
  if (numbers.some((number, run) => number <= 0 && presence[run] === PRESENCE.known)) return false;
  return defaultScale(ANY, sampleOf(values)) === 'log';
}

const MOST_SAMPLED = 2_000;

/** Of many runs some, evenly: how their values are spread is seen by them. */
function sampleOf(values: AxisValues): AxisValues {
  const every = Math.ceil(values.numbers.length / MOST_SAMPLED);
  if (every <= 1) return values;
  const isTaken = (_: number, run: number) => run % every === 0;
  return {
    ...values,
    presence: values.presence.filter(isTaken),
    numbers: values.numbers.filter(isTaken),
    codes: values.codes.filter(isTaken),
  };
}

/** A scale goes by the values; those of times are never spread so wide that powers would tell them apart. */
const ANY: RunColumn = { kind: 'param', key: '' };

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
export function categoryAxis({ presence, codes, texts, numbers }: AxisValues): ScatterAxis {
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
  const order = [...names.keys()]
    .map((name) => ({ name, number: numberOf(name) }))
    .sort(compareCanonical(orderOfNames(names.size)))
    .map(({ name }) => name);
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

interface Canonical {
  readonly name: string;
  readonly number: number | undefined;
}

function compareCanonical(byName: (left: string, right: string) => number) {
  return (a: Canonical, b: Canonical): number => {
    if (a.number !== undefined && b.number !== undefined) return a.number - b.number || 0;
    if (a.number !== undefined || b.number !== undefined) return a.number === undefined ? 1 : -1;
    return byName(a.name, b.name);
  };
}

function numberOf(canonical: string): number | undefined {
  if (!canonical.startsWith('number ')) return undefined;
  const number = Number(canonical.slice(7));
  return Number.isNaN(number) ? undefined : number;
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
