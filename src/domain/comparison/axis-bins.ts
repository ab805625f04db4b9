import { compareNatural } from '../../base/natural-order.ts';
import { groupBy } from '../../base/group-by.ts';
import { canonicalText, plainText } from '../runs/text-value.ts';
import { type AxisValues, PRESENCE } from './axis-values.ts';

/** A place of an axis where several runs may stand. */
export type AxisBin =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  /** From `low`, which is in it, to `high`, which is not, but in the last one. */
  | { readonly kind: 'range'; readonly low: number; readonly high: number; readonly isLast: boolean }
  /** The rarest texts, so many of them. */
  | { readonly kind: 'rest'; readonly valueCount: number }
  /** NaN and infinities that were logged. */
  | { readonly kind: 'odd' }
  | { readonly kind: 'missing' };

export interface AxisBins {
  readonly bins: readonly AxisBin[];
  /** For each run its place among them. */
  readonly binOf: Int32Array;
}

/** More different numbers are brought together in ranges. */
const MOST_NUMBERS = 16;
/** More different texts: the rarest are brought together. */
const MOST_TEXTS = 20;
const MOST_RANGES = 12;
/** From this share of the largest to the smallest number on ranges grow by a factor. */
const LOG_FROM = 100;

/**
 * Where runs stand on an axis of few places: different numbers ascending or ranges with round ends, then texts in
 * their order, then the rest of them, what is not finite, and the runs that have nothing. Only what a run is in.
 */
export function binAxis(axis: AxisValues): AxisBins {
  const sorted = sortPlaces(axis);
  const bins: AxisBin[] = [];
  const binOf = new Int32Array(axis.presence.length);
  const put: Put = (bin, places) => {
    if (places.length === 0) return;
    for (const place of places) binOf[place] = bins.length;
    bins.push(bin);
  };
  putNumbers(put, sorted.finite, axis.numbers);
  putTexts(put, sorted.texts);
  put({ kind: 'odd' }, sorted.odd);
  put({ kind: 'missing' }, sorted.missing);
  return { bins, binOf };
}

type Put = (bin: AxisBin, places: readonly number[]) => void;

interface TextOfRuns {
  /** As the first run wrote it. */
  readonly text: string;
  readonly places: number[];
}

interface SortedPlaces {
  readonly finite: readonly number[];
  /** By what texts of equal value have in common. */
  readonly texts: ReadonlyMap<string, TextOfRuns>;
  readonly odd: readonly number[];
  readonly missing: readonly number[];
}

/** In one pass, and no text is looked at twice: 50,000 different ones would be felt. */
function sortPlaces({ presence, numbers, codes, texts }: AxisValues): SortedPlaces {
  const sorted = { finite: [] as number[], odd: [] as number[], missing: [] as number[] };
  const byText = new Map<string, TextOfRuns>();
  const textOfCode: (TextOfRuns | undefined)[] = [];
  const textOf = (code: number): TextOfRuns | undefined => {
    const text = texts[code] ?? '';
    const canonical = canonicalText(text);
    if (canonical.startsWith('number ')) return undefined;
    const known = byText.get(canonical) ?? { text, places: [] };
    byText.set(canonical, known);
    return known;
  };
  for (let place = 0; place < presence.length; place++) {
    const [code, value] = [codes[place] ?? -1, numbers[place] ?? Number.NaN];
    if (presence[place] !== PRESENCE.known) sorted.missing.push(place);
    else if (isPlain(value)) sorted.finite.push(place);
    else {
      const own = code < 0 ? undefined : (textOfCode[code] ??= textOf(code));
      if (own) own.places.push(place);
      else (Number.isFinite(value) ? sorted.finite : sorted.odd).push(place);
    }
  }
  return { ...sorted, texts: byText };
}

