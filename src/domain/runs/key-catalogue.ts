import { tellUniquePerRun } from './default-columns.ts';
import type { MetricColumn, TextColumn } from './run-column.ts';
import type { RunFrame } from './run-frame.ts';
import { canonicalText, numbersOfTexts, parseNumberText } from './text-value.ts';

/** Different values of a key are counted up to here; beyond, the answer is "many". */
export const MAX_DISTINCT_COUNT = 50;

export interface KeySummary {
  readonly key: string;
  /** Runs of the frame that have it. */
  readonly runCount: number;
  /** Different values, counted up to 50. */
  readonly distinctCount: number;
  /** Not one and the same value in every run of the frame (a run without the key differs). */
  readonly isVarying: boolean;
  /** A text that names the run: another one in nearly every run. */
  readonly isUniquePerRun?: boolean | undefined;
  /** The least and the largest last value, or number that a text stands for; undefined where there is no number. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** What is known of every key of a frame. Kept up by `updateKeyCatalogue`, read by `listKeys`. */
export interface KeyCatalogueState {
  /** Grows when a key appeared, went or changed between varying and not. */
  version: number;
  readonly metrics: Map<string, Tally>;
  readonly params: Map<string, Tally>;
  readonly tags: Map<string, Tally>;
}

interface Tally {
  /** What was counted: the column (a key that went and came again has another), its `edits`, its entries so far. */
  column: MetricColumn | TextColumn;
  edits: number;
  counted: number;
  runCount: number;
  readonly distinct: Set<number | string>;
  isVarying: boolean;
}

export function createKeyCatalogue(): KeyCatalogueState {
  return { version: 0, metrics: new Map(), params: new Map(), tags: new Map() };
}

/** Counts what the frame got since the last call: appended cells only, unless a column was edited. */
export function updateKeyCatalogue(catalogue: KeyCatalogueState, frame: RunFrame): void {
  const size = frame.ids.length;
  const changes = [
    updateTallies(catalogue.metrics, frame.metrics, size, countMetrics),
    updateTallies(catalogue.params, frame.params, size, countTexts),
    updateTallies(catalogue.tags, frame.tags, size, countTexts),
  ];
  if (changes.includes(true)) catalogue.version++;
}

/** The keys in name order (by code unit), with their ranges as of now: that looks at every cell, 2 ns each. */
export function listKeys(tallies: KeyCatalogueState['metrics']): readonly KeySummary[] {
  return [...tallies]
    .map(([key, { column, runCount, distinct, isVarying }]) => ({
      key,
      runCount,
      distinctCount: distinct.size,
      isVarying,
      isUniquePerRun:
        (column.kind === 'text' && tellUniquePerRun(runCount, column.texts.length, distinct)) || undefined,
      ...rangeOf(column),
    }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** NaN is in no range; a text that is no number leaves the key without one. */
function rangeOf(column: MetricColumn | TextColumn): Pick<KeySummary, 'min' | 'max'> {
  const numbers = column.kind === 'text' ? numbersOfCells(column) : column.values;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of numbers) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  // Adding 0 turns -0 into 0.
  return min <= max ? { min: min + 0, max: max + 0 } : {};
}

function numbersOfCells({ codes, texts }: TextColumn): readonly number[] {
  if (parseNumberText(texts[codes[0] ?? 0] ?? '') === undefined) return [];
  const numbers = numbersOfTexts(texts);
  const cells = new Set(codes);
  const found = [...cells].map((code) => numbers[code]).filter((number) => number !== undefined);
  return found.length === cells.size ? found : [];
}

function updateTallies<Column extends MetricColumn | TextColumn>(
  tallies: Map<string, Tally>,
  columns: ReadonlyMap<string, Column>,
  size: number,
  count: (tally: Tally, column: Column) => void,
): boolean {
  let hasChanged = dropLostKeys(tallies, columns);
  for (const [key, column] of columns) {
    let tally = tallies.get(key);
    if (!tally) {
      tally = { column, edits: column.edits, counted: 0, runCount: 0, distinct: new Set(), isVarying: false };
      tallies.set(key, tally);
      hasChanged = true;
    } else if (tally.column !== column || tally.edits !== column.edits) {
      tally.column = column;
      tally.edits = column.edits;
      tally.counted = 0;
      tally.distinct.clear();
    }
    count(tally, column);
    tally.runCount = column.rows.length;
    const isVarying = tally.distinct.size > 1 || tally.runCount < size;
    if (isVarying !== tally.isVarying) hasChanged = true;
    tally.isVarying = isVarying;
  }
  return hasChanged;
}

function dropLostKeys(tallies: Map<string, Tally>, columns: ReadonlyMap<string, unknown>): boolean {
  if (tallies.size === 0) return false;
  const lost = [...tallies.keys()].filter((key) => !columns.has(key));
  for (const key of lost) tallies.delete(key);
  return lost.length > 0;
}

function countMetrics(tally: Tally, { values }: MetricColumn): void {
  for (; tally.counted < values.length && tally.distinct.size < MAX_DISTINCT_COUNT; tally.counted++) {
    // Sets hold NaN once, and take -0 for 0.
    tally.distinct.add(values[tally.counted] ?? Number.NaN);
  }
}

function countTexts(tally: Tally, { codes, texts }: TextColumn): void {
  const seen = new Set<number>();
  for (; tally.counted < codes.length && tally.distinct.size < MAX_DISTINCT_COUNT; tally.counted++) {
    const code = codes[tally.counted] ?? 0;
    if (seen.has(code)) continue;
    seen.add(code);
    tally.distinct.add(canonicalText(texts[code] ?? ''));
  }
}
