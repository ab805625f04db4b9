import {
  clearColumns,
  createSeriesColumns,
  mergePoints,
  type SeriesColumns,
  trimColumns,
} from '../../domain/series/series-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series, SeriesState } from '../../domain/series/series.ts';
import { TrackingError, type TrackingFailure } from '../../tracking/errors.ts';
import type { ReadRange, ShownPart } from './zoom-ranges.ts';
import { createHistoryCursor, type HistoryCursor, rewindCursor } from './read-history.ts';

/** What is known of one metric of one run. */
export interface StoredSeries {
  readonly runId: RunId;
  readonly key: string;
  /** All points read so far: the sample, merged with the pages of the whole history. */
  readonly columns: SeriesColumns;
  readonly state: SeriesState;
  /** False while a sample is still to be read, be it again. */
  readonly hasSample: boolean;
  readonly failure: TrackingFailure | undefined;
  /** Of a computed one: what the run lacks. */
  readonly missing?: string | undefined;
  /** Of a computed one: steps that have no value yet. */
  readonly earlyCount?: number | undefined;
  /** Of a computed one: steps that the last known point of a sampled metric stands for. */
  readonly staleCount?: number | undefined;
}

/** A stored series with how far its reading has come. */
export interface Entry extends StoredSeries {
  state: SeriesState;
  failure: TrackingFailure | undefined;
  hasSample: boolean;
  /** The sample is a small one, of fewer points than it could have been whole with. */
  isSmallSample: boolean;
  isComplete: boolean;
  /** What was read may lack points that were logged afterwards. */
  wasRunning: boolean;
  readonly cursor: HistoryCursor;
  /** Parts of a sampled history that were read finer. */
  ranges: readonly ReadRange[];
  /** The last step that what was logged since was asked for. */
  tailStep: number | undefined;
  /** When points were last asked for or came, by the clock of the store. */
  quietSinceMs: number;
  /** The run paused before it went on: steps may have been done again. */
  isDoubtful: boolean;
  /** The run ended while a request was under way. */
  isOutdated: boolean;
  /** How often the whole history lacked points that had been read before: it became another one meanwhile. */
  tears: number;
  /** What an earlier visit kept of it was looked up. */
  isLookedUp: boolean;
  /** It came from an earlier visit, or is kept for the next one. */
  isKept: boolean;
  /** Set while a request for it is under way. */
  loading: AbortController | undefined;
  readonly watches: Set<Watch>;
}

/** Who looks at series. */
export interface Watch {
  readonly entries: readonly Entry[];
  readonly extent: Extent;
  /** Of sampled histories this part is read finer. */
  readonly shown: ShownPart | undefined;
  /** The rest would cost more than the budget: it is not read unasked. */
  isBlocked: boolean;
  /** Aborts what is under way for the shown part. */
  readonly ranges: AbortController;
  rangesInFlight: number;
  readonly onChange: (series: StoredSeries) => void;
}

/** `within-budget`: whole, unless that costs more than anyone may spend unasked. `sample`: a few points will do. */
export type Extent = 'whole' | 'within-budget' | 'sample';

/** Of an entry, among all. */
export function nameOf(key: string, runId: RunId): string {
  return `${runId} ${key}`;
}

/** Nothing is known of it. */
export function createEntry(key: string, runId: RunId): Entry {
  return {
    runId,
    key,
    columns: createSeriesColumns(),
    state: 'loading',
    failure: undefined,
    hasSample: false,
    isSmallSample: false,
    isComplete: false,
    wasRunning: false,
    isLookedUp: false,
    isKept: false,
    cursor: createHistoryCursor(runId, key),
    ranges: [],
    tailStep: undefined,
    quietSinceMs: Number.POSITIVE_INFINITY,
    isDoubtful: false,
    isOutdated: false,
    tears: 0,
    loading: undefined,
    watches: new Set(),
  };
}

/** Nothing is under way for it, and nothing failed. */
export function isIdle(entry: Entry): boolean {
  return entry.loading === undefined && entry.failure === undefined;
}

/** Nothing was read of it yet. */
export function isUntouched(entry: Entry): boolean {
  return !entry.hasSample && entry.columns.length === 0 && isIdle(entry);
}

/** The run is known not to have logged the metric. */
export function markEmpty(entry: Entry): void {
  entry.hasSample = true;
  entry.isComplete = true;
  entry.state = stateOf(entry);
}

/** How much of what was logged it holds. */
export function stateOf(entry: Entry): SeriesState {
  if (entry.failure) return 'failed';
  if (entry.columns.length === 0 && !entry.hasSample) return 'loading';
  if (!entry.hasSample || !entry.isComplete) return 'sampled';
  return entry.columns.length === 0 ? 'empty' : 'exact';
}

/**
 * A run that ended, or went on, since its series was read: what is there stays, what was logged meanwhile is added to
 * it. Of one that was read by pages those that may have changed are read again, of others all.
 */
export function readAgain(entry: Entry): void {
  if (!entry.hasSample) return;
  entry.hasSample = entry.cursor.pointsRead > 0;
  entry.isComplete = false;
  entry.isKept = false;
  entry.ranges = [];
  entry.state = stateOf(entry);
}

/** Whether the whole history lacks points that were read of it before. A running run may log while it is read. */
export function isTorn({ columns, wasRunning }: Entry, pointsRead: number): boolean {
  return !wasRunning && pointsRead < columns.length;
}

/** The failure of a history that comes back with other points than before, each time. */
export const TORN: TrackingFailure = new TrackingError({
  kind: 'bad-response',
  detail: 'The whole history lacks points that the server sent before.',
}).failure;

/** Nothing that was read of it holds any more. */
export function forget(entry: Entry): void {
  clearColumns(entry.columns);
  entry.hasSample = false;
  entry.isComplete = false;
  entry.isKept = false;
  entry.ranges = [];
  entry.tailStep = undefined;
  rewindCursor(entry.cursor);
}

/** Items of each metric, in order. */
export function groupByKey<Item extends { readonly entry: Entry }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.entry.key);
    if (group) group.push(item);
    else groups.set(item.entry.key, [item]);
  }
  return groups;
}

/** The whole history as an earlier visit read it. */
export function takeKept(entry: Entry, series: Series): void {
  mergePoints(entry.columns, series);
  trimColumns(entry.columns);
  entry.hasSample = true;
  entry.isComplete = true;
  entry.isKept = true;
}
