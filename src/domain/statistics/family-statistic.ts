import { deviationOf, meanOf } from './band.ts';
import { familyTest } from './families.ts';
import { metricAt } from '../runs/run-column.ts';
import type { RunFrame } from '../runs/run-frame.ts';
import type { FamilyPart } from '../runs/run-sort.ts';

/** A family of metrics as one number in a run, from the last value of each member. */
export interface FamilyStatistic {
  /** NaN: no member has a finite value. */
  readonly mean: number;
  /** Of the sample (n − 1); undefined: there are fewer than two. */
  readonly std: number | undefined;
  /** Members with a finite value. */
  readonly count: number;
}

/** Undefined: the run logged no member. NaN and infinities are no members, which the count tells. */
export function familyStatistic(values: readonly number[]): FamilyStatistic | undefined {
  if (values.length === 0) return undefined;
  const ascending = Float64Array.from(values.filter(Number.isFinite)).sort();
  const count = ascending.length;
  if (count === 0) return { mean: Number.NaN, std: undefined, count };
  const mean = meanOf(ascending);
  return { mean, std: count < 2 ? undefined : deviationOf(ascending, mean), count };
}

/** Reads a family in the rows of a frame, as it is now. */
export function familyReader(
  frame: RunFrame,
  template: string,
): (row: number) => FamilyStatistic | undefined {
  const isMember = familyTest(template.split('{n}'));
  const columns = [...frame.metrics].filter(([key]) => isMember(key)).map(([, column]) => column);
  return (row) => {
    const values = columns.map((column) => metricAt(column, row));
    return familyStatistic(values.filter((value) => value !== undefined));
  };
}

/** One of its numbers; undefined: the run has none. */
export function familyPartOf(family: FamilyStatistic | undefined, part: FamilyPart): number | undefined {
  if (part === 'n') return family?.count;
  return part === 'std' ? family?.std : family?.mean;
}
