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
  const { presence, numbers, codes, texts } = axis;
  const canonicals = texts.map(canonicalText);
  const isText = (place: number) => {
    const canonical = canonicals[codes[place] ?? -1];
    // Whole numbers of 18 digits are texts: as numbers two of them would be one.
    return canonical !== undefined && !canonical.startsWith('number ');
  };
  const known = [...presence.keys()].filter((place) => presence[place] === PRESENCE.known);
  const textPlaces = known.filter(isText);
  const numberOf = (place: number) => (numbers[place] ?? Number.NaN) + 0;
  const finite = known.filter((place) => !isText(place) && Number.isFinite(numberOf(place)));
  const placer = createPlacer(presence.length);
  putNumbers(placer, finite, numberOf);
  putTexts(placer, textPlaces, (place) => {
    const code = codes[place] ?? -1;
    return { canonical: canonicals[code] ?? '', text: texts[code] ?? '' };
  });
  const put = new Set([...textPlaces, ...finite]);
  placer.put(
    { kind: 'odd' },
    known.filter((place) => !put.has(place)),
  );
  placer.put(
    { kind: 'missing' },
    [...presence.keys()].filter((place) => presence[place] !== PRESENCE.known),
  );
  return { bins: placer.bins, binOf: placer.binOf };
}

function createPlacer(runCount: number) {
  const bins: AxisBin[] = [];
  const binOf = new Int32Array(runCount);
  return {
    bins,
    binOf,
    put(bin: AxisBin, places: readonly number[]) {
      if (places.length === 0) return;
      for (const place of places) binOf[place] = bins.length;
      bins.push(bin);
    },
  };
}

type Placer = ReturnType<typeof createPlacer>;

function putNumbers(placer: Placer, places: readonly number[], numberOf: (place: number) => number): void {
  const byValue = groupBy(places, numberOf);
  const ascending = [...byValue.keys()].sort((a, b) => a - b);
  if (ascending.length <= MOST_NUMBERS) {
    for (const value of ascending) placer.put({ kind: 'number', value }, byValue.get(value) ?? []);
    return;
  }
  const edges = rangeEdges(ascending[0] ?? 0, ascending.at(-1) ?? 0);
  const last = edges.length - 2;
  const byRange = groupBy(places, (place) => Math.min(last, rangeOf(edges, numberOf(place))));
  for (let range = 0; range <= last; range++) {
    const [low = 0, high = 0] = edges.slice(range, range + 2);
    placer.put({ kind: 'range', low, high, isLast: range === last }, byRange.get(range) ?? []);
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

interface TextOfRun {
  readonly canonical: string;
  readonly text: string;
}

function putTexts(placer: Placer, places: readonly number[], textOf: (place: number) => TextOfRun): void {
  const byText = groupBy(places, (place) => textOf(place).canonical);
  const frequent = [...byText].sort(
    ([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1),
  );
  const isFolded = frequent.length > MOST_TEXTS;
  const shown = isFolded ? frequent.slice(0, MOST_TEXTS - 1) : frequent;
  const named = shown.map(([, own]) => ({ text: plainText(textOf(own[0] ?? 0).text), own }));
  for (const { text, own } of named.sort((a, b) => (a.text < b.text ? -1 : 1)))
    placer.put({ kind: 'text', text }, own);
  const rest = frequent.slice(shown.length);
  placer.put(
    { kind: 'rest', valueCount: rest.length },
    rest.flatMap(([, own]) => own),
  );
}
