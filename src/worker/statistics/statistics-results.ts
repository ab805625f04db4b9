import { directedKey, type StatisticValue } from '../../domain/statistics/history-statistics.ts';
import type { Direction, MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { formatRunColumn } from '../../domain/runs/run-sort.ts';

/** A statistic of a metric, with the direction of the metric whose best it looks for (of no matter to others). */
export interface StatisticColumn {
  readonly key: string;
  readonly statistic: MetricStatistic;
  readonly direction: Direction;
}

/** Metrics whose histories the statistic is made of. */
export function keysOf({ key, statistic }: StatisticColumn): readonly string[] {
  return statistic.name === 'at_best' && statistic.other !== key ? [key, statistic.other] : [key];
}

const WAS_READ = 1;
const HAS_VALUE = 2;
/** Read when the run had ended: never read again while its last points stay the same. */
const IS_FINAL = 4;
const HAS_FAILED = 8;

/** 25 bytes a run: 10,000 runs × 5 statistics take 1.3 MB. */
interface Results {
  values: Float64Array;
  /** NaN: no step. */
  steps: Float64Array;
  /** What the last points were when it was computed; NaN: never. */
  stamps: Float64Array;
  flags: Uint8Array;
}

/** Statistics that were computed, by run. Holds numbers only, no histories. */
export class StatisticResults {
  private readonly slots = new Map<RunId, number>();
  private readonly columns = new Map<string, Results>();

  /** A reader of one column; it sees what is computed later, too. */
  of(column: StatisticColumn): ColumnResults {
    const directed = directedKey(column.key, column.statistic) === undefined ? '' : column.direction;
    const name = `${formatRunColumn({ kind: 'statistic', ...column })} ${directed}`;
    const results = this.columns.get(name) ?? createResults(this.slots.size);
    this.columns.set(name, results);
    return new ColumnResults(this.slots, results);
  }

  /** Where the run's results stand in each column; -1 where there are none yet. */
  slotOf(id: RunId): number {
    return this.slots.get(id) ?? -1;
  }
}

export class ColumnResults {
  private readonly slots: Map<RunId, number>;
  private readonly results: Results;

  constructor(slots: Map<RunId, number>, results: Results) {
    this.slots = slots;
    this.results = results;
  }

  /** Null: not computed yet; an older value while a newer one is computed. */
  valueOf(id: RunId): number | undefined | null {
    const slot = this.slots.get(id) ?? -1;
    const flags = this.results.flags[slot] ?? 0;
    if ((flags & HAS_VALUE) !== 0) return this.results.values[slot];
    return (flags & WAS_READ) === 0 ? null : undefined;
  }

  /** The step that the value comes from. */
  stepOf(id: RunId): number | undefined {
    const step = this.results.steps[this.slots.get(id) ?? -1];
    return step === undefined || Number.isNaN(step) ? undefined : step;
  }

  /** Whether it must be computed (again): the last points are others, or the run has ended since. */
  isStale(slot: number, stamp: number, isEnded: boolean): boolean {
    if (this.results.stamps[slot] !== stamp) return true;
    const flags = this.results.flags[slot] ?? 0;
    return isEnded && (flags & (IS_FINAL | HAS_FAILED)) === 0;
  }

  hasFailed(id: RunId): boolean {
    return ((this.results.flags[this.slots.get(id) ?? -1] ?? 0) & HAS_FAILED) !== 0;
  }

  set(id: RunId, stamp: number, isEnded: boolean, found: StatisticValue | undefined): void {
    const flags = WAS_READ | (found ? HAS_VALUE : 0) | (isEnded ? IS_FINAL : 0);
    const slot = this.write(id, stamp, flags);
    this.results.values[slot] = found?.value ?? Number.NaN;
    this.results.steps[slot] = found?.step ?? Number.NaN;
  }

  /** Could not be read. An older value stays. */
  setFailed(id: RunId, stamp: number): void {
    const older = this.results.flags[this.slots.get(id) ?? -1] ?? 0;
    this.write(id, stamp, HAS_FAILED | (older & (WAS_READ | HAS_VALUE)));
  }

  /** What failed will be stale. */
  forgetFailures(): void {
    const { flags, stamps } = this.results;
    flags.forEach((flag, slot) => {
      if ((flag & HAS_FAILED) === 0) return;
      flags[slot] = flag & ~HAS_FAILED;
      stamps[slot] = Number.NaN;
    });
  }

  private write(id: RunId, stamp: number, flags: number): number {
    const slot = this.slots.get(id) ?? this.slots.size;
    this.slots.set(id, slot);
    if (slot >= this.results.stamps.length) grow(this.results, slot + 1);
    this.results.stamps[slot] = stamp;
    this.results.flags[slot] = flags;
    return slot;
  }
}

function createResults(size: number): Results {
  return {
    values: new Float64Array(size).fill(Number.NaN),
    steps: new Float64Array(size).fill(Number.NaN),
    stamps: new Float64Array(size).fill(Number.NaN),
    flags: new Uint8Array(size),
  };
}

function grow(results: Results, needed: number): void {
  const larger = createResults(Math.max(64, needed, Math.ceil(results.stamps.length * 1.5)));
  larger.values.set(results.values);
  larger.steps.set(results.steps);
  larger.stamps.set(results.stamps);
  larger.flags.set(results.flags);
  Object.assign(results, larger);
}
