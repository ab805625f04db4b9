import {
  createSeriesColumns,
  mergePoints,
  type SeriesColumns,
  trimColumns,
} from '../domain/series-columns.ts';
import type { RunId } from '../domain/run.ts';
import type { Series, SeriesState } from '../domain/series.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
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
  /** A few points of each history will do: the rest is not read. */
  readonly isSampleEnough: boolean;
  readonly onChange: (series: StoredSeries) => void;
}

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

/** A run that ended since its series was read: what is there stays, what was logged meanwhile is added to it. */
export function readAgain(entry: Entry): void {
  if (!entry.hasSample) return;
  entry.hasSample = false;
  entry.isComplete = false;
  entry.isKept = false;
  rewindCursor(entry.cursor);
  entry.state = stateOf(entry);
}

/** The whole history as an earlier visit read it. */
export function takeKept(entry: Entry, series: Series): void {
  mergePoints(entry.columns, series);
  trimColumns(entry.columns);
  entry.hasSample = true;
  entry.isComplete = true;
  entry.isKept = true;
}
