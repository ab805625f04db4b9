import { viewSeries } from '../../domain/series/series-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import type { HistorySample, SourceCapabilities, TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { ChartRun, CostOfExact, SeriesRun } from '../charts/chart-protocol.ts';
import type { ExactnessBudget } from './exact-cost.ts';
import { ExactSpending } from './exact-spending.ts';
import { HeldSeries } from './held-series.ts';
import type { HistoryName } from './history-cache.ts';
import { type KeptHistories, KeptSeries } from './kept-series.ts';
import { type RangeReader, readShownPart } from './range-reader.ts';
import { PageLanes } from './page-lanes.ts';
import type { KnownPace } from './read-pace.ts';
import { hasBegun, isAfterPause, planChecks, planTails } from './running-tails.ts';
import {
  type Entry,
  type Extent,
  isIdle,
  isTorn,
  isUntouched,
  markEmpty,
  readAgain,
  stateOf,
  TORN,
  type StoredSeries,
  type Watch,
} from './series-entry.ts';
import { SampleReader } from './sample-reader.ts';
import { isRangeWhole, type ShownPart } from './zoom-ranges.ts';

/** A watch that is replaced by another one is gone for a moment; that must not cost the requests under way. */
const RELEASE_AFTER_MS = 50;
const MAX_BYTES = 400e6;
/** What pages bring sooner than this is not asked for in parts before. */
const SOON_SECONDS = 1;

export interface SeriesDemand {
  /** In the order of the asked runs. */
  readonly series: readonly StoredSeries[];
  /** What it would take to have all points; undefined where they are there, or read unasked. */
  exactCost(): CostOfExact | undefined;
  /** Whether all points of the shown part are there, or all at all. */
  isShownPartWhole(): boolean;
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
  /** Of a card; without it the default. */
  readonly budget?: ExactnessBudget | undefined;
  /** What is assumed of the connection until something was measured. */
  readonly pace?: KnownPace | undefined;
  /** Whole histories of ended runs, from earlier visits and for later ones. */
  readonly kept?: KeptHistories | undefined;
}

/** Histories of one source, each read once: first a sample to show, then the rest page by page. */
export class SeriesStore {
  private readonly source: TrackingSource;
  private readonly capabilities: SourceCapabilities;
  private readonly clock: Clock;
  private readonly lacksMetric: (runId: RunId, key: string) => boolean;
  private readonly lastStep: (runId: RunId, key: string) => number | undefined;
  private readonly spending: ExactSpending;
  private readonly rangeReader: RangeReader;
  private readonly pages: PageLanes;
  private readonly kept: KeptSeries;
  private readonly held: HeldSeries;
  private readonly samples: SampleReader;
  /** In the order that they came in: earlier ones are served first. */
  private readonly watches = new Set<Watch>();

  constructor(options: SeriesStoreOptions) {
    this.source = options.source;
    this.capabilities = options.capabilities;
    this.clock = options.clock;
    this.lacksMetric = options.lacksMetric ?? (() => false);
    this.lastStep = options.lastStep ?? (() => undefined);
    this.held = new HeldSeries(options.maxBytes ?? MAX_BYTES);
    const lastStepOf = this.lastStepOf;
    this.kept = new KeptSeries({
      kept: options.kept,
      lastStepOf,
      isProven: options.isProven ?? (() => true),
    });
    this.spending = new ExactSpending({ ...options, lastStepOf });
    const take = (entry: Entry, points: Series) => this.held.merge(entry, points);
    this.samples = new SampleReader({
      source: this.source,
      capabilities: this.capabilities,
      lastStep: this.lastStep,
      takeSample: (entry, sample) => this.takeSample(entry, sample),
      takeGlance: (entry, { series }) => take(entry, series),
      onGlance: notify,
      takeTail: (entry, { series, isComplete }) => {
        if (isAfterPause(entry, series)) entry.isDoubtful = true;
        entry.quietSinceMs = this.clock.nowMs();
        // Of a range that holds too many the rest is behind the last page.
        if (!isComplete) entry.isComplete = false;
        take(entry, series);
      },
      takeCheck: (entry, sample) => this.takeCheck(entry, sample),
      onRead: (entries) => this.settle(entries),
    });
    this.pages = new PageLanes({
      source: this.source,
      pace: this.spending.pace,
      take,
      onWhole: (entry) => this.checkWhole(entry, entry.cursor.pointsRead),
      onRead: (entry) => this.settle([entry]),
    });
    this.rangeReader = {
      source: this.source,
      take,
      onRead: (entries) => {
        notify(entries);
        this.fillPages();
      },
    };
  }