/** Finite, and no whole number that another text could stand for too: ids of 18 digits are texts. */
function isPlain(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function putNumbers(put: Put, places: readonly number[], numbers: Float64Array): void {
  const valueOf = (place: number) => (numbers[place] ?? 0) + 0;
  const ascending = Float64Array.from(places, valueOf).sort();
  const distinct: number[] = [];
  for (const value of ascending) {
    if (value !== distinct.at(-1)) distinct.push(value);
    if (distinct.length > MOST_NUMBERS) break;
  }
  if (distinct.length <= MOST_NUMBERS) {
    const byValue = groupBy(places, valueOf);
    for (const value of distinct) put({ kind: 'number', value }, byValue.get(value) ?? []);
    return;
  }
  const edges = rangeEdges(ascending[0] ?? 0, ascending.at(-1) ?? 0);
  const last = edges.length - 2;
  const byRange = groupBy(places, (place) => Math.min(last, rangeOf(edges, valueOf(place))));
  for (let range = 0; range <= last; range++) {
    const [low = 0, high = 0] = edges.slice(range, range + 2);
    put({ kind: 'range', low, high, isLast: range === last }, byRange.get(range) ?? []);
  }
}

/** The last edge that is no larger. */
function rangeOf(edges: readonly number[], value: number): number {
  return Math.max(
    0,
    edges.findLastIndex((edge) => edge <= value),
  );
}

/** Round ends of at most `MOST_RANGES` ranges that hold both numbers. */
function rangeEdges(min: number, max: number): readonly number[] {
  return min > 0 && max / min >= LOG_FROM ? factorEdges(min, max) : stepEdges(min, max);
}

/** Parts of a factor of ten, the finest first. */
const PARTS = [[1, 2, 5], [1, 3], [1]] as const;

function factorEdges(min: number, max: number): readonly number[] {
  const [from, to] = [Math.floor(Math.log10(min)) - 1, Math.ceil(Math.log10(max)) + 1];
  for (const parts of PARTS) {
    const all = Array.from({ length: to - from + 1 }, (_, tens) =>
      parts.map((part) => Number(`${part}e${from + tens}`)),
    ).flat();
    const edges = around(all, min, max);
    if (edges.length - 1 <= MOST_RANGES) return edges;
  }
  const every = Math.ceil((to - from) / MOST_RANGES);
  const all = Array.from({ length: MOST_RANGES + 3 }, (_, step) => 10 ** (from + step * every));
  return around(all, min, max);
}

function stepEdges(min: number, max: number): readonly number[] {
  // In halves: the whole spread may be beyond what a double holds.
  const rough = max / MOST_RANGES - min / MOST_RANGES;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * size >= rough) ?? 10) * size;
  const first = Math.floor(min / step);
  const all = Array.from({ length: MOST_RANGES + 3 }, (_, place) => tidy((first + place) * step));
  const edges = around(all, min, max);
  const isRound =
    edges.length > 2 && edges.every((edge, place) => place === 0 || edge > (edges[place - 1] ?? 0));
  return isRound && edges.every(Number.isFinite) ? edges : [min, max];
}

/** From the last that is no larger than the smallest number to the first that is no smaller than the largest. */
function around(all: readonly number[], min: number, max: number): readonly number[] {
  const first = Math.max(
    0,
    all.findLastIndex((edge) => edge <= min),
  );
  const last = all.findIndex((edge) => edge >= max);
  return all.slice(first, last < 0 ? all.length : last + 1);
}

/** `0.30000000000000004` as `0.3`. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

function putTexts(put: Put, texts: SortedPlaces['texts']): void {
  const frequent = [...texts].sort(
    ([a, left], [b, right]) => right.places.length - left.places.length || (a < b ? -1 : 1),
  );
  const isFolded = frequent.length > MOST_TEXTS;
  const shown = isFolded ? frequent.slice(0, MOST_TEXTS - 1) : frequent;
  const named = shown.map(([, { text, places }]) => ({ text: plainText(text), places }));
  for (const { text, places } of named.sort((a, b) => compareNatural(a.text, b.text)))
    put({ kind: 'text', text }, places);
  const rest = frequent.slice(shown.length);
  put(
    { kind: 'rest', valueCount: rest.length },
    rest.flatMap(([, { places }]) => places),
  );
}
