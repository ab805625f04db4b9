import { type BandRule, type Spread, spreadOf } from '../../statistics/band.ts';
import type { Direction } from '../../statistics/metric-statistic.ts';
import { type AxisValues, PRESENCE } from '../axis-values.ts';
import { type BoxStats, boxStats } from './box-stats.ts';

/** A run, or a group of runs, with its numbers. */
export interface BarRow {
  /** Place in the list of groups. */
  readonly place: number;
  /** Places of its runs in the axis. */
  readonly members: readonly number[];
  /** Those of them with a finite number, ascending by it. */
  readonly finite: readonly number[];
  /** Runs without the metric, with one that is not finite, and with one that is still worked out. */
  readonly missing: number;
  readonly notFinite: number;
  readonly awaited: number;
  /** Undefined: it has no finite number. */
  readonly spread: Spread | undefined;
  readonly box: BoxStats | undefined;
}

/** @param groups places of the runs of each; a run alone is a group of one */
export function barRows(
  groups: readonly (readonly number[])[],
  values: AxisValues,
  show: Pick<BandRule, 'centre' | 'spread'>,
): readonly BarRow[] {
  return groups.map((members, place) => barRow(place, members, values, show));
}

function barRow(
  place: number,
  members: readonly number[],
  { presence, numbers }: AxisValues,
  show: Pick<BandRule, 'centre' | 'spread'>,
): BarRow {
  const stateOf = (run: number) => presence[run] ?? PRESENCE.missing;
  const known = members.filter((run) => stateOf(run) === PRESENCE.known);
  const finite = known
    .filter((run) => Number.isFinite(numbers[run]))
    .sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const ascending = Float64Array.from(finite, (run) => numbers[run] ?? 0);
  const hasAny = finite.length > 0;
  return {
    place,
    members,
    finite,
    missing: members.filter((run) => stateOf(run) === PRESENCE.missing).length,
    notFinite: known.length - finite.length,
    awaited: members.filter((run) => stateOf(run) === PRESENCE.awaited).length,
    spread: hasAny ? spreadOf([...ascending], show) : undefined,
    box: hasAny ? boxStats(ascending) : undefined,
  };
}

/** The best first; rows without a number last, and equal ones as they stood. Of what nobody knows the largest is first. */
export function bestFirst(
  rows: readonly BarRow[],
  direction: Direction | undefined,
  valueOf: (row: BarRow) => number | undefined,
): readonly BarRow[] {
  const sign = direction === 'lower' ? 1 : -1;
  const rankOf = (row: BarRow) => {
    const value = valueOf(row);
    return value === undefined ? Number.POSITIVE_INFINITY : sign * value;
  };
  return rows.toSorted((a, b) => {
    const [left, right] = [rankOf(a), rankOf(b)];
    return left === right ? a.place - b.place : left - right;
  });
}

/** What a scale has to hold: bars begin at 0, boxes do not. Undefined: there is no number. */
export function rangeOfRows(
  rows: readonly BarRow[],
  shape: 'bar' | 'box',
  numbers: Float64Array,
): { readonly min: number; readonly max: number } | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const take = (value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    [min, max] = [Math.min(min, value), Math.max(max, value)];
  };
  for (const { spread, finite } of rows) {
    if (shape === 'box')
      [finite[0], finite.at(-1)].forEach((run) => take(run === undefined ? undefined : numbers[run]));
    else [spread?.centre, spread?.low, spread?.high].forEach(take);
  }
  if (min > max) return undefined;
  return shape === 'bar' ? { min: Math.min(0, min), max: Math.max(0, max) } : { min, max };
}
