import { computeBand, reduceFamilies } from '../../domain/statistics/band.ts';
import { isBarCard } from '../../domain/charts/chart-cards.ts';
import type { LinePoints } from '../../domain/series/line-points.ts';
import type { ChartGroups, ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { type BarValue, knownCounts } from './bar-values.ts';

/** What a bar that stands for several values is around its own. */
export interface BarSpread {
  /** NaN in both: of one value there is none. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface GroupBars {
  readonly values: readonly BarValue[];
  /** Parallel to the values. */
  readonly spreads: readonly (BarSpread | undefined)[];
}

/**
 * The values of a card of groups where every compared run has one point at most, whatever its step; undefined where
 * lines are drawn.
 *
 * @param isWhole whether the lines are those of all compared runs
 */
export function groupBars(
  picture: Pick<ChartPicture, 'bands' | 'joined' | 'series' | 'lines'> | undefined,
  isWhole: boolean,
  groups: ChartGroups | undefined,
): GroupBars | undefined {
  if (!picture?.bands || !groups || !isWhole || (picture.joined?.lines ?? 0) > 0) return undefined;
  // The picture of another grouping is on its way out.
  if (groups.runs.length !== picture.lines.offsets.length - 1) return undefined;
  if (!isBarCard(knownCounts(picture))) return undefined;
  const values = picture.series.map(({ onlyValue }) => onlyValue);
  const made = groups.runs.map((runs) => barOf(runs, values, groups));
  return { values: made.map((bar) => bar?.value), spreads: made.map((bar) => bar?.spread) };
}

function barOf(
  runs: ChartGroups['runs'][number],
  values: readonly BarValue[],
  { rule, isOverRuns = false }: ChartGroups,
): { readonly value: number; readonly spread: BarSpread } | undefined {
  const lines = runs
    .map((places) => places.map((place) => values[place]).filter((value) => value !== undefined))
    .map((one) => one.map(dotOf))
    .filter((one) => one.length > 0);
  if (lines.length === 0) return undefined;
  const members = isOverRuns || runs.length > 1 ? reduceFamilies(lines, rule) : lines.flat();
  const { centre, low, high, counts } = computeBand(members, rule);
  const spread = { low: low[0] ?? Number.NaN, high: high[0] ?? Number.NaN, count: counts[0] ?? 0 };
  return { value: centre[0] ?? Number.NaN, spread };
}

/** Bars have no x: all values are at one place. */
function dotOf(value: number): LinePoints {
  return { xs: Float64Array.of(0), ys: Float64Array.of(value) };
}
