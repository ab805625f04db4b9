import {
  computeStatistic,
  isOfLastPoint,
  statisticOfLast,
  type StatisticValue,
} from '../../domain/statistics/history-statistics.ts';
import { findCell } from '../../domain/runs/run-column.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { type TrackingErrorKind, type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { Clock } from '../clock.ts';
import type { ComputingReport } from '../runs/runs-protocol.ts';
import { type HistoriesReader, readHistories } from '../series/read-histories.ts';
import { type Batch, type BatchRules, StatisticsDemand, type StatisticsWant } from './statistics-demand.ts';
import { type Bundle, bundleColumns, plannedColumns, pointsUpTo, stampAt } from './statistics-plan.ts';
import { keysOf, type StatisticColumn, StatisticResults } from './statistics-results.ts';

/** Of the four requests that may run in the background at once: one is left for rows and histories of charts. */
const BATCHES_IN_FLIGHT = 3;
const CHANGE_INTERVAL_MS = 200;
/** A view that is replaced by another one is gone for a moment; that must not cost the requests under way. */
const RELEASE_AFTER_MS = 50;
/** So many batches that failed one after the other: the server is gone, nothing is asked until `retry`. */
const MAX_FAILURES = 3;
/** Failures that others will meet, too. */
const SERVER_FAILURES: ReadonlySet<TrackingErrorKind> = new Set([
  'network',
  'server',
  'unauthorized',
  'forbidden',
]);

export interface StatisticReader {
  /** Undefined: there is none; null: not computed yet. */
  valueAt(row: number): number | undefined | null;
  /** The step that the value comes from, where it comes from one. */
  stepAt(row: number): number | undefined;
}

export interface StatisticsStoreOptions extends HistoriesReader {
  readonly clock: Clock;
  /** Values were computed: at most every 200 ms. */
  readonly onChange: () => void;
}

/** Points that were read of a metric, and the steps that they are spread over. */
interface Density {
  points: number;
  steps: number;
}

/** Statistics of the runs of one source, computed from their histories for the views that want them. */
export class StatisticsStore {
  private readonly options: StatisticsStoreOptions;
  private readonly rules: BatchRules;
  private readonly results = new StatisticResults();
  private readonly demands = new Map<string, StatisticsDemand>();
  /** Views that are about to be gone, with what keeps them. */
  private readonly leaving = new Map<string, () => void>();
  private readonly running = new Map<Batch, AbortController>();
  /** Runs that failed with others in one request. */
  private readonly alone = new Set<RunId>();
  private readonly densities = new Map<string, Density>();
  private failuresInRow = 0;
  private failure: TrackingFailure | undefined;
  private isChanged = false;
  private isWaiting = false;

  /** Grows when values were computed, just before `onChange`. */
  version = 0;

  constructor(options: StatisticsStoreOptions) {
    this.options = options;
    const { bulkSamples, maxSamplePoints } = options.capabilities;
    this.rules = {
      expectPoints: (frame, key, row) => this.expectPoints(frame, key, row),
      isBusy: (id, bundle) => this.isBusy(id, bundle),
      isAlone: (id) => this.alone.has(id),
      wholeSamplePoints: bulkSamples ? maxSamplePoints : 0,
    };
  }

  /**
   * Computes these columns for these rows until the view wants something else. Asking again for the same costs some
   * milliseconds with 10,000 runs and is how new rows and new points of running runs are heard of.
   */
  want(viewId: string, want: StatisticsWant): void {
    this.leaving.get(viewId)?.();
    this.leaving.delete(viewId);
    // Last points are told by the frame.
    const columns = withoutRepeats(want.columns).filter(({ statistic }) => !isOfLastPoint(statistic));
    const bundles = bundleColumns(columns, this.results, want.frame);
    const before = this.demands.get(viewId);
    this.demands.set(viewId, new StatisticsDemand(want, bundles, this.rules, before?.budget));
    this.abortUnwanted();
    this.fill();
  }

