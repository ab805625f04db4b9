import {
  type Categories,
  correlation,
  correlationRatio,
  cramersV,
  productOf,
  ratioOfUnit,
  toUnit,
  withoutChance,
} from '../statistics/association.ts';
import { fTail } from '../statistics/beta-share.ts';
import { adjustByHolm } from '../statistics/holm.ts';
import { rankValues } from '../statistics/ranks.ts';
import { canonicalText, plainText } from '../runs/text-value.ts';
import { type AxisValues, PRESENCE } from './axis-values.ts';

/** Of fewer runs nothing is said. */
export const FEWEST_RUNS = 4;
/** Of fewer runs p would be a number without a meaning: its distribution holds for more. */
export const FEWEST_FOR_P = 10;
/** Runs for each category that is judged, in the mean; of fewer, chance alone makes the association. */
const RUNS_A_CATEGORY = 2;
/** Parts of equally many runs that a param's numbers are looked at in, and the runs that each has at least. */
const MOST_PARTS = 5;
const FEWEST_PARTS = 3;
const RUNS_A_PART = 8;
/** So much more than a monotone relation must the parts explain, and so seldom by chance, to be told instead of it. */
const BENT_STRENGTH = 0.1;
const BENT_P = 0.01;
/** From here on two params are said to move together. */
export const MOVES_TOGETHER = 0.9;

export interface ParamColumn {
  readonly key: string;
  readonly values: AxisValues;
}

/** How a metric goes with one param, over the runs that have both. */
export interface ParamMatter {
  readonly key: string;
  /**
   * `number`: Spearman's rho, from -1 to 1. `category`: the correlation ratio of the metric's ranks, from 0 to 1, so
   * that one diverged run does not decide, as it does not in rho.
   */
  readonly kind: 'number' | 'category';
  readonly association: number;
  /** The correlation ratio of the values themselves; undefined for numbers, and where the metric is infinite. */
  readonly ratioOfValues: number | undefined;
  /** What chance does not explain: `withoutChance`. */
  readonly strength: number;
  readonly runCount: number;
  /** Of the runs with the metric, those without the param (or, of a param of numbers, with a text). */
  readonly missingCount: number;
  /** Different values. */
  readonly valueCount: number;
  /** Two-sided, by Student's t or by the analysis of variance of ranks; undefined: there are too few runs. */
  readonly p: number | undefined;
  /** By Holm, over all params that have a p. */
  readonly adjustedP: number | undefined;
  /** Numbers that go up and down again (or the other way round), which rho does not see: `p` and `strength` are of their parts. */
  readonly isBent: boolean;
  /** Of categories, or of the parts of bent numbers, those with the lowest and the highest mean rank of the metric. */
  readonly lowest: string | undefined;
  readonly highest: string | undefined;
}

/**
 * Why a param is not judged. `few-runs`: fewer than `FEWEST_RUNS` have it and the metric; `one-value`: these all have
 * the same; `many-values`: nearly every run has a category of its own; `same-metric`: its runs have one value of the metric.
 */
export type NotJudged = 'few-runs' | 'one-value' | 'many-values' | 'same-metric';

export interface Matters {
  /** `few-runs`: fewer than `FEWEST_RUNS` have a value. */
  readonly state: 'judged' | 'few-runs' | 'constant';
  /** Runs with a value of the metric, infinities included. */
  readonly runCount: number;
  /** Logged NaN: these runs count as missing. */
  readonly nanCount: number;
  /** Still being worked out. */
  readonly awaitedCount: number;
  /** The strongest first. */
  readonly params: readonly ParamMatter[];
  /** Params that have a p. */
  readonly testedCount: number;
  /** Params of the list that move together, so that what each of them does cannot be told. */
  readonly groups: readonly (readonly string[])[];
  readonly left: readonly { readonly key: string; readonly reason: NotJudged }[];
}

/** A param as ranks or as categories, of the runs with a value of the metric. */
type Judged = { readonly matter: ParamMatter } & (
  | { readonly ranks: Float64Array; readonly unit: Float64Array; readonly categories: undefined }
  | { readonly ranks: undefined; readonly categories: Categories }
);

