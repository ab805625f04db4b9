import type { CostOfExact } from '../charts/chart-protocol.ts';
import type { SeriesColumns } from '../../domain/series/series-columns.ts';
import type { SourceCapabilities } from '../../tracking/source.ts';
import type { HistoryCursor } from './read-history.ts';
import type { ReadPace } from './read-pace.ts';
import type { Entry } from './series-entry.ts';

/** What a card may cost before anyone asked for it: the server belongs to colleagues too. */
export interface ExactnessBudget {
  readonly seconds: number;
  readonly bytes: number;
}

export const EXACTNESS_BUDGET: ExactnessBudget = { seconds: 10, bytes: 50e6 };
/** What was begun in good faith is ended where so little of the budget is missing. */
const ENDED_ANYWAY = 0.25;

type LastStep = (entry: Entry) => number | undefined;
type Paging = Pick<SourceCapabilities, 'pagedHistories' | 'historyPageSize' | 'maxSamplePoints'>;

/** Of the entries that are not whole; those that failed are left out, nobody reads them. */
export function exactCost(
  entries: readonly Entry[],
  lastStep: LastStep,
  paging: Paging,
  pace: ReadPace,
): CostOfExact {
  let [points, requests] = [0, 0];
  for (const entry of entries) {
    if (entry.isComplete || entry.failure) continue;
    const rest = restOf(entry, lastStep(entry), paging);
    points += rest;
    if (rest > 0) requests += paging.pagedHistories ? Math.ceil(rest / paging.historyPageSize) : 1;
  }
  return {
    points,
    requests,
    seconds: points / pace.pointsPerSecond(),
    bytes: points * pace.bytesPerPoint(),
  };
}

/** Of two demands of one card; undefined: neither costs anything. */
export function addCosts(
  left: CostOfExact | undefined,
  right: CostOfExact | undefined,
): CostOfExact | undefined {
  if (!left || !right) return left ?? right;
  return {
    points: left.points + right.points,
    requests: left.requests + right.requests,
    seconds: left.seconds + right.seconds,
    bytes: left.bytes + right.bytes,
  };
}

/** Whether the rest may be read unasked. `spentPoints`: what pages of the same histories brought already. */
export function isWithinBudget(
  cost: CostOfExact,
  spentPoints: number,
  budget: ExactnessBudget,
  pace: ReadPace,
): boolean {
  const share = Math.max(cost.seconds / budget.seconds, cost.bytes / budget.bytes);
  if (share <= ENDED_ANYWAY) return true;
  const spentSeconds = spentPoints / pace.pointsPerSecond();
  const spentBytes = spentPoints * pace.bytesPerPoint();
  return cost.seconds + spentSeconds <= budget.seconds && cost.bytes + spentBytes <= budget.bytes;
}

function restOf(entry: Entry, lastStep: number | undefined, paging: Paging): number {
  const isSampleAhead = !entry.hasSample && entry.cursor.pointsRead === 0;
  // The sample that is still to come is likely the whole of a short history.
  if (isSampleAhead && (lastStep === undefined || lastStep < paging.maxSamplePoints)) return 0;
  return Math.max(1, estimateTotal(entry, lastStep, paging.historyPageSize) - entry.cursor.pointsRead);
}

/**
 * How many points were likely logged. Last step is not point count: what the pages read so far hold a step tells more,
 * and before the first page the spacing of the sampled steps (every 1,000th step: 1,000,000 steps are 1,001 points).
 */
export function estimateTotal(
  { columns, cursor }: { readonly columns: SeriesColumns; readonly cursor: HistoryCursor },
  lastStep: number | undefined,
  pageSize: number,
): number {
  if (columns.length === 0) return (lastStep ?? 0) + 1;
  const first = columns.steps[0] ?? 0;
  const last = Math.max(columns.steps[columns.length - 1] ?? 0, lastStep ?? Number.NEGATIVE_INFINITY);
  const { pointsRead, fromStep, toStep } = cursor;
  if (pointsRead === 0) return Math.max(columns.length, (last - first) / spacingOf(columns) + 1);
  // More is to come, or there would be nothing to estimate.
  if (toStep <= fromStep) return Math.max(columns.length, pointsRead + pageSize);
  const perStep = pointsRead / (toStep - fromStep + 1);
  return Math.max(columns.length, pointsRead + 1, Math.round((last - first + 1) * perStep));
}

/** Greatest common divisor of the distances between the steps; 1 where there is none. */
function spacingOf({ steps, length }: SeriesColumns): number {
  let divisor = 0;
  for (let index = 1; index < length && divisor !== 1; index++) {
    divisor = gcd((steps[index] ?? 0) - (steps[index - 1] ?? 0), divisor);
  }
  return divisor >= 1 ? divisor : 1;
}

function gcd(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