  /** Nothing is wanted any more, unless the view wants something again within a moment. */
  unwant(viewId: string): void {
    if (!this.demands.has(viewId) || this.leaving.has(viewId)) return;
    const cancel = this.options.clock.after(RELEASE_AFTER_MS, () => {
      this.leaving.delete(viewId);
      this.demands.delete(viewId);
      this.abortUnwanted();
    });
    this.leaving.set(viewId, cancel);
  }

  /** How far the view's columns are; undefined where all is computed and nothing failed. */
  report(viewId: string): ComputingReport | undefined {
    const demand = this.demands.get(viewId);
    if (!demand) return undefined;
    demand.prune();
    const failedRuns = this.failure ? countFailed(demand) : 0;
    if (demand.openRuns === 0 && failedRuns === 0) return undefined;
    return {
      doneRuns: demand.totalRuns - demand.openRuns - failedRuns,
      totalRuns: demand.totalRuns,
      askPoints: demand.mustAsk ? demand.points : undefined,
      failedRuns,
      failure: failedRuns > 0 || this.isHalted() ? this.failure : undefined,
    };
  }

  /** Reads what it asked for; without effect where it did not ask. */
  allow(viewId: string): void {
    const demand = this.demands.get(viewId);
    if (!demand?.mustAsk) return;
    demand.budget.isGranted = true;
    this.fill();
    this.options.onChange();
  }

  /** Reads what failed once more. */
  retry(viewId: string): void {
    const demand = this.demands.get(viewId);
    if (!demand || !this.failure) return;
    this.failuresInRow = 0;
    this.failure = undefined;
    for (const { results } of demand.bundles.flatMap(plannedColumns)) results.forgetFailures();
    const { want, bundles, budget } = demand;
    this.demands.set(viewId, new StatisticsDemand(want, bundles, this.rules, budget));
    this.fill();
    this.options.onChange();
  }

  /** Values of a column in the rows of a frame, as they are now; later ones are seen by the same reader. */
  readerOf(frame: RunFrame, column: StatisticColumn): StatisticReader {
    if (isOfLastPoint(column.statistic)) return readLastPoints(frame, column.key, column.statistic.name);
    const results = this.results.of(column);
    const cells = keysOf(column).map((key) => frame.metrics.get(key));
    const idAt = (row: number): RunId | undefined =>
      stampAt(cells, row) === undefined ? undefined : frame.ids[row];
    return {
      valueAt: (row) => {
        const id = idAt(row);
        return id === undefined ? undefined : results.valueOf(id);
      },
      stepAt: (row) => {
        const id = idAt(row);
        return id === undefined ? undefined : results.stepOf(id);
      },
    };
  }

  dispose(): void {
    this.demands.clear();
    for (const cancel of this.leaving.values()) cancel();
    this.leaving.clear();
    for (const controller of this.running.values()) controller.abort();
  }

  /** Length of a history: the last step + 1, times the share of steps that histories of this metric have logged. */
  private expectPoints(frame: RunFrame, key: string, row: number): number {
    const density = this.densities.get(key);
    const share = density && density.steps > 0 ? density.points / density.steps : 1;
    return pointsUpTo(frame, key, row) * share;
  }

  private isBusy(id: RunId, { name }: Bundle): boolean {
    for (const { runs, bundle } of this.running.keys()) if (bundle.name === name && runs.has(id)) return true;
    return false;
  }

  private isHalted(): boolean {
    return this.failuresInRow >= MAX_FAILURES;
  }

  /** Keeps `BATCHES_IN_FLIGHT` batches on the way. */
  private fill(): void {
    for (const demand of this.demands.values()) {
      if (demand.mustAsk) continue;
      while (this.running.size < BATCHES_IN_FLIGHT && !this.isHalted()) {
        const batch = demand.nextBatch();
        if (!batch) break;
        void this.run(batch, demand.want.frame);
      }
    }
  }