interface MetricOfRuns {
  /** Places of the runs that have a value. */
  readonly places: Int32Array;
  readonly numbers: Float64Array;
  readonly ranks: Float64Array;
}

/**
 * What of the params goes with a metric. A generator: it stands still after each piece of work, a few milliseconds of
 * 10,000 runs, so that whoever draws it can stop or do something else.
 */
export function* findMatters(
  metric: AxisValues,
  params: readonly ParamColumn[],
): Generator<undefined, Matters, undefined> {
  const own = readMetric(metric);
  const runCount = own.places.length;
  const awaitedCount = countWhere(metric.presence, (each) => each === PRESENCE.awaited);
  const nanCount = countWhere(metric.presence, (each) => each === PRESENCE.known) - runCount;
  const counts = { runCount, nanCount, awaitedCount };
  const nothing = { ...counts, params: [], testedCount: 0, groups: [], left: [] };
  if (runCount < FEWEST_RUNS) return { ...nothing, state: 'few-runs' };
  if (own.distinctCount < 2) return { ...nothing, state: 'constant' };

  const judged: Judged[] = [];
  const left: { key: string; reason: NotJudged }[] = [];
  for (const param of params) {
    const found = judgeParam(own, param);
    if (typeof found === 'string') left.push({ key: param.key, reason: found });
    else judged.push(found);
    yield;
  }
  const groups = yield* findGroups(judged);
  const matters = withAdjusted(judged.map(({ matter }) => matter));
  const testedCount = matters.filter(({ p }) => p !== undefined).length;
  return { ...counts, state: 'judged', params: matters.sort(byStrength), testedCount, groups, left };
}

function readMetric({ numbers }: AxisValues): MetricOfRuns & { readonly distinctCount: number } {
  const places = Int32Array.from(numbers.keys()).filter((place) => !Number.isNaN(numbers[place]));
  const own = takePlaces(numbers, places);
  return { places, numbers: own, ...rankValues(own) };
}

function takePlaces(numbers: Float64Array, places: Int32Array): Float64Array {
  return Float64Array.from(places, (place) => numbers[place] ?? Number.NaN);
}

function byStrength(left: ParamMatter, right: ParamMatter): number {
  return (
    right.strength - left.strength ||
    Math.abs(right.association) - Math.abs(left.association) ||
    (left.key < right.key ? -1 : 1)
  );
}

function withAdjusted(matters: readonly ParamMatter[]): ParamMatter[] {
  const tested = matters.filter(({ p }) => p !== undefined);
  const adjusted = adjustByHolm(tested.map(({ p }) => p ?? 1));
  const ofKey = new Map(tested.map(({ key }, place) => [key, adjusted[place]]));
  return matters.map((matter) => ({ ...matter, adjustedP: ofKey.get(matter.key) }));
}

