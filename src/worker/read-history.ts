import { createSeriesColumns, mergePoints, type SeriesColumns } from '../domain/series-columns.ts';
import type { RunId } from '../domain/run.ts';
import type { Series } from '../domain/series.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { TrackingSource } from '../tracking/source.ts';

/** How far the history of one metric of one run has been read. */
export interface HistoryCursor {
  readonly runId: RunId;
  readonly key: string;
  pageToken: string | undefined;
  readonly seenTokens: Set<string>;
}

export function createHistoryCursor(runId: RunId, key: string): HistoryCursor {
  return { runId, key, pageToken: undefined, seenTokens: new Set() };
}

/** The next page will be the first one again. */
export function rewindCursor(cursor: HistoryCursor): void {
  cursor.pageToken = undefined;
  cursor.seenTokens.clear();
}

/**
 * Reads the page that the cursor stands at, hands its points over and moves the cursor on. A page token that comes
 * twice is a `bad-response`, thrown when the points are handed over; the cursor then stands at the first page.
 */
export async function readNextPage(
  source: TrackingSource,
  cursor: HistoryCursor,
  signal: AbortSignal,
  take: (series: Series, isEnd: boolean) => void,
): Promise<void> {
  const { runId, key, pageToken } = cursor;
  const page = await source.readHistoryPage({ runId, key, pageToken, priority: 'background' }, signal);
  take(page.series, page.nextPageToken === undefined);
  moveTo(cursor, page.nextPageToken);
}

/** Reads all pages: every point, merged in order. */
export async function readWholeHistory(
  source: TrackingSource,
  runId: RunId,
  key: string,
  signal: AbortSignal,
): Promise<SeriesColumns> {
  const columns = createSeriesColumns();
  const cursor = createHistoryCursor(runId, key);
  const progress = { isWhole: false };
  while (!progress.isWhole) {
    await readNextPage(source, cursor, signal, (series, isEnd) => {
      mergePoints(columns, series);
      progress.isWhole = isEnd;
    });
  }
  return columns;
}

function moveTo(cursor: HistoryCursor, token: string | undefined): void {
  if (token === undefined) {
    cursor.seenTokens.clear();
    return;
  }
  if (cursor.seenTokens.has(token)) {
    rewindCursor(cursor);
    throw new TrackingError({
      kind: 'bad-response',
      subject: cursor.key,
      detail: 'The same page token came twice.',
    });
  }
  cursor.seenTokens.add(token);
  cursor.pageToken = token;
}
