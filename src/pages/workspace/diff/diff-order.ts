import type { ComparedRun } from '../../../domain/runs/compare-set.ts';

/** The baseline stands first, as what the others are measured against. */
export function baselineFirst(
  runs: readonly ComparedRun[],
  baseline: string | undefined,
): readonly ComparedRun[] {
  const own = runs.find(({ id }) => id === baseline);
  return own ? [own, ...runs.filter((run) => run !== own)] : runs;
}

/**
 * The next of some places, from where one stands, and round to the other end after the last. Undefined: there is none.
 *
 * @param places ascending
 * @param from undefined: before the first and behind the last
 */
export function nextPlace(
  places: readonly number[],
  from: number | undefined,
  direction: 1 | -1,
): number | undefined {
  if (direction === 1) return places.find((place) => place > (from ?? -1)) ?? places[0];
  return places.findLast((place) => place < (from ?? Number.POSITIVE_INFINITY)) ?? places.at(-1);
}
