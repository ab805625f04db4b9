import type { AxisValues } from '../axis-values.ts';
import {
  type AxisScale,
  categoriesOf,
  type CategoryPlace,
  positionOf,
  spanOfPlace,
  valueAt,
} from './axis-scale.ts';
import { type Lane, LANES, type PlacedRuns } from './place-runs.ts';

/** A part of an axis, told by values: it means the same on another scale, and when runs are added. */
export interface AxisBrush {
  /** Runs in it are left out; else runs beside it are. */
  readonly isExcluding: boolean;
  /** Both ends belong to it; an infinite one is open. */
  readonly range?: { readonly min: number; readonly max: number } | undefined;
  /** Categories as `categoriesOf` tells them; all but these where the rest is among them. */
  readonly texts?: { readonly list: readonly string[]; readonly isAllBut: boolean } | undefined;
  readonly lanes: readonly Lane[];
}

export interface BrushedAxis {
  readonly values: AxisValues;
  readonly placed: PlacedRuns;
  readonly brushes: readonly AxisBrush[];
}

export interface Passing {
  /** 1 for each run that passes. */
  readonly mask: Uint8Array;
  readonly count: number;
}

/** Runs that are in one of the keeping brushes of each axis that has some, and in no excluding one. */
export function passingRuns(axes: readonly BrushedAxis[], runCount: number): Passing {
  const mask = new Uint8Array(runCount).fill(1);
  for (const axis of axes) if (axis.brushes.length > 0) narrow(mask, axis);
  let count = 0;
  for (const passes of mask) count += passes;
  return { mask, count };
}

function narrow(mask: Uint8Array, { values, placed, brushes }: BrushedAxis): void {
  const keeping = brushes
    .filter(({ isExcluding }) => !isExcluding)
    .map((brush) => holderOf(brush, values, placed));
  const excluding = brushes
    .filter(({ isExcluding }) => isExcluding)
    .map((brush) => holderOf(brush, values, placed));
  for (let run = 0; run < mask.length; run++) {
    if (mask[run] === 0) continue;
    const isKept = keeping.length === 0 || keeping.some((holds) => holds(run));
    if (!isKept || excluding.some((holds) => holds(run))) mask[run] = 0;
  }
}

/** Whether the value of a run is in the brush. */
function holderOf(brush: AxisBrush, values: AxisValues, placed: PlacedRuns): (run: number) => boolean {
  const { range, texts } = brush;
  const lanes = LANES.map((lane) => brush.lanes.includes(lane));
  const listed = new Set(texts?.list);
  const categoryOf = texts && categoriesOf(values);
  return (run) => {
    const lane = placed.lanes[run] ?? 0;
    if (lane > 0 && lanes[lane - 1]) return true;
    if (range) {
      const value = values.numbers[run] ?? Number.NaN;
      if (Number.isFinite(value) && value >= range.min && value <= range.max) return true;
    }
    const category = categoryOf?.(run);
    return category !== undefined && listed.has(category) !== texts?.isAllBut;
  };
}

/** A part of an axis, from 0 at its lower end to 1. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What a part of the scale means by values. Undefined: nothing is there. An end beyond the scale is open. */
export function brushOfSpan(
  scale: AxisScale,
  { low, high }: Span,
): Pick<AxisBrush, 'range' | 'texts'> | undefined {
  if ('places' in scale) return brushOfPlaces(scale.places, { low, high });
  if (Number.isNaN(scale.min)) return undefined;
  // Of a percentile scale the ends are bare where the smallest or the largest value is that of several runs.
  if (high < positionOf(scale, scale.min) || low > positionOf(scale, scale.max)) return undefined;
  // The only value stands in the middle.
  if (scale.min === scale.max && (low > 0.5 || high < 0.5)) return undefined;
  const min = low <= 0 ? Number.NEGATIVE_INFINITY : shortest(scale, low);
  const max = high >= 1 ? Number.POSITIVE_INFINITY : shortest(scale, high);
  return { range: { min: Math.min(min, max), max: Math.max(min, max) } };
}

/** Places whose middle is in it; where there is none, the one that it is in. */
function brushOfPlaces(
  places: readonly CategoryPlace[],
  { low, high }: Span,
): Pick<AxisBrush, 'texts'> | undefined {
  const middle = (low + high) / 2;
  const inside = places.map((_, index) => {
    const at = 1 - (index + 0.5) / places.length;
    return at >= low && at <= high;
  });
  const lone = Math.floor((1 - middle) * places.length);
  if (!inside.includes(true) && places[lone]) inside[lone] = true;
  if (!inside.includes(true)) return undefined;
  const isAllBut = places.some(({ isRest }, index) => isRest && inside[index]);
  const listed = places.filter(({ isRest }, index) => !isRest && inside[index] !== isAllBut);
  return { texts: { list: listed.map(({ text }) => text), isAllBut } };
}

/** Less than a pixel of an axis. */
const FINEST = 5e-4;

/** The value at a place with no more digits than a look at the axis can tell. */
function shortest(scale: AxisScale, position: number): number {
  const value = valueAt(scale, position);
  for (let digits = 3; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(positionOf(scale, rounded) - position) < FINEST) return rounded;
  }
  return value;
}

/** Where a brush stands on the scale, from the lower end up; parts that touch are one. */
export function spansOfBrush(scale: AxisScale, brush: AxisBrush): readonly Span[] {
  if ('places' in scale) return joinSpans(placesOfBrush(scale.places, brush));
  if (Number.isNaN(scale.min)) return [];
  const numbers = (brush.texts?.isAllBut ? [] : (brush.texts?.list ?? [])).map(Number);
  const spans = [
    ...(brush.range ? [brush.range] : []),
    ...numbers.map((value) => ({ min: value, max: value })),
  ];
  return joinSpans(spans.flatMap((range) => spanOfRange(scale, range)));
}

function spanOfRange(
  scale: AxisScale,
  { min, max }: { readonly min: number; readonly max: number },
): readonly Span[] {
  const low = min === Number.NEGATIVE_INFINITY ? 0 : positionOrEnd(scale, min);
  const high = max === Number.POSITIVE_INFINITY ? 1 : positionOrEnd(scale, max);
  if (Number.isNaN(low) || Number.isNaN(high) || high < -FINEST || low > 1 + FINEST) return [];
  return [{ low: Math.min(1, Math.max(0, low)), high: Math.max(0, Math.min(1, high)) }];
}

/** What is not above 0 lies below all that goes by powers. */
function positionOrEnd(scale: AxisScale, value: number): number {
  return scale.kind === 'log' && value <= 0 ? -1 : positionOf(scale, value);
}

function placesOfBrush(places: readonly CategoryPlace[], { texts, range }: AxisBrush): readonly Span[] {
  const listed = new Set(texts?.list);
  return places.flatMap(({ text, isRest }, index) => {
    const number = Number(text);
    const isInRange =
      range !== undefined && !isRest && text !== '' && number >= range.min && number <= range.max;
    const isListed = texts !== undefined && (isRest ? texts.isAllBut : listed.has(text) !== texts.isAllBut);
    return isInRange || isListed ? [spanOfPlace(places.length, index)] : [];
  });
}

function joinSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((left, right) => left.low - right.low)) {
    const last = joined.at(-1);
    if (last && span.low <= last.high + 1e-9)
      joined.push({ low: joined.pop()?.low ?? 0, high: Math.max(last.high, span.high) });
    else joined.push(span);
  }
  return joined;
}
