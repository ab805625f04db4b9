import { createSeriesColumns, mergePoints, type SeriesColumns } from '../../domain/series/series-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';

/** How far the history of one metric of one run has been read. */
export interface HistoryCursor {
  readonly runId: RunId;
  readonly key: string;
  pageToken: string | undefined;
  readonly seenTokens: Set<string>;
  /** The page before the one that it stands at, for going on behind the end. */
  pageBefore: { readonly token: string | undefined; readonly points: number } | undefined;
  /** Points that came since it stood at the first page; what came on two pages counts twice. */
  pointsRead: number;
  /** Smallest and largest step of those. */
  fromStep: number;
  toStep: number;
}

export function createHistoryCursor(runId: RunId, key: string): HistoryCursor {
  return {
    runId,
    key,
    pageToken: undefined,
    seenTokens: new Set(),
    pageBefore: undefined,
    pointsRead: 0,
    fromStep: Number.POSITIVE_INFINITY,
    toStep: Number.NEGATIVE_INFINITY,
  };
}

/** The next page will be the first one again. */
export function rewindCursor(cursor: HistoryCursor): void {
  cursor.pageToken = undefined;
  cursor.seenTokens.clear();
  cursor.pageBefore = undefined;
  cursor.pointsRead = 0;
  cursor.fromStep = Number.POSITIVE_INFINITY;
  cursor.toStep = Number.NEGATIVE_INFINITY;
}

/**
 * Reads the page that the cursor stands at, hands its points over and moves the cursor on. A page token that comes
 * twice is a `bad-response`, thrown when the points are handed over; the cursor then stands at the first page.
 * Behind the last page it stays where what is logged later will be found.
 */
export async function readNextPage(
  source: TrackingSource,
  cursor: HistoryCursor,
  signal: AbortSignal,
  take: (series: Series, isEnd: boolean, sizeBytes: number) => void,
): Promise<void> {
  const { runId, key, pageToken } = cursor;
  const page = await source.readHistoryPage({ runId, key, pageToken, priority: 'background' }, signal);
  countPoints(cursor, page.series);
  take(page.series, page.nextPageToken === undefined, page.sizeBytes);
  moveTo(cursor, page.nextPageToken, page.series.steps.length);
}

function countPoints(cursor: HistoryCursor, { steps }: Series): void {
  cursor.pointsRead += steps.length;
  for (const step of steps) {
    if (step < cursor.fromStep) cursor.fromStep = step;
    if (step > cursor.toStep) cursor.toStep = step;
  }
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

function moveTo(cursor: HistoryCursor, token: string | undefined, points: number): void {
  if (token === undefined) {
    cursor.seenTokens.clear();
    stayForMore(cursor, points);
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
  cursor.pageBefore = { token: cursor.pageToken, points };
  cursor.pageToken = token;
}

/**
 * Pages count rows in order of time. What several processes log at once may come in a little late and push rows over
 * the beginning of a page: one that begins near the end is read with the one before it.
 */
function stayForMore(cursor: HistoryCursor, points: number): void {
  const before = cursor.pageBefore;
  if (before && points < before.points / 2) cursor.pageToken = before.token;
  cursor.pageBefore = undefined;
}
