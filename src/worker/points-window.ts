import type { LoggedPoint, PointsRequest, PointsWindow } from './data-protocol.ts';
import type { SeriesStore } from './series-store.ts';

/** The points `start` to `end` (excluded) of all asked runs' stored series, one run after the other. */
export function readPoints(store: SeriesStore, request: PointsRequest): PointsWindow {
  const points: LoggedPoint[] = [];
  const start = Math.max(0, request.start);
  let total = 0;
  for (const { id: runId, key = request.key } of request.runs) {
    const columns = store.peek(key, runId)?.columns;
    if (!columns) continue;
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
