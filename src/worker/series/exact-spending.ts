import type { SourceCapabilities } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { CostOfExact } from '../charts/chart-protocol.ts';
import { EXACTNESS_BUDGET, exactCost, type ExactnessBudget, isWithinBudget } from './exact-cost.ts';
import type { HistoryName } from './history-cache.ts';
import { createReadPace, type KnownPace, type ReadPace } from './read-pace.ts';
import type { Watch } from './series-entry.ts';

/** Shorter pages tell nothing of how fast points come. */
const PACE_MIN_POINTS = 1_000;

export interface ExactSpendingOptions {
  readonly capabilities: SourceCapabilities;
  readonly clock: Clock;
  readonly lastStepOf: (name: HistoryName) => number | undefined;
  /** Of a card; without it the default. */
  readonly budget?: ExactnessBudget | undefined;
  /** What is assumed of the connection until something was measured. */
  readonly pace?: KnownPace | undefined;
}

/** What exact pictures cost on this connection, and which of them may be had unasked. */
export class ExactSpending {
  readonly pace: ReadPace;
  private readonly budget: ExactnessBudget;
  private readonly capabilities: SourceCapabilities;
  private readonly lastStepOf: (name: HistoryName) => number | undefined;

  constructor({ capabilities, clock, lastStepOf, budget, pace }: ExactSpendingOptions) {
    this.capabilities = capabilities;
    this.lastStepOf = lastStepOf;
    this.budget = budget ?? EXACTNESS_BUDGET;
    this.pace = createReadPace(clock, Math.min(PACE_MIN_POINTS, capabilities.historyPageSize), pace);
  }

  /** What is still to be read of these series. */
  costOf({ entries }: Pick<Watch, 'entries'>): CostOfExact {
    return exactCost(entries, this.lastStepOf, this.capabilities, this.pace);
  }

  /** Decides anew, with what is known by now, whether the rest is read unasked; true where that changed. */
  judge(watch: Watch): boolean {
    const { entries, extent, isBlocked } = watch;
    watch.isBlocked = extent === 'within-budget' && this.isTooMuch(watch);
    if (watch.isBlocked && entries.every(({ isComplete }) => isComplete)) watch.isBlocked = false;
    return watch.isBlocked !== isBlocked;
  }

  /** Points of the parts of histories that one look at a range may cost. */
  maxRangePoints(): number {
    const { seconds, bytes } = this.budget;
    return Math.min(seconds * this.pace.pointsPerSecond(), bytes / this.pace.bytesPerPoint());
  }

  private isTooMuch(watch: Watch): boolean {
    const spentPoints = watch.entries.reduce((sum, { cursor }) => sum + cursor.pointsRead, 0);
    return !isWithinBudget(this.costOf(watch), spentPoints, this.budget, this.pace);
  }
}