function judgeParam(metric: MetricOfRuns, { key, values }: ParamColumn): Judged | NotJudged {
  // Thousands of different numbers are not made to categories in vain.
  const areAllNumbers = values.numericTexts === values.texts.length;
  const categories = areAllNumbers ? NO_CATEGORIES : categoriesOf(values, metric.places);
  const { ranks, distinctCount } =
    areAllNumbers || areNumbers(values, categories)
      ? rankValues(takePlaces(values.numbers, metric.places))
      : { ranks: undefined, distinctCount: categories.count };
  const has = (place: number) =>
    ranks ? !Number.isNaN(ranks[place] ?? Number.NaN) : (categories.codes[place] ?? -1) >= 0;
  const runCount = countWhere(metric.ranks.keys(), has);
  if (runCount < FEWEST_RUNS) return 'few-runs';
  if (distinctCount < 2) return 'one-value';
  if (!ranks && runCount < distinctCount * RUNS_A_CATEGORY) return 'many-values';
  const missingCount = metric.places.length - runCount;
  const ofMetric = missingCount === 0 ? metric.ranks : ranksAmong(metric.numbers, has);
  const association = ranks
    ? correlation(ranks, ofMetric)
    : correlationRatio(categories.codes, categories.count, ofMetric);
  if (Number.isNaN(association)) return 'same-metric';
  const bend = ranks && bendOf(ranks, takePlaces(values.numbers, metric.places), ofMetric, runCount);
  const monotone = withoutChance(association, runCount, 2);
  const isBent = bend !== undefined && bend.strength > monotone + BENT_STRENGTH && bend.p < BENT_P;
  const shown = isBent ? { ...bend.parts, ratio: bend.ratio } : { ...categories, ratio: association };
  const classCount = ranks && !isBent ? 2 : shown.count;
  const matter: ParamMatter = {
    key,
    kind: ranks ? 'number' : 'category',
    association,
    ratioOfValues: ranks ? undefined : ratioOfValues(categories, metric.numbers),
    isBent,
    strength: withoutChance(shown.ratio, runCount, classCount),
    runCount,
    missingCount,
    valueCount: distinctCount,
    // Of two looks at the same numbers one was chosen.
    p:
      runCount < FEWEST_FOR_P
        ? undefined
        : Math.min(1, pOf(shown.ratio, runCount, classCount) * (isBent ? 2 : 1)),
    adjustedP: undefined,
    ...(ranks && !isBent ? { lowest: undefined, highest: undefined } : endsOf(shown, ofMetric)),
  };
  return ranks
    ? { matter, ranks, unit: toUnit(ranks), categories: undefined }
    : { matter, ranks: undefined, categories };
}

/** The metric over parts of the param's numbers of about equally many runs; undefined: there are too few for that. */
function bendOf(ranks: Float64Array, numbers: Float64Array, ofMetric: Float64Array, runCount: number) {
  const partCount = Math.min(MOST_PARTS, Math.floor(runCount / RUNS_A_PART));
  if (partCount < FEWEST_PARTS) return undefined;
  const parts = partsOf(ranks, numbers, partCount, runCount);
  const ratio = correlationRatio(parts.codes, parts.count, ofMetric);
  if (parts.count < FEWEST_PARTS || Number.isNaN(ratio)) return undefined;
  const strength = withoutChance(ratio, runCount, parts.count);
  return { parts, ratio, strength, p: pOf(ratio, runCount, parts.count) };
}

