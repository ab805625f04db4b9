import type { RunsPage } from '../../tracking/source.ts';

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
/**
 * Of those bytes a page has at least a third: below it, requests cost more than the runs that they bring. With basic auth
 * one costs MLflow 0.2 s before anything is read (3.17.2, a hash of the password each time), half a MB of runs 0.25 s.
 */
const LEAST_SHARE = 1 / 3;
/** One quick page is no proof that the next one will be. */
const MAX_GROWTH = 4;

/** A server that takes a second for whatever is asked is asked for more, up to this. */
const MAX_PAGE_MS = 10_000;
/** More runs a second than before by this factor: most of the time was not that of the runs. */
const WORTH_MORE = 1.3;

/**
 * Runs to ask for in the next page, so that it takes about 1.5 MB or one second, whichever is less; where larger pages
 * bring more runs a second it may take longer.
 *
 * @param rateBefore runs a millisecond of the page before; undefined: there was none
 */
export function nextPageSize(
  size: number,
  { runs, sizeBytes }: RunsPage,
  tookMs: number,
  rateBefore?: number,
): number {
  if (runs.length === 0) return size;
  const byBytes = (PAGE_BYTES / Math.max(1, sizeBytes)) * runs.length;
  const rate = runs.length / Math.max(1, tookMs);
  // The time of few light runs is that of the way to the server, and says nothing of more of them; of a busy server too.
  const floor = byBytes >= SCREEN_RUNS ? SCREEN_RUNS : byBytes * LEAST_SHARE;
  const isWorthMore = rateBefore !== undefined && rate > WORTH_MORE * rateBefore && tookMs < MAX_PAGE_MS;
  const byTime = Math.max(PAGE_MS * rate, floor, isWorthMore ? 2 * runs.length : 0);
  const grown = Math.max(size * MAX_GROWTH, SCREEN_RUNS);
  const wanted = Math.floor(Math.min(byBytes, byTime, grown, MAX_PAGE_SIZE));
  return Math.max(1, wanted);
}
