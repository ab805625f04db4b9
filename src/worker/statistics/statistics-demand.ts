import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import {
  type Bundle,
  bundleState,
  isEndedAt,
  type PlannedColumn,
  staleColumns,
  staleKeys,
} from './statistics-plan.ts';
import type { StatisticColumn } from './statistics-results.ts';

const MAX_RUNS_PER_BATCH = 100;
/**
 * Some 0.2 s of a 3.17 server's time (21 µs a row; several times that where it is busy): larger batches take as long in
 * all, but the first rows come later (200 runs of 1,000 points: after 5 s of 15 on a busy machine) and what comes on
 * screen meanwhile has to wait longer.
 */
const MAX_POINTS_PER_BATCH = 10_000;
/** More than this is not read unasked. */
const MAX_POINTS_UNASKED = 2_000_000;

export interface StatisticsWant {
  readonly columns: readonly StatisticColumn[];
  readonly frame: RunFrame;
  /** Rows of the frame to compute for, in the order that they are shown in. */
  readonly rows: Uint32Array;
  /** Places in `rows` that are on screen: these come first. */
  readonly visible: { readonly start: number; readonly end: number };
}

/** What may be read for these metrics without asking. */
export interface Budget {
  readonly keys: ReadonlySet<string>;
  spentPoints: number;
  isGranted: boolean;
}

/** Runs that are read together. */
export interface Batch {
  readonly bundle: Bundle;
  readonly runs: ReadonlyMap<RunId, BatchRun>;
  /** False where the histories are likely longer than a sample can be. */
  readonly isSampleLikelyWhole: boolean;
  readonly budget: Budget;
}

export interface BatchRun {
  readonly row: number;
  readonly keys: readonly string[];
  readonly isEnded: boolean;
  /** Stamps as of the asking: points that come later make a result stale again. */
  readonly columns: readonly (PlannedColumn & { readonly stamp: number })[];
}

/** What the store knows of histories and of what is under way. */
export interface BatchRules {
  /** Likely length of a history. */
  expectPoints(frame: RunFrame, key: string, row: number): number;
  isBusy(id: RunId, bundle: Bundle): boolean;
  /** A run that failed together with others is read by itself. */
  isAlone(id: RunId): boolean;
  /** A history of fewer points comes whole as a sample; 0: samples of several runs cannot be had. */
  readonly wholeSamplePoints: number;
}

interface Need {
  readonly row: number;
  readonly points: number;
}

/** What one view wants: which of its rows have something to compute, in which order, and how much that is to read. */
export class StatisticsDemand {
  readonly want: Omit<StatisticsWant, 'columns'>;
  readonly bundles: readonly Bundle[];
  readonly budget: Budget;
  /** Runs that have anything to compute from. */
  readonly totalRuns: number;
  private readonly rules: BatchRules;
  private readonly isMuch: boolean;
  private needs: readonly Need[];
  /** Where the search for the next batch begins. */
  private next = 0;

  constructor(
    want: Omit<StatisticsWant, 'columns'>,
    bundles: readonly Bundle[],
    rules: BatchRules,
    budget: Budget | undefined,
  ) {
    this.want = want;
    this.bundles = bundles;
    this.rules = rules;
    const keys = new Set(bundles.flatMap((bundle) => bundle.keys));
    const isSame = budget && [...keys].every((key) => budget.keys.has(key));
    this.budget = isSame ? budget : { keys, spentPoints: 0, isGranted: false };
    const { needs, totalRuns } = this.findNeeds();
    this.needs = needs;
    this.totalRuns = totalRuns;
    this.isMuch = this.budget.spentPoints + this.points > MAX_POINTS_UNASKED;
  }

  /** Points that are to be read, at most. */
  get points(): number {
    return Math.ceil(this.needs.reduce((sum, { points }) => sum + points, 0));
  }

  /** Runs that are not computed. */
  get openRuns(): number {
    return this.needs.length;
  }

  /** So much is to be read, together with what was read for these metrics before, that it must be allowed first. */
  get mustAsk(): boolean {
    return this.isMuch && !this.budget.isGranted;
  }

