import { heldBytes, mergePoints, trimColumns, viewSeries } from '../domain/series-columns.ts';
import type { RunId } from '../domain/run.ts';
import type { Series } from '../domain/series.ts';
import { TrackingError, toTrackingFailure } from '../tracking/errors.ts';
import type { HistorySample, SourceCapabilities, TrackingSource } from '../tracking/source.ts';
import type { Clock } from './clock.ts';
import type { ChartRun, SeriesRun } from './data-protocol.ts';
import type { HistoryName } from './history-cache.ts';
import { readNextPage } from './read-history.ts';
import { batchEntries, quickSamplePoints, samplePoints } from './sample-batches.ts';
import {
  createEntry,
  type Entry,
  isIdle,
  isUntouched,
  markEmpty,
  nameOf,
  readAgain,
  stateOf,
  type StoredSeries,
  takeKept,
  type Watch,
} from './series-entry.ts';

/** Whole histories read at once: they are long answers, and samples of cards that scroll in go first. */
const PAGES_IN_FLIGHT = 2;
/** A watch that is replaced by another one is gone for a moment; that must not cost the requests under way. */
const RELEASE_AFTER_MS = 50;
const MAX_BYTES = 400e6;

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
  /** Whether the last step was read in this visit, and not in an earlier one. */
  readonly isProven?: (runId: RunId) => boolean;
  readonly maxBytes?: number;
  /** Whole histories of ended runs, from earlier visits and for later ones. */
  readonly kept?: KeptHistories | undefined;
}

/** What is kept of the histories of one source. */
export interface KeptHistories {
  /** In the order of the names; undefined where nothing is kept. */
  read(names: readonly HistoryName[]): Promise<readonly (Series | undefined)[]>;
  keep(name: HistoryName, series: Series): void;
}

/** Histories of one source, each read once: first a sample to show, then the rest page by page. */
export class SeriesStore {
  private readonly source: TrackingSource;
  private readonly capabilities: SourceCapabilities;
  private readonly clock: Clock;
  private readonly lacksMetric: (runId: RunId, key: string) => boolean;
  private readonly lastStep: (runId: RunId, key: string) => number | undefined;
  private readonly isProven: (runId: RunId) => boolean;
  private readonly maxBytes: number;
  private readonly kept: KeptHistories | undefined;
  /** In the order of last use: a map keeps the order of insertion. */
  private readonly entries = new Map<string, Entry>();
  /** In the order that they came in: earlier ones are served first. */
  private readonly watches = new Set<Watch>();
  /** Kept by an earlier visit, of runs that have not been read in this one. */
  private readonly unproven = new Set<Entry>();
  private pagesInFlight = 0;
  private bytes = 0;

  constructor(options: SeriesStoreOptions) {
    this.source = options.source;
    this.capabilities = options.capabilities;
    this.clock = options.clock;
    this.lacksMetric = options.lacksMetric ?? (() => false);
    this.lastStep = options.lastStep ?? (() => undefined);
    this.isProven = options.isProven ?? (() => true);
    this.maxBytes = options.maxBytes ?? MAX_BYTES;
    this.kept = options.kept;
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
    if (!entry || entry.wasRunning || entry.state !== 'exact' || this.unproven.has(entry)) return undefined;
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

  /** Runs were read: what an earlier visit kept of one that went on since is read again. */
  proveKept(): void {
    const changed: Entry[] = [];
    for (const entry of this.unproven) {
      if (!this.isProven(entry.runId)) continue;
      this.unproven.delete(entry);
      if (this.endsAtLastStep(viewSeries(entry.columns), entry)) continue;
      readAgain(entry);
      changed.push(entry);
    }
    if (changed.length === 0) return;
    notify(changed);
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
    const kept = unsampled.filter((entry) => this.mayBeKept(entry));
    if (kept.length > 0) void this.lookUp(kept);
    const asked = unsampled.filter(isIdle);
    for (const batch of batchEntries(asked, this.capabilities, this.lastStep)) void this.sample(batch, watch);
    this.fillPages();
  }

  /** Of a run that goes on, or of which nothing tells whether it went on since, a kept history may be an old one. */
  private mayBeKept(entry: Entry): boolean {
    if (!this.kept || entry.isLookedUp || entry.wasRunning || !isUntouched(entry)) return false;
    return this.lastStep(entry.runId, entry.key) !== undefined;
  }

  /** Takes what an earlier visit kept, where it ends at the step that the run ends at; the rest is asked for. */
  private async lookUp(entries: readonly Entry[]): Promise<void> {
    const controller = new AbortController();
    for (const entry of entries) {
      entry.loading = controller;
      entry.isLookedUp = true;
    }
    const found = (await this.kept?.read(entries)) ?? [];
    for (const [index, entry] of entries.entries()) {
      const series = found[index];
      if (series && series.steps.at(-1) === this.lastStep(entry.runId, entry.key))
        this.takeKept(entry, series);
    }
    this.settle(entries);
  }

  private endsAtLastStep({ steps }: Series, { runId, key }: HistoryName): boolean {
    return steps.at(-1) === this.lastStep(runId, key);
  }

  private takeKept(entry: Entry, series: Series): void {
    const before = heldBytes(entry.columns);
    takeKept(entry, series);
    this.bytes += heldBytes(entry.columns) - before;
    if (!this.isProven(entry.runId)) this.unproven.add(entry);
  }

  private async sample(batch: readonly Entry[], { isSampleEnough }: Watch): Promise<void> {
    const { maxSamplePoints } = this.capabilities;
    const maxPointsPerRun = isSampleEnough
      ? quickSamplePoints(this.capabilities)
      : samplePoints(batch, this.capabilities, this.lastStep);
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
    for (const entry of batch) this.keep(entry);
    this.evict();
    // A request that was aborted may be wanted again by now.
    for (const entry of batch) {
      if (!entry.hasSample && isIdle(entry)) for (const watch of entry.watches) this.load(watch);
    }
    this.fillPages();
  }

  private keep(entry: Entry): void {
    if (!this.kept || entry.isKept || entry.wasRunning || entry.state !== 'exact') return;
    entry.isKept = true;
    this.kept.keep(entry, viewSeries(entry.columns));
  }

  private evict(): void {
    for (const [name, entry] of this.entries) {
      if (this.bytes <= this.maxBytes) return;
      if (entry.loading || entry.watches.size > 0) continue;
      this.entries.delete(name);
      this.unproven.delete(entry);
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
