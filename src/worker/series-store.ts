import {
  createSeriesColumns,
  heldBytes,
  mergePoints,
  type SeriesColumns,
  trimColumns,
} from '../domain/series-columns.ts';
import type { RunId } from '../domain/run.ts';
import type { Series, SeriesState } from '../domain/series.ts';
import { TrackingError, type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { SourceCapabilities, TrackingSource } from '../tracking/source.ts';
import type { Clock } from './clock.ts';
import type { ChartRun } from './data-protocol.ts';

const MAX_RUNS_PER_SAMPLE = 100;
/** Whole histories read at once: they are long answers, and samples of cards that scroll in go first. */
const PAGES_IN_FLIGHT = 2;
/** A watch that is replaced by another one is gone for a moment; that must not cost the requests under way. */
const RELEASE_AFTER_MS = 50;
const MAX_BYTES = 400e6;

/** What is known of one metric of one run. */
export interface StoredSeries {
  readonly runId: RunId;
  readonly key: string;
  /** All points read so far: the sample, merged with the pages of the whole history. */
  readonly columns: SeriesColumns;
  readonly state: SeriesState;
  readonly failure: TrackingFailure | undefined;
}

export interface SeriesDemand {
  /** In the order of the asked runs. */
  readonly series: readonly StoredSeries[];
  release(): void;
}

/** Histories of one source, each read once: first a sample to show, then the rest page by page. */
export interface SeriesStore {
  /** Loads the series of these runs for as long as the demand is held; earlier demands go first. */
  demand(key: string, runs: readonly ChartRun[], onChange: (series: StoredSeries) => void): SeriesDemand;
  peek(key: string, runId: RunId): StoredSeries | undefined;
  retry(key: string, runIds: readonly RunId[]): void;
  dispose(): void;
}

export interface SeriesStoreOptions {
  readonly source: TrackingSource;
  readonly capabilities: SourceCapabilities;
  readonly clock: Clock;
  readonly maxBytes?: number;
}

interface Entry extends StoredSeries {
  state: SeriesState;
  failure: TrackingFailure | undefined;
  hasSample: boolean;
  isComplete: boolean;
  /** What was read may lack points that were logged afterwards. */
  wasRunning: boolean;
  pageToken: string | undefined;
  readonly seenTokens: Set<string>;
  /** Set while a request for it is under way. */
  loading: AbortController | undefined;
  readonly watches: Set<Watch>;
}

interface Watch {
  readonly entries: readonly Entry[];
  readonly onChange: (series: StoredSeries) => void;
}

export function createSeriesStore(options: SeriesStoreOptions): SeriesStore {
  const { source, capabilities, clock, maxBytes = MAX_BYTES } = options;
  /** In the order of last use: a map keeps the order of insertion. */
  const entries = new Map<string, Entry>();
  const watches = new Set<Watch>();
  let pagesInFlight = 0;
  let bytes = 0;
  let isDisposed = false;

  function entryOf(key: string, runId: RunId): Entry {
    const name = nameOf(key, runId);
    const entry = entries.get(name) ?? createEntry(key, runId);
    entries.delete(name);
    entries.set(name, entry);
    return entry;
  }

  /** All states first: a watcher that is told of one looks at the others too. */
  function notify(changed: readonly Entry[]): void {
    for (const entry of changed) entry.state = stateOf(entry);
    for (const entry of changed) for (const watch of entry.watches) watch.onChange(entry);
  }

  function merge(entry: Entry, points: Series): void {
    const before = heldBytes(entry.columns);
    mergePoints(entry.columns, points);
    if (entry.isComplete) trimColumns(entry.columns);
    bytes += heldBytes(entry.columns) - before;
  }

  function loadAll(watch: Watch): void {
    const unsampled = watch.entries.filter((entry) => !entry.hasSample && isIdle(entry));
    const size = capabilities.bulkSamples ? MAX_RUNS_PER_SAMPLE : 1;
    for (let start = 0; start < unsampled.length; start += size) {
      void sample(unsampled.slice(start, start + size));
    }
    fillPages();
  }

  async function sample(batch: readonly Entry[]): Promise<void> {
    const controller = new AbortController();
    for (const entry of batch) entry.loading = controller;
    try {
      const samples = await source.sampleHistories(
        {
          runIds: batch.map(({ runId }) => runId),
          key: batch[0]?.key ?? '',
          maxPointsPerRun: capabilities.maxSamplePoints,
          stepRange: undefined,
          priority: 'visible',
        },
        controller.signal,
      );
      const byRun = new Map(samples.map((answer) => [answer.runId, answer]));
      for (const entry of batch) {
        const answer = byRun.get(entry.runId);
        if (!answer) throw new TrackingError({ kind: 'bad-response', subject: entry.key });
        entry.hasSample = true;
        entry.isComplete = answer.isComplete;
        merge(entry, answer.series);
      }
    } catch (thrown) {
      if (!controller.signal.aborted) {
        for (const entry of batch) if (!entry.hasSample) entry.failure = toTrackingFailure(thrown);
      }
    }
    settle(batch);
  }

  /** Keeps `PAGES_IN_FLIGHT` histories on the way, chosen anew for each page by the order of the watches. */
  function fillPages(): void {
    if (isDisposed) return;
    for (const watch of watches) {
      for (const entry of watch.entries) {
        if (pagesInFlight >= PAGES_IN_FLIGHT) return;
        if (entry.hasSample && !entry.isComplete && isIdle(entry)) void readPage(entry);
      }
    }
  }

  async function readPage(entry: Entry): Promise<void> {
    const controller = new AbortController();
    entry.loading = controller;
    pagesInFlight++;
    try {
      const { runId, key, pageToken } = entry;
      const page = await source.readHistoryPage(
        { runId, key, pageToken, priority: 'background' },
        controller.signal,
      );
      entry.isComplete = page.nextPageToken === undefined;
      merge(entry, page.series);
      takeToken(entry, page.nextPageToken);
    } catch (thrown) {
      if (!controller.signal.aborted) entry.failure = toTrackingFailure(thrown);
    }
    pagesInFlight--;
    settle([entry]);
  }

  function settle(batch: readonly Entry[]): void {
    for (const entry of batch) entry.loading = undefined;
    notify(batch);
    evict();
    // A request that was aborted may be wanted again by now.
    for (const entry of batch) {
      if (!entry.hasSample && isIdle(entry)) for (const watch of entry.watches) loadAll(watch);
    }
    fillPages();
  }

  function evict(): void {
    for (const [name, entry] of entries) {
      if (bytes <= maxBytes) return;
      if (entry.loading || entry.watches.size > 0) continue;
      entries.delete(name);
      bytes -= heldBytes(entry.columns);
    }
  }

  function abortUnwatched(released: readonly Entry[]): void {
    const controllers = new Set(released.map(({ loading }) => loading));
    for (const entry of entries.values()) {
      if (entry.loading && entry.watches.size > 0) controllers.delete(entry.loading);
    }
    for (const controller of controllers) controller?.abort();
    evict();
  }

  return {
    demand: (key, runs, onChange) => {
      const wanted = runs.map(({ id, isRunning }) => {
        const entry = entryOf(key, id);
        if (entry.wasRunning && !isRunning) readAgain(entry);
        entry.wasRunning = isRunning;
        return entry;
      });
      const watch = { entries: wanted, onChange };
      watches.add(watch);
      for (const entry of wanted) entry.watches.add(watch);
      loadAll(watch);
      return {
        series: wanted,
        release: () => {
          if (!watches.delete(watch)) return;
          for (const entry of wanted) entry.watches.delete(watch);
          clock.after(RELEASE_AFTER_MS, () => abortUnwatched(wanted));
        },
      };
    },
    peek: (key, runId) => entries.get(nameOf(key, runId)),
    retry: (key, runIds) => {
      const failed = runIds
        .map((runId) => entries.get(nameOf(key, runId)))
        .filter((entry) => entry !== undefined)
        .filter(({ failure }) => failure !== undefined);
      for (const entry of failed) entry.failure = undefined;
      notify(failed);
      for (const watch of watches) loadAll(watch);
    },
    dispose: () => {
      isDisposed = true;
      watches.clear();
      for (const { loading } of entries.values()) loading?.abort();
      entries.clear();
    },
  };
}

function nameOf(key: string, runId: RunId): string {
  return `${runId} ${key}`;
}

function createEntry(key: string, runId: RunId): Entry {
  return {
    runId,
    key,
    columns: createSeriesColumns(),
    state: 'loading',
    failure: undefined,
    hasSample: false,
    isComplete: false,
    wasRunning: false,
    pageToken: undefined,
    seenTokens: new Set(),
    loading: undefined,
    watches: new Set(),
  };
}

function isIdle(entry: Entry): boolean {
  return entry.loading === undefined && entry.failure === undefined;
}

function stateOf(entry: Entry): SeriesState {
  if (entry.failure) return 'failed';
  if (entry.columns.length === 0 && !entry.hasSample) return 'loading';
  if (!entry.hasSample || !entry.isComplete) return 'sampled';
  return entry.columns.length === 0 ? 'empty' : 'exact';
}

/** A run that ended since its series was read: what is there stays, what was logged meanwhile is added to it. */
function readAgain(entry: Entry): void {
  if (!entry.hasSample) return;
  entry.hasSample = false;
  entry.isComplete = false;
  forgetPages(entry);
  entry.state = stateOf(entry);
}

function takeToken(entry: Entry, token: string | undefined): void {
  if (token === undefined) {
    entry.seenTokens.clear();
    return;
  }
  if (entry.seenTokens.has(token)) {
    forgetPages(entry);
    throw new TrackingError({
      kind: 'bad-response',
      subject: entry.key,
      detail: 'The same page token came twice.',
    });
  }
  entry.seenTokens.add(token);
  entry.pageToken = token;
}

function forgetPages(entry: Entry): void {
  entry.pageToken = undefined;
  entry.seenTokens.clear();
}