  private async run(batch: Batch, frame: RunFrame): Promise<void> {
    const controller = new AbortController();
    this.running.set(batch, controller);
    const open = new Set(batch.runs.keys());
    const request = {
      keysOf: new Map([...batch.runs].map(([id, { keys }]) => [id, keys])),
      isSampleLikelyWhole: batch.isSampleLikelyWhole,
    };
    try {
      await readHistories(this.options, request, controller.signal, (id, histories) => {
        open.delete(id);
        this.take(batch, id, histories, frame);
      });
      this.failuresInRow = 0;
    } catch (thrown) {
      if (!controller.signal.aborted) this.fail(batch, open, toTrackingFailure(thrown));
    }
    this.running.delete(batch);
    this.isChanged = true;
    this.tellIfDue();
    this.fill();
  }

  private take(batch: Batch, id: RunId, histories: ReadonlyMap<string, Series>, frame: RunFrame): void {
    const run = batch.runs.get(id);
    if (!run) return;
    for (const [key, { steps }] of histories) {
      batch.budget.spentPoints += steps.length;
      const density = this.densities.get(key) ?? { points: 0, steps: 0 };
      density.points += steps.length;
      density.steps += pointsUpTo(frame, key, run.row);
      this.densities.set(key, density);
    }
    for (const { column, results, stamp } of run.columns) {
      const { key, statistic, direction } = column;
      const series = histories.get(key);
      const other = statistic.name === 'at_best' ? histories.get(statistic.other) : undefined;
      if (series) results.set(id, stamp, run.isEnded, computeStatistic(series, statistic, direction, other));
    }
  }

  /** Of several runs that failed together each is tried by itself, as one of them may be the reason. */
  private fail({ runs }: Batch, open: ReadonlySet<RunId>, failure: TrackingFailure): void {
    this.failure = failure;
    const isTriedAgain = runs.size > 1 && failure.kind !== 'network';
    if (!isTriedAgain && SERVER_FAILURES.has(failure.kind)) this.failuresInRow++;
    for (const id of open) {
      if (isTriedAgain) this.alone.add(id);
      else for (const { results, stamp } of runs.get(id)?.columns ?? []) results.setFailed(id, stamp);
    }
  }

  private abortUnwanted(): void {
    const demands = [...this.demands.values()];
    const wanted = new Set(demands.flatMap(({ bundles }) => bundles.flatMap(({ keys }) => keys)));
    for (const [{ bundle }, controller] of this.running) {
      if (!bundle.keys.some((key) => wanted.has(key))) controller.abort();
    }
  }

  private tellIfDue(): void {
    if (!this.isChanged || this.isWaiting) return;
    this.isChanged = false;
    this.isWaiting = true;
    this.version++;
    this.options.onChange();
    this.options.clock.after(CHANGE_INTERVAL_MS, () => {
      this.isWaiting = false;
      this.tellIfDue();
    });
  }
}

function readLastPoints(frame: RunFrame, key: string, name: 'last_step' | 'last_logged'): StatisticReader {
  const metric = frame.metrics.get(key);
  const find = (row: number): StatisticValue | undefined => {
    const place = metric ? findCell(metric, row) : -1;
    const [step, timestampMs] = [metric?.steps[place], metric?.timestampsMs[place]];
    if (step === undefined || timestampMs === undefined) return undefined;
    return statisticOfLast(name, { step, timestampMs });
  };
  return { valueAt: (row) => find(row)?.value, stepAt: (row) => find(row)?.step };
}

function withoutRepeats(columns: readonly StatisticColumn[]): readonly StatisticColumn[] {
  return [...new Map(columns.map((column) => [JSON.stringify(column), column])).values()];
}

function countFailed({ bundles, want }: StatisticsDemand): number {
  const columns = bundles.flatMap(plannedColumns);
  const hasFailed = (id: RunId | undefined): boolean =>
    id !== undefined && columns.some(({ results }) => results.hasFailed(id));
  return want.rows.filter((row) => hasFailed(want.frame.ids[row])).length;
}
