import { groupBy } from '../../base/group-by.ts';
import { deviationOf, meanOf } from '../statistics/band.ts';
import type { Direction } from '../statistics/metric-statistic.ts';
import { type AxisBin, type AxisBins, binAxis } from './axis-bins.ts';
import { type AxisValues, PRESENCE } from './axis-values.ts';

export const HEAT_STATISTICS = ['mean', 'best', 'min', 'max', 'std', 'count'] as const;
export type HeatStatistic = (typeof HEAT_STATISTICS)[number];

/** The runs that stand in one place of both axes. */
export interface HeatCell {
  /** Places of the runs in the compare set. */
  readonly runs: readonly number[];
  /** Runs with a finite value of the metric, over which the statistics go. */
  readonly count: number;
  /** Undefined: no run has a finite value. */
  readonly mean: number | undefined;
  /** Of the sample; undefined: fewer than two runs have a value. */
  readonly std: number | undefined;
  /** The chosen statistic; undefined: there is none. */
  readonly value: number | undefined;
}

export interface HeatMap {
  readonly columns: readonly AxisBin[];
  readonly rows: readonly AxisBin[];
  /** By row and column; undefined: no run stands there. */
  readonly cells: readonly (readonly (HeatCell | undefined)[])[];
  /** Of the values; undefined: there is none. */
  readonly range: { readonly min: number; readonly max: number } | undefined;
  /** Of all runs: those with a finite value, a NaN or an infinity. */
  readonly finiteCount: number;
  readonly oddCount: number;
  /** Where each run stands, row by row: `row * columns.length + column`. */
  readonly cellOf: Int32Array;
}

export interface HeatMapInput {
  readonly x: AxisValues;
  /** Undefined: all runs stand in one row. */
  readonly y: AxisValues | undefined;
  readonly metric: AxisValues;
  readonly statistic: HeatStatistic;
  /** Which way is better; without it `best` has no value. */
  readonly direction: Direction | undefined;
}

/** A metric over two columns of the compared runs, as cells. */
export function buildHeatMap({ x, y, metric, statistic, direction }: HeatMapInput): HeatMap {
  const runCount = metric.presence.length;
  const across = binAxis(x);
  const down: AxisBins = y ? binAxis(y) : { bins: [ALL_RUNS], binOf: new Int32Array(runCount) };
  const width = across.bins.length;
  const cellOf = down.binOf.map((row, place) => row * width + (across.binOf[place] ?? 0));
  const runs = groupBy(cellOf.keys(), (place) => cellOf[place] ?? 0);
  const cells = down.bins.map((_, row) =>
    across.bins.map((__, column) => {
      const own = runs.get(row * width + column);
      return own && readCell(own, metric, statistic, direction);
    }),
  );
  const values = cells.flat().flatMap((cell) => cell?.value ?? []);
  const finiteCount = metric.numbers.filter(Number.isFinite).length;
  return {
    columns: across.bins,
    rows: down.bins,
    cells,
    range:
      values.length > 0 ? { min: smallest(values), max: -smallest(values.map((each) => -each)) } : undefined,
    finiteCount,
    oddCount: metric.presence.filter((each) => each === PRESENCE.known).length - finiteCount,
    cellOf,
  };
}

/** What a row holds that is none of an axis. */
const ALL_RUNS: AxisBin = { kind: 'text', text: '' };

function readCell(
  runs: readonly number[],
  { numbers }: AxisValues,
  statistic: HeatStatistic,
  direction: Direction | undefined,
): HeatCell {
  const ascending = Float64Array.from(runs, (place) => numbers[place] ?? Number.NaN)
    .filter(Number.isFinite)
    .sort();
  const count = ascending.length;
  if (count === 0)
    return { runs, count, mean: undefined, std: undefined, value: statistic === 'count' ? 0 : undefined };
  const mean = meanOf(ascending);
  const std = count < 2 ? undefined : deviationOf(ascending, mean);
  const [min, max] = [ascending[0], ascending[count - 1]];
  const best = direction && (direction === 'lower' ? min : max);
  return { runs, count, mean, std, value: { mean, std, min, max, best, count }[statistic] };
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

/**
 * How strongly a value is coloured, from 0 to 1: the better the stronger where anybody knows what is better, else the
 * larger. Undefined: all values are one, so that no colour tells anything.
 */
export function heatShare(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  isLowerBetter: boolean,
): number | undefined {
  if (!(max > min)) return undefined;
  // Each part by itself: the spread may be beyond what a double holds.
  const half = max / 2 - min / 2;
  const share = (value / 2 - min / 2) / half;
  return isLowerBetter ? 1 - share : share;
}

/** Whether small values of a statistic are the good ones. */
export function isLowerStronger(statistic: HeatStatistic, direction: Direction | undefined): boolean {
  return direction === 'lower' && statistic !== 'std' && statistic !== 'count';
}
