import {
  createSeriesColumns,
  heldBytes,
  mergePoints,
  type SeriesColumns,
  trimColumns,
  viewSeries,
} from '../domain/series-columns.ts';
import type { RunId } from '../domain/run.ts';
import type { Series, SeriesState } from '../domain/series.ts';
import { TrackingError, type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { HistorySample, SourceCapabilities, TrackingSource } from '../tracking/source.ts';
import type { Clock } from './clock.ts';
import type { ChartRun, SeriesRun } from './data-protocol.ts';
import { createHistoryCursor, type HistoryCursor, readNextPage, rewindCursor } from './read-history.ts';

const MAX_RUNS_PER_SAMPLE = 100;
/** Steps of the histories that one request samples, by their last step. */
const MAX_STEPS_PER_SAMPLE = 100_000;
/** Whole histories read at once: they are long answers, and samples of cards that scroll in go first. */
const PAGES_IN_FLIGHT = 2;
/** A watch that is replaced by another one is gone for a moment; that must not cost the requests under way. */
const RELEASE_AFTER_MS = 50;
const MAX_BYTES = 400e6;
/** A first picture of a long history: MLflow's own page asks for as many and stops there. */
const QUICK_SAMPLE_POINTS = 320;

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

export interface SeriesDemand {
  /** In the order of the asked runs. */
  readonly series: readonly StoredSeries[];
  release(): void;
}

export interface SeriesStoreOptions {
  readonly source: TrackingSource;
  readonly capabilities: SourceCapabilities;
  readonly clock: Clock;
  /** Whether the run is known not to have logged the metric: one request less where each run costs one. */
  readonly lacksMetric?: (runId: RunId, key: string) => boolean;
  /** Step of the last point, where known: a guess of how long the history is. */
  readonly lastStep?: (runId: RunId, key: string) => number | undefined;
  readonly maxBytes?: number;
}

interface Entry extends StoredSeries {
  state: SeriesState;
  failure: TrackingFailure | undefined;
  hasSample: boolean;
  /** The sample is a small one, of fewer points than it could have been whole with. */
  isSmallSample: boolean;
  isComplete: boolean;
  /** What was read may lack points that were logged afterwards. */
  wasRunning: boolean;
  readonly cursor: HistoryCursor;
  /** Set while a request for it is under way. */
  loading: AbortController | undefined;
  readonly watches: Set<Watch>;
}

interface Watch {
  readonly entries: readonly Entry[];
  /** A few points of each history will do: the rest is not read. */
  readonly isSampleEnough: boolean;
  readonly onChange: (series: StoredSeries) => void;
}

/** Histories of one source, each read once: first a sample to show, then the rest page by page. */
export class SeriesStore {
  private readonly source: TrackingSource;
  private readonly capabilities: SourceCapabilities;
  private readonly clock: Clock;
  private readonly lacksMetric: (runId: RunId, key: string) => boolean;
  private readonly lastStep: (runId: RunId, key: string) => number | undefined;
  private readonly maxBytes: number;
  /** In the order of last use: a map keeps the order of insertion. */
  private readonly entries = new Map<string, Entry>();
  /** In the order that they came in: earlier ones are served first. */
  private readonly watches = new Set<Watch>();
  private pagesInFlight = 0;
  private bytes = 0;

  constructor(options: SeriesStoreOptions) {
    this.source = options.source;
    this.capabilities = options.capabilities;
    this.clock = options.clock;
    this.lacksMetric = options.lacksMetric ?? (() => false);
    this.lastStep = options.lastStep ?? (() => undefined);
    this.maxBytes = options.maxBytes ?? MAX_BYTES;
  }

  /**
   * Loads the series of these runs for as long as the demand is held; earlier demands go first. Of `sample` only a few
   * hundred points are read, behind what other demands need.
   *
   * @param key of the runs that name none of their own
   */
  demand(
    key: string,
    runs: readonly ChartRun[],
    onChange: (series: StoredSeries) => void,
    extent: 'whole' | 'sample' = 'whole',
  ): SeriesDemand {
    const isSampleEnough = extent === 'sample';
    const wanted = runs.map(({ id, isRunning, key: own = key }) => {
      const entry = this.use(own, id);
      if (entry.wasRunning && !isRunning) readAgain(entry);
      entry.wasRunning = isRunning;
      if (!isRunning && isUntouched(entry) && this.lacksMetric(id, own)) markEmpty(entry);
      const isStale = isSampleEnough ? isRunning && this.hasGrown(entry) : this.mayComeWhole(entry);
      if (isStale) entry.hasSample = false;
      return entry;
    });
    const watch = { entries: wanted, isSampleEnough, onChange };
    this.watches.add(watch);
    for (const entry of wanted) entry.watches.add(watch);
    this.load(watch);
    return { series: wanted, release: () => this.release(watch) };
  }

  peek(key: string, runId: RunId): StoredSeries | undefined {
    return this.entries.get(nameOf(key, runId));
  }

  /** All points of a run that had ended when they were read; undefined where they are not held. */
  wholeHistory(key: string, runId: RunId): Series | undefined {
    const entry = this.entries.get(nameOf(key, runId));
    if (!entry || entry.wasRunning || entry.state !== 'exact') return undefined;
    const series = viewSeries(entry.columns);
    // A run that was taken up again has logged more since.
    const lastStep = this.lastStep(runId, key);
    return lastStep === undefined || lastStep === series.steps.at(-1) ? series : undefined;
  }

  /** Reads failed ones again, from where they failed. */
  retry(key: string, runs: readonly SeriesRun[]): void {
    const failed = runs
      .map(({ id, key: own = key }) => this.entries.get(nameOf(own, id)))
      .filter((entry) => entry !== undefined)
      .filter(({ failure }) => failure !== undefined);
    for (const entry of failed) entry.failure = undefined;
    notify(failed);
    for (const watch of this.watches) this.load(watch);
  }

  dispose(): void {
    this.watches.clear();
    for (const { loading, watches } of this.entries.values()) {
      watches.clear();
      loading?.abort();
    }
    this.entries.clear();
  }

  private use(key: string, runId: RunId): Entry {
    const name = nameOf(key, runId);
    const entry = this.entries.get(name) ?? createEntry(key, runId);
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry;
  }

  private release(watch: Watch): void {
    if (!this.watches.delete(watch)) return;
    for (const entry of watch.entries) entry.watches.delete(watch);
    this.clock.after(RELEASE_AFTER_MS, () => this.abortUnwatched(watch.entries));
  }

  private load(watch: Watch): void {
    const unsampled = watch.entries.filter((entry) => !entry.hasSample && isIdle(entry));
    for (const batch of this.batches(unsampled)) void this.sample(batch, watch);
    this.fillPages();
  }

  /**
   * One request for many short histories, several for long ones: a server reads every point of a history to sample it,
   * and an answer comes when the last of its runs is read (21 runs of 100,000 points and more: 17 s for all at once).
   */
  private batches(entries: readonly Entry[]): readonly (readonly Entry[])[] {
    const maxRuns = this.capabilities.bulkSamples ? MAX_RUNS_PER_SAMPLE : 1;
    const batches: Entry[][] = [];
    /** By key: a request is about one. */
    const open = new Map<string, { readonly batch: Entry[]; steps: number }>();
    for (const entry of entries) {
      const steps = this.lastStep(entry.runId, entry.key) ?? 0;
      const last = open.get(entry.key);
      if (last && last.batch.length < maxRuns && last.steps + steps <= MAX_STEPS_PER_SAMPLE) {
        last.batch.push(entry);
        last.steps += steps;
      } else {
        const batch = [entry];
        batches.push(batch);
        open.set(entry.key, { batch, steps });
      }
    }
    return batches;
  }

  private async sample(batch: readonly Entry[], { isSampleEnough }: Watch): Promise<void> {
    const { maxSamplePoints } = this.capabilities;
    const maxPointsPerRun = isSampleEnough
      ? Math.min(QUICK_SAMPLE_POINTS, maxSamplePoints)
      : this.samplePoints(batch);
    const controller = new AbortController();
    for (const entry of batch) entry.loading = controller;
    try {
      const samples = await this.source.sampleHistories(
        {
          runIds: batch.map(({ runId }) => runId),
          key: batch[0]?.key ?? '',
          maxPointsPerRun,
          stepRange: undefined,
          priority: isSampleEnough ? 'background' : 'visible',
        },
        controller.signal,
      );
      const byRun = new Map(samples.map((answer) => [answer.runId, answer]));
      for (const entry of batch) this.takeSample(entry, byRun.get(entry.runId));
      for (const entry of batch) entry.isSmallSample = maxPointsPerRun < maxSamplePoints;
    } catch (thrown) {
      if (!controller.signal.aborted) {
        for (const entry of batch) if (!entry.hasSample) entry.failure = toTrackingFailure(thrown);
      }
    }
    this.settle(batch);
  }

  /**
   * As many points as a sample may have where that is likely the whole history; else few, since the whole one is read
   * anyway and 3.17 takes its time by the point: 56 ms for 320, 102 ms for 2,500 (one run of 20,000 points, loopback).
   * Servers before 3.15 take the same time for both.
   */
  private samplePoints(batch: readonly Entry[]): number {
    const { maxSamplePoints, bulkSamples } = this.capabilities;
    const isLong = batch.some(({ runId, key }) => (this.lastStep(runId, key) ?? 0) >= maxSamplePoints);
    return bulkSamples && isLong ? Math.min(QUICK_SAMPLE_POINTS, maxSamplePoints) : maxSamplePoints;
  }

  /** Whether a larger sample is likely the whole history, which then needs no page. */
  private mayComeWhole(entry: Entry): boolean {
    const { bulkSamples, maxSamplePoints } = this.capabilities;
    if (!entry.isSmallSample || entry.isComplete || !isIdle(entry)) return false;
    const lastStep = this.lastStep(entry.runId, entry.key);
    return bulkSamples && lastStep !== undefined && lastStep < maxSamplePoints;
  }

  /** Whether more was logged since a few points were read, and nobody reads the whole history. */
  private hasGrown(entry: Entry): boolean {
    if (!entry.hasSample || !isIdle(entry) || entry.watches.size > 0) return false;
    const lastStep = this.lastStep(entry.runId, entry.key);
    return lastStep !== undefined && lastStep !== viewSeries(entry.columns).steps.at(-1);
  }

  private takeSample(entry: Entry, answer: HistorySample | undefined): void {
    if (!answer) throw new TrackingError({ kind: 'bad-response', subject: entry.key });
    entry.hasSample = true;
    entry.isComplete = answer.isComplete;
    this.merge(entry, answer.series);
  }

  /** Keeps `PAGES_IN_FLIGHT` histories on the way, chosen anew for each page by the order of the watches. */
  private fillPages(): void {
    for (const watch of this.watches) {
      if (watch.isSampleEnough) continue;
      for (const entry of watch.entries) {
        if (this.pagesInFlight >= PAGES_IN_FLIGHT) return;
        if (entry.hasSample && !entry.isComplete && isIdle(entry)) void this.readPage(entry);
      }
    }
  }

  private async readPage(entry: Entry): Promise<void> {
    const controller = new AbortController();
    entry.loading = controller;
    this.pagesInFlight++;
    try {
      await readNextPage(this.source, entry.cursor, controller.signal, (series, isEnd) => {
        entry.isComplete = isEnd;
        this.merge(entry, series);
      });
    } catch (thrown) {
      if (!controller.signal.aborted) entry.failure = toTrackingFailure(thrown);
    }
    this.pagesInFlight--;
    this.settle([entry]);
  }

  private merge(entry: Entry, points: Series): void {
    const before = heldBytes(entry.columns);
    mergePoints(entry.columns, points);
    if (entry.isComplete) trimColumns(entry.columns);
    this.bytes += heldBytes(entry.columns) - before;
  }

  private settle(batch: readonly Entry[]): void {
    for (const entry of batch) entry.loading = undefined;
    notify(batch);
    this.evict();
    // A request that was aborted may be wanted again by now.
    for (const entry of batch) {
      if (!entry.hasSample && isIdle(entry)) for (const watch of entry.watches) this.load(watch);
    }
    this.fillPages();
  }

  private evict(): void {
    for (const [name, entry] of this.entries) {
      if (this.bytes <= this.maxBytes) return;
      if (entry.loading || entry.watches.size > 0) continue;
      this.entries.delete(name);
      this.bytes -= heldBytes(entry.columns);
    }
  }

  private abortUnwatched(released: readonly Entry[]): void {
    const controllers = new Set(released.map(({ loading }) => loading));
    for (const entry of this.entries.values()) {
      if (entry.loading && entry.watches.size > 0) controllers.delete(entry.loading);
    }
    for (const controller of controllers) controller?.abort();
    this.evict();
  }
}

/** All states first: a watcher that is told of one looks at the others too. */
function notify(changed: readonly Entry[]): void {
  for (const entry of changed) entry.state = stateOf(entry);
  for (const entry of changed) for (const watch of entry.watches) watch.onChange(entry);
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
    isSmallSample: false,
    isComplete: false,
    wasRunning: false,
    cursor: createHistoryCursor(runId, key),
    loading: undefined,
    watches: new Set(),
  };
}

function isIdle(entry: Entry): boolean {
  return entry.loading === undefined && entry.failure === undefined;
}

function isUntouched(entry: Entry): boolean {
  return !entry.hasSample && entry.columns.length === 0 && isIdle(entry);
}

function markEmpty(entry: Entry): void {
  entry.hasSample = true;
  entry.isComplete = true;
  entry.state = stateOf(entry);
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
  rewindCursor(entry.cursor);
  entry.state = stateOf(entry);
}
