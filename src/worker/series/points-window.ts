import type { SeriesColumns } from '../../domain/series/series-columns.ts';
import type { LoggedPoint, PointRowRequest, PointsRequest, PointsWindow } from '../charts/chart-protocol.ts';
import { linePeeker, type LinesSource } from '../charts/chart-lines.ts';

/** The points `start` to `end` (excluded) of all asked runs' stored series, one run after the other. */
export function readPoints(source: LinesSource, request: PointsRequest): PointsWindow {
  const points: LoggedPoint[] = [];
  const start = Math.max(0, request.start);
  let total = 0;
  const peek = linePeeker(source, request);
  for (const run of request.runs) {
    const stored = peek(run);
    if (!stored) continue;
    const { runId, key, columns } = stored;
    const from = Math.max(0, start - total);
    const to = Math.min(columns.length, request.end - total);
    for (let index = from; index < to; index++) {
      points.push({
        runId,
        key,
        step: columns.steps[index] ?? Number.NaN,
        timestampMs: columns.timestampsMs[index] ?? Number.NaN,
        value: columns.values[index] ?? Number.NaN,
      });
    }
    total += columns.length;
  }
  return { total, start, points };
}

/**
 * The row of the first point at or after a step, in the run that `fromRow` is in; `isNext`: in one of the runs behind
 * that. Undefined: none of them got that far.
 */
export function findPointRow(source: LinesSource, request: PointRowRequest): number | undefined {
  let start = 0;
  const peek = linePeeker(source, request);
  for (const run of request.runs) {
    const columns = peek(run)?.columns;
    if (!columns) continue;
    const end = start + columns.length;
    const isAsked = request.isNext ? start > request.fromRow : end > request.fromRow;
    const place = isAsked ? placeOf(columns, request.step) : columns.length;
    if (place < columns.length) return start + place;
    start = end;
  }
  return undefined;
}

/** Of the first point at or after the step; steps never fall. */
function placeOf({ steps, length }: SeriesColumns, step: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? Number.NaN) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
