import type { StepRange } from '../../tracking/source.ts';
import { type Entry, groupByKey, type StoredSeries } from './series-entry.ts';

/** The part of histories that a card shows. */
export interface ShownPart {
  /** Steps of the shown part of a series; undefined: that cannot be told, or nothing of it is shown. */
  readonly stepsOf: (stored: StoredSeries) => StepRange | undefined;
  /** Pixel columns: more points than twice as many show nothing more. */
  readonly widthPx: number;
}

/** Steps of which more than the first sample was read. */
export interface ReadRange extends StepRange {
  readonly isComplete: boolean;
  /** Points that were asked for. */
  readonly maxPoints: number;
}

/** One request for a part of the histories of several runs. */
export interface RangeRequest {
  readonly key: string;
  readonly entries: readonly Entry[];
  readonly stepRange: StepRange;
  readonly maxPoints: number;
}

export interface RangeLimits {
  readonly maxSamplePoints: number;
  /** Points of all requests together. */
  readonly maxPoints: number;
}

const MIN_POINTS = 100;
const MAX_RUNS = 100;
/** Steps that one request looks through: an answer comes when the last of its runs is read. */
const MAX_STEPS_PER_REQUEST = 400_000;
/** Kept of one series. */
const MAX_RANGES = 30;
/** A range is not read again for a density that is only a little higher. */
const ENOUGH = 0.7;

/** What to ask for so that the shown part is finer than the sample; nothing where it is whole or fine enough. */
export function planRanges(
  entries: readonly Entry[],
  { stepsOf, widthPx }: ShownPart,
  { maxSamplePoints, maxPoints }: RangeLimits,
): readonly RangeRequest[] {
  const sampled = entries.filter(
    ({ hasSample, isComplete, failure }) => hasSample && !isComplete && !failure,
  );
  const fairShare = Math.floor(maxPoints / Math.max(1, sampled.length));
  const points = Math.min(maxSamplePoints, Math.max(MIN_POINTS, Math.min(2 * Math.ceil(widthPx), fairShare)));
  const wanted = sampled.flatMap((entry) => {
    const range = stepsOf(entry);
    return range && !isRead(entry, range, points) ? [{ entry, range }] : [];
  });
  const requests: RangeRequest[] = [];
  for (const [key, ofKey] of groupByKey(wanted)) {
    const start = ofKey.reduce((least, { range }) => Math.min(least, range.start), Number.POSITIVE_INFINITY);
    const end = ofKey.reduce((most, { range }) => Math.max(most, range.end), Number.NEGATIVE_INFINITY);
    const runs = Math.max(1, Math.min(MAX_RUNS, Math.floor(MAX_STEPS_PER_REQUEST / (end - start + 1))));
    for (let from = 0; from < ofKey.length; from += runs) {
      const batch = ofKey.slice(from, from + runs).map(({ entry }) => entry);
      requests.push({ key, entries: batch, stepRange: { start, end }, maxPoints: points });
    }
  }
  return requests;
}

/** Remembers what was read, the latest last. */
export function noteRange(entry: Entry, range: ReadRange): void {
  entry.ranges = [...entry.ranges, range].slice(-MAX_RANGES);
}

/** Whether every logged point of these steps is held. */
export function isRangeWhole({ isComplete, ranges }: Entry, wanted: StepRange): boolean {
  return isComplete || ranges.some((range) => range.isComplete && covers(range, wanted));
}

function isRead(entry: Entry, wanted: StepRange, points: number): boolean {
  if (isRangeWhole(entry, wanted)) return true;
  const density = points / widthOf(wanted);
  return entry.ranges.some(
    (range) => covers(range, wanted) && range.maxPoints / widthOf(range) >= ENOUGH * density,
  );
}

function covers(range: StepRange, wanted: StepRange): boolean {
  return range.start <= wanted.start && range.end >= wanted.end;
}

function widthOf({ start, end }: StepRange): number {
  return end - start + 1;
}