  /**
   * Loads the series of these runs for as long as the demand is held; earlier demands go first. Of `sample` only a few
   * hundred points are read, behind what other demands need.
   *
   * @param key of the runs that name none of their own
   * @param shown part of the histories that is read finer where they stay samples
   */
  demand(
    key: string,
    runs: readonly ChartRun[],
    onChange: (series: StoredSeries) => void,
    extent: Extent = 'whole',
    shown?: ShownPart,
  ): SeriesDemand {
    const isSampleEnough = extent === 'sample';
    const wanted = runs.map(({ id, isRunning, key: own = key }) => {
      const entry = this.held.use(own, id);
      if (entry.wasRunning && !isRunning) {
        readAgain(entry);
        // What is on the way was asked for when the run still went on.
        entry.isOutdated = entry.loading !== undefined;
      }
      entry.wasRunning = isRunning;
      if (!isRunning && isUntouched(entry) && this.lacksMetric(id, own)) {
        markEmpty(entry);
        this.kept.doubt(entry);
      }
      const isStale = isSampleEnough ? isRunning && this.hasGrown(entry) : this.mayComeWhole(entry);
      if (isStale) entry.hasSample = false;
      return entry;
    });
    const watch: Watch = {
      entries: wanted,
      extent,
      shown,
      isBlocked: false,
      ranges: new AbortController(),
      rangesInFlight: 0,
      onChange,
    };
    this.watches.add(watch);
    for (const entry of wanted) entry.watches.add(watch);
    // Nobody is told of it: the caller asks when it has the demand.
    this.spending.judge(watch);
    this.load(watch);
    return {
      series: wanted,
      exactCost: () => (watch.isBlocked ? this.spending.costOf(watch) : undefined),
      isShownPartWhole: () => wanted.every((entry) => isPartWhole(entry, shown)),
      release: () => this.release(watch),
    };
  }

  peek(key: string, runId: RunId): StoredSeries | undefined {
    return this.held.get(key, runId);
  }

  /** All points of a run that had ended when they were read; undefined where they are not held. */
  wholeHistory(key: string, runId: RunId): Series | undefined {
    const entry = this.held.get(key, runId);
    if (!entry || entry.wasRunning || entry.state !== 'exact' || this.kept.isUnproven(entry))
      return undefined;
    const series = viewSeries(entry.columns);
    // A run that was taken up again has logged more since.
    const lastStep = this.lastStep(runId, key);
    return lastStep === undefined || lastStep === series.steps.at(-1) ? series : undefined;
  }

  /** Reads failed ones again, from where they failed. */
  retry(key: string, runs: readonly SeriesRun[]): void {
    const failed = runs
      .map(({ id, key: own = key }) => this.held.get(own, id))
      .filter((entry) => entry !== undefined)
      .filter(({ failure }) => failure !== undefined);
    for (const entry of failed) {
      if (entry.failure === TORN) this.held.drop(entry);
      entry.failure = undefined;
      entry.tailStep = undefined;
    }
    notify(failed);
    for (const watch of this.watches) this.load(watch);
  }

  /** Runs were read: of running ones that have logged more since, that is asked for and added. */
  readNews(): void {
    this.proveKept();
    for (const watch of this.watches) this.load(watch);
  }

  /** What an earlier visit kept of a run that went on since is read again. */
  private proveKept(): void {
    const changed = this.kept.takeOutdated();
    for (const entry of changed) readAgain(entry);
    if (changed.length === 0) return;
    notify(changed);
    for (const watch of this.watches) this.load(watch);
  }

  dispose(): void {
    for (const { ranges } of this.watches) ranges.abort();
    this.watches.clear();
    for (const { loading, watches } of this.held.all()) {
      watches.clear();
      loading?.abort();
    }
    this.held.clear();
  }

  private readonly lastStepOf = ({ runId, key }: HistoryName) => this.lastStep(runId, key);

  private release(watch: Watch): void {
    if (!this.watches.delete(watch)) return;
    watch.ranges.abort();
    for (const entry of watch.entries) entry.watches.delete(watch);
    this.clock.after(RELEASE_AFTER_MS, () => this.abortUnwatched(watch.entries));
  }

  private load(watch: Watch): void {
    if (watch.extent !== 'sample') this.readBegun(watch.entries);
    const unsampled = watch.entries.filter(isUnsampled);
    const kept = unsampled.filter((entry) => this.kept.mayHave(entry));
    if (kept.length > 0) void this.lookUp(kept);
    this.samples.readFirst(unsampled.filter(isIdle), watch.extent === 'sample');
    this.readTails(watch);
    this.fillPages();
  }