/** Equal numbers are in one part, and a part without any is none. */
function partsOf(
  ranks: Float64Array,
  numbers: Float64Array,
  partCount: number,
  runCount: number,
): NamedCategories {
  const raw = Int32Array.from(ranks, (rank) =>
    Number.isNaN(rank) ? -1 : Math.min(partCount - 1, Math.floor(((rank - 0.5) / runCount) * partCount)),
  );
  const used = [...new Set(raw)].filter((code) => code >= 0).sort((a, b) => a - b);
  const codes = raw.map((code) => used.indexOf(code));
  const names = used.map((_, code) => {
    const own = numbers.filter((_number, place) => codes[place] === code);
    const [least, most] = own.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    return least === most ? short(least) : `${short(least)} – ${short(most)}`;
  });
  return { codes, count: used.length, names };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Of the runs that have a param too. */
function ranksAmong(numbers: Float64Array, has: (place: number) => boolean): Float64Array {
  return rankValues(numbers.map((value, place) => (has(place) ? value : Number.NaN))).ranks;
}

/**
 * Of rho by Student's t with n − 2 degrees of freedom (whose square is an F), as SciPy has it; of a correlation ratio
 * of ranks by the analysis of variance of ranks (Conover, Iman: "Rank Transformations as a Bridge Between Parametric
 * and Nonparametric Statistics", 1981), which for small categories is nearer than the chi squared of Kruskal and Wallis.
 */
function pOf(association: number, runCount: number, classCount: number): number {
  const [above, below] = [classCount - 1, runCount - classCount];
  const share = association ** 2;
  return share >= 1 ? 0 : fTail(share / above / ((1 - share) / below), above, below);
}

function ratioOfValues({ codes, count }: Categories, numbers: Float64Array): number | undefined {
  const ratio = correlationRatio(codes, count, numbers);
  return Number.isNaN(ratio) ? undefined : ratio;
}

interface NamedCategories extends Categories {
  readonly names: readonly string[];
}

const NO_CATEGORIES: NamedCategories = { codes: new Int32Array(0), count: 0, names: [] };

/** Texts of equal value are one category. A text that stands for NaN is a category as well. */
function categoriesOf({ codes, texts }: AxisValues, places: Int32Array): NamedCategories {
  const codeOfText = new Map<string, number>();
  const names: string[] = [];
  const codeOf: number[] = [];
  const own = places.map((place) => {
    const code = codes[place] ?? -1;
    return code < 0 ? -1 : (codeOf[code] ??= add(texts[code] ?? ''));
  });
  function add(text: string): number {
    const canonical = canonicalText(text);
    const known = codeOfText.get(canonical);
    if (known !== undefined) return known;
    codeOfText.set(canonical, names.length);
    return names.push(plainText(text)) - 1;
  }
  return { codes: own, count: names.length, names };
}

/** Numbers with texts among them (`auto`) are categories while they are few, else numbers without the texts. */
function areNumbers({ texts, numericTexts }: AxisValues, { codes, count }: Categories): boolean {
  if (numericTexts < texts.length / 2) return false;
  return countWhere(codes, (code) => code >= 0) < count * RUNS_A_CATEGORY;
}

function endsOf({ codes, count, names }: NamedCategories, ranks: Float64Array) {
  const [sums, counts] = [new Float64Array(count), new Float64Array(count)];
  codes.forEach((code, place) => {
    const rank = ranks[place] ?? Number.NaN;
    if (code < 0 || Number.isNaN(rank)) return;
    sums[code] = (sums[code] ?? 0) + rank;
    counts[code] = (counts[code] ?? 0) + 1;
  });
  const means = sums.map((sum, code) => sum / (counts[code] ?? 1));
  const order = [...means.keys()].sort((a, b) => (means[a] ?? 0) - (means[b] ?? 0));
  return { lowest: names[order[0] ?? -1], highest: names[order.at(-1) ?? -1] };
}

/** Of two params: of ranks that each has among its own runs, over the runs that have both. */
function associationOf(left: Judged, right: Judged): number {
  if (left.categories && right.categories) return cramersV(left.categories, right.categories);
  const isWhole = left.matter.missingCount + right.matter.missingCount === 0;
  if (left.ranks && right.ranks)
    return Math.abs(isWhole ? productOf(left.unit, right.unit) : correlation(left.ranks, right.ranks));
  const [classes, numbers] = left.categories ? [left, right] : [right, left];
  if (!classes.categories || !numbers.ranks) return Number.NaN;
  const { codes, count } = classes.categories;
  return isWhole ? ratioOfUnit(codes, count, numbers.unit) : correlationRatio(codes, count, numbers.ranks);
}

function* findGroups(
  judged: readonly Judged[],
): Generator<undefined, readonly (readonly string[])[], undefined> {
  // Each place leads to the first of its group.
  const first = judged.map((_, place) => place);
  const firstOf = (place: number): number => {
    const next = first[place] ?? place;
    return next === place ? place : firstOf(next);
  };
  for (const [place, left] of judged.entries()) {
    for (const [other, right] of judged.slice(0, place).entries()) {
      if (!(associationOf(left, right) >= MOVES_TOGETHER)) continue;
      const [a, b] = [firstOf(place), firstOf(other)];
      first[Math.max(a, b)] = Math.min(a, b);
    }
    yield;
  }
  const groups = new Map<number, string[]>();
  for (const [place, { matter }] of judged.entries()) {
    const group = groups.get(firstOf(place)) ?? [];
    group.push(matter.key);
    groups.set(firstOf(place), group);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

function countWhere(values: Iterable<number>, test: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (test(value)) count++;
  return count;
}
