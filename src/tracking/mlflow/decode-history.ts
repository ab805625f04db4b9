import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { emptySeries, seriesOfLength, sortSeries } from '../sort-series.ts';
import {
  readAnswer,
  readInteger,
  readList,
  readMetricValue,
  readOptionalText,
  readRecord,
  readText,
} from './wire.ts';

/** `{metrics[], next_page_token}` of get-history, in the server's order. Throws `bad-response` for another shape. */
export function decodeHistoryPage(answer: unknown): {
  readonly series: Series;
  readonly nextPageToken: string | undefined;
} {
  const page = readAnswer(answer, ['metrics', 'next_page_token']);
  return {
    series: decodePoints(readList(page['metrics'], 'metrics')),
    nextPageToken: readOptionalText(page['next_page_token']),
  };
}

/** `{metrics[]}` of get-history-bulk-interval: one series for each asked run, ordered by (step, timestamp, value). */
export function decodeSampledHistories(
  answer: unknown,
  runIds: readonly RunId[],
): ReadonlyMap<RunId, Series> {
  const points = readList(readAnswer(answer, ['metrics'])['metrics'], 'metrics');
  const pointsOfRun = new Map<string, unknown[]>();
  for (const point of points) {
    const runId = readText(readRecord(point, 'point')['run_id'], 'point run_id');
    const ofRun = pointsOfRun.get(runId);
    if (ofRun) ofRun.push(point);
    else pointsOfRun.set(runId, [point]);
  }
  return new Map(
    runIds.map((id) => {
      const ofRun = pointsOfRun.get(id);
      // File stores of MLflow 2.22 answer in the order of the file.
      return [id, ofRun ? sortSeries(decodePoints(ofRun)) : emptySeries()];
    }),
  );
}

function decodePoints(points: readonly unknown[]): Series {
  const series = seriesOfLength(points.length);
  for (const [index, value] of points.entries()) {
    const point = readRecord(value, 'point');
    series.steps[index] = readInteger(point['step'], 'step');
    series.timestampsMs[index] = readInteger(point['timestamp'], 'timestamp');
    series.values[index] = readMetricValue(point['value'], 'value');
  }
  return series;
}