  /** Metrics that a running run had not logged when it was read. */
  private readBegun(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (!hasBegun(entry, this.lastStepOf)) continue;
      entry.tailStep = this.lastStepOf(entry);
      readAgain(entry);
    }
  }

  private readTails({ entries, extent }: Watch): void {
    if (extent === 'sample') return;
    const { maxSamplePoints } = this.capabilities;
    for (const tail of planTails(entries, this.lastStepOf, maxSamplePoints)) void this.samples.readTail(tail);
    for (const check of planChecks(entries, this.lastStepOf, this.clock.nowMs())) {
      void this.samples.readCheck(check);
    }
  }

  /** Takes what an earlier visit kept, where it ends at the step that the run ends at; the rest is asked for. */
  private async lookUp(entries: readonly Entry[]): Promise<void> {
    const controller = new AbortController();
    for (const entry of entries) {
      entry.loading = controller;
      entry.isLookedUp = true;
    }
    for (const [index, series] of (await this.kept.find(entries)).entries()) {
      const entry = entries[index];
      if (series && entry) this.held.takeKept(entry, series);
    }
    this.settle(entries);
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

  /** Of a history that is held whole. What it lacked and a sample does not bring is read again. */
  private takeCheck(entry: Entry, sample: HistorySample | undefined): void {
    const { length } = entry.columns;
    // Where none came it is asked for again in a while: nothing is known to be missing.
    entry.quietSinceMs = this.clock.nowMs();
    entry.isDoubtful = false;
    if (!sample) return;
    this.held.merge(entry, sample.series);
    if (!sample.isComplete && entry.columns.length > length) readAgain(entry);
  }

  private takeSample(entry: Entry, { series, isComplete }: HistorySample): void {
    entry.quietSinceMs = this.clock.nowMs();
    entry.hasSample = true;
    entry.isComplete = isComplete;
    this.held.merge(entry, series);
    if (isComplete) this.checkWhole(entry, series.steps.length);
  }

  /** What may be read by now: parts that are looked at, and pages. */
  private fillPages(): void {
    for (const watch of this.watches) {
      if (watch.extent === 'sample') continue;
      const [first] = watch.entries;
      if (this.spending.judge(watch) && first) watch.onChange(first);
      this.readShown(watch);
    }
    this.pages.fill(this.watches);
  }

  /** Of the shown part of samples more points, where pages do not bring them soon. */
  private readShown(watch: Watch): void {
    if (!watch.isBlocked && this.spending.costOf(watch).seconds < SOON_SECONDS) return;
    const { maxSamplePoints } = this.capabilities;
    readShownPart(this.rangeReader, watch, { maxSamplePoints, maxPoints: this.spending.maxRangePoints() });
  }

  /** Of an ended run points that were there once are still there, or it is not the history that was read before. */
  private checkWhole(entry: Entry, pointsRead: number): void {
    if (!isTorn(entry, pointsRead)) return;
    entry.tears++;
    if (entry.tears === 1) this.held.drop(entry);
    else entry.failure = TORN;
  }

  private settle(batch: readonly Entry[]): void {
    for (const entry of batch) {
      entry.loading = undefined;
      if (entry.isOutdated) readAgain(entry);
      entry.isOutdated = false;
    }
    notify(batch);
    for (const entry of batch) this.kept.keep(entry);
    this.held.evict((entry) => this.kept.forget(entry));
    // A request that was aborted may be wanted again by now.
    for (const watch of new Set(batch.flatMap(({ watches }) => [...watches]))) {
      if (watch.entries.some(isUnsampled)) this.load(watch);
      else this.readTails(watch);
    }
    this.fillPages();
  }

  private abortUnwatched(released: readonly Entry[]): void {
    const controllers = new Set(released.map(({ loading }) => loading));
    for (const entry of this.held.all()) {
      if (entry.loading && entry.watches.size > 0) controllers.delete(entry.loading);
    }
    for (const controller of controllers) controller?.abort();
    this.held.evict((entry) => this.kept.forget(entry));
  }
}

function isUnsampled(entry: Entry): boolean {
  return !entry.hasSample && isIdle(entry);
}

/** All states first: a watcher that is told of one looks at the others too. */
function notify(changed: readonly Entry[]): void {
  for (const entry of changed) entry.state = stateOf(entry);
  for (const entry of changed) for (const watch of entry.watches) watch.onChange(entry);
}

function isPartWhole(entry: Entry, shown: ShownPart | undefined): boolean {
  if (entry.isComplete) return true;
  const range = shown?.stepsOf(entry);
  return range !== undefined && isRangeWhole(entry, range);
}
