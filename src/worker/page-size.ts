import type { RunsPage } from '../tracking/source.ts';

/**
 * So few that their names are there within 2 s whatever they hold: a run of 12,000 keys keeps MLflow busy for 0.6 s,
 * one of 90 keys for 4 ms.
 */
export const FIRST_PAGE_SIZE = 2;
/** Enough to fill a screen. */
export const SCREEN_RUNS = 50;
const MAX_PAGE_SIZE = 1_000;
/** MLflow does not compress: 1,000 runs of 90 keys are 13 MB in one answer of 4 s. */
const PAGE_BYTES = 1_500_000;
const PAGE_MS = 1_000;
/** One quick page is no proof that the next one will be. */
const MAX_GROWTH = 4;

/** Runs to ask for in the next page, so that it takes about 1.5 MB or one second, whichever is less. */
export function nextPageSize(size: number, { runs, sizeBytes }: RunsPage, tookMs: number): number {
  if (runs.length === 0) return size;
  const byBytes = (PAGE_BYTES / Math.max(1, sizeBytes)) * runs.length;
  // The time of few light runs is that of the way to the server, and says nothing of more of them.
  const isLight = byBytes >= SCREEN_RUNS && tookMs <= PAGE_MS;
  const byTime = Math.max((PAGE_MS / Math.max(1, tookMs)) * runs.length, isLight ? SCREEN_RUNS : 0);
  const grown = Math.max(size * MAX_GROWTH, SCREEN_RUNS);
  const wanted = Math.floor(Math.min(byBytes, byTime, grown, MAX_PAGE_SIZE));
  return Math.max(1, wanted);
}
