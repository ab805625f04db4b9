import type { SeriesColumns } from './series-columns.ts';

/**
 * The points that were logged up to a moment, by their time stamps, in their order; the columns themselves where that
 * is all of them. One pass over the points.
 *
 * @param untilMs milliseconds since the epoch, included
 */
export function pointsUntil(columns: SeriesColumns, untilMs: number): SeriesColumns {
  const { length, timestampsMs } = columns;
  let count = 0;
  for (let index = 0; index < length; index += 1) if ((timestampsMs[index] ?? 0) <= untilMs) count += 1;
  if (count === length) return columns;
  const kept: SeriesColumns = {
    length: count,
    steps: new Float64Array(count),
    timestampsMs: new Float64Array(count),
    values: new Float64Array(count),
    nonFiniteCount: 0,
    version: columns.version,
  };
  let write = 0;
  for (let index = 0; index < length; index += 1) {
    const timeMs = timestampsMs[index] ?? 0;
    if (timeMs > untilMs) continue;
    const value = columns.values[index] ?? Number.NaN;
    kept.steps[write] = columns.steps[index] ?? Number.NaN;
    kept.timestampsMs[write] = timeMs;
    kept.values[write] = value;
    if (!Number.isFinite(value)) kept.nonFiniteCount += 1;
    write += 1;
  }
  return kept;
}