  /** Leaves out what is computed by now. */
  prune(): void {
    this.needs = this.needs.filter(({ row }) => this.isStale(row));
    this.next = 0;
  }

  /** The first row that has something to compute that is not under way, and those after it that need the same. */
  nextBatch(): Batch | undefined {
    for (let index = this.next; index < this.needs.length; index++) {
      const row = this.needs[index]?.row ?? -1;
      const bundle = this.bundles.find((each) => this.isOpen(each, row));
      if (bundle) return this.gather(bundle, index);
      if (index === this.next && !this.isStale(row)) this.next++;
    }
    return undefined;
  }

  private findNeeds(): { readonly needs: readonly Need[]; readonly totalRuns: number } {
    const needs: Need[] = [];
    let totalRuns = 0;
    for (const row of this.bundles.length > 0 ? visibleFirst(this.want) : []) {
      const states = this.bundles.map((bundle) => bundleState(bundle, this.want.frame, row));
      if (states.some((state) => state !== 'none')) totalRuns++;
      if (states.includes('stale')) needs.push({ row, points: this.pointsOf(row) });
    }
    return { needs, totalRuns };
  }

  private isStale(row: number): boolean {
    return this.bundles.some((bundle) => bundleState(bundle, this.want.frame, row) === 'stale');
  }

  private isOpen(bundle: Bundle, row: number): boolean {
    const id = this.want.frame.ids[row];
    if (id === undefined || this.rules.isBusy(id, bundle)) return false;
    return bundleState(bundle, this.want.frame, row) === 'stale';
  }

  private pointsOf(row: number): number {
    return this.bundles.reduce((sum, bundle) => sum + this.pointsOfBundle(bundle, row), 0);
  }

  private pointsOfBundle(bundle: Bundle, row: number): number {
    const { frame } = this.want;
    return staleKeys(bundle, frame, row).reduce(
      (sum, key) => sum + this.rules.expectPoints(frame, key, row),
      0,
    );
  }

  private gather(bundle: Bundle, from: number): Batch {
    const { frame } = this.want;
    const runs = new Map<RunId, BatchRun>();
    let points = 0;
    let isSampleLikelyWhole = false;
    for (let index = from; index < this.needs.length && runs.size < MAX_RUNS_PER_BATCH; index++) {
      const row = this.needs[index]?.row ?? -1;
      const id = frame.ids[row];
      if (id === undefined || !this.isOpen(bundle, row)) continue;
      const isShort = this.isShort(bundle, row);
      const isFirst = runs.size === 0;
      if (isFirst) isSampleLikelyWhole = isShort;
      else if (!isShort || this.rules.isAlone(id)) continue;
      points += this.pointsOfBundle(bundle, row);
      if (!isFirst && points > MAX_POINTS_PER_BATCH) break;
      runs.set(id, this.batchRun(bundle, row));
      if (isFirst && (!isShort || this.rules.isAlone(id))) break;
    }
    return { bundle, runs, isSampleLikelyWhole, budget: this.budget };
  }

  private isShort(bundle: Bundle, row: number): boolean {
    const { frame } = this.want;
    const { wholeSamplePoints } = this.rules;
    return staleKeys(bundle, frame, row).every(
      (key) => this.rules.expectPoints(frame, key, row) < wholeSamplePoints,
    );
  }

  private batchRun(bundle: Bundle, row: number): BatchRun {
    const { frame } = this.want;
    return {
      row,
      keys: staleKeys(bundle, frame, row),
      isEnded: isEndedAt(frame, row),
      columns: staleColumns(bundle, frame, row),
    };
  }
}

/** Rows on screen before all others, each once, in order. */
function* visibleFirst({ rows, visible }: Omit<StatisticsWant, 'columns'>): Generator<number> {
  const start = Math.max(0, visible.start);
  const end = Math.max(start, visible.end);
  yield* rows.subarray(start, end);
  yield* rows.subarray(0, start);
  yield* rows.subarray(end);
}
