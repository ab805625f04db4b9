import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { canSourceSort, formatRunColumn, NEWEST_FIRST, type RunSort } from '../../domain/runs/run-sort.ts';
import { sortsAsText } from '../../domain/runs/order-runs.ts';
import { TrackingError, type TrackingFailure } from '../../tracking/errors.ts';
import type { RunsPage } from '../../tracking/source.ts';
import type { RunsSnapshot } from './runs-protocol.ts';
import { FIRST_PAGE_SIZE, nextPageSize } from './page-size.ts';

/** What is read unasked; beyond, the person decides. */
export const MAX_UNASKED_RUNS = 10_000;
export const MAX_UNASKED_MS = 60_000;

/** What a view wants of its table. */
export interface RunsNeed {
  /** Only runs of this filter, in MLflow's grammar, are asked for; undefined: all. */
  readonly pushed: string | undefined;
  readonly sort: RunSort;
  /** The page sorts by something that the source does not know. */
  readonly isPageSort?: boolean;
  /** True while runs that do not belong to the view are wanted as well, for what is said of it. */
  needsOthers?(): boolean;
  /** The loaded rows that belong to the view; undefined: all do. */
  mask(): Uint8Array | undefined;
}

/** Reading all runs of a filter, page after page. */
export interface Pass {
  readonly filter: string | undefined;
  readonly sort: RunSort;
  /** `refused`: the server does not take the filter; everything is read instead. */
  state: RunsSnapshot['state'] | 'refused';
  failure: TrackingFailure | undefined;
  pageToken: string | undefined;
  pageSize: number;
  readonly seenTokens: Set<string>;
  /** Ids of the pages; kept where rows that are here already may have to go at the end. */
  readonly seenIds: Set<RunId> | undefined;
  requests: AbortController;
  isReading: boolean;
  /** The page after the one under way, asked for before its token was known. */
  ahead: AskedPage | undefined;
  /** False after a token that was not the guessed one. */
  areTokensKnown: boolean;
  pageCount: number;
  readCount: number;
  /** Time spent on pages. */
  activeMs: number;
  lastPageAtMs: number;
  /** Runs a millisecond of the last page. */
  rate: number | undefined;
  /** The person asked for the rest. */
  isUnlimited: boolean;
}

/** A page under way. */
export interface AskedPage {
  readonly token: string | undefined;
  readonly size: number;
  readonly askedMs: number;
  readonly answer: Promise<RunsPage>;
}

interface PassStart {
  readonly filter?: string | undefined;
  readonly sort: RunSort;
  /** Where rows are here already that may be gone. */
  readonly isChecking: boolean;
  /** Of the runs known so far; undefined: nothing is known. */
  readonly pageSize?: number | undefined;
}

/** A pass that has read nothing yet, in the wanted order where the source can. */
export function startPass({ filter, sort, isChecking, pageSize = FIRST_PAGE_SIZE }: PassStart): Pass {
  return {
    filter,
    sort: canSourceSort(sort.column) ? sort : NEWEST_FIRST,
    state: 'loading',
    failure: undefined,
    pageToken: undefined,
    pageSize,
    seenTokens: new Set(),
    seenIds: isChecking ? new Set() : undefined,
    requests: new AbortController(),
    isReading: false,
    ahead: undefined,
    areTokensKnown: true,
    pageCount: 0,
    readCount: 0,
    activeMs: 0,
    lastPageAtMs: 0,
    rate: undefined,
    isUnlimited: false,
  };
}

/**
 * How many runs may still be read. One more than the limit tells whether more exist: servers give no total.
 */
export function roomIn(pass: Pass): number {
  return pass.isUnlimited ? Infinity : Math.max(1, MAX_UNASKED_RUNS + 1 - pass.readCount);
}

/** Notes what a page cost, and what to ask for next; pauses where the limit is reached. */
export function takePage(pass: Pass, page: RunsPage, askedMs: number, nowMs: number): void {
  pass.pageCount++;
  pass.readCount += page.runs.length;
  // Two pages may have been under way side by side.
  pass.activeMs += nowMs - Math.max(askedMs, pass.lastPageAtMs);
  pass.lastPageAtMs = nowMs;
  const tookMs = nowMs - askedMs;
  pass.pageSize = nextPageSize(pass.pageSize, page, tookMs, pass.rate);
  pass.rate = page.runs.length / Math.max(1, tookMs);
  if (page.nextPageToken === undefined) return;
  takeToken(pass, page.nextPageToken);
  const isMuch = pass.readCount > MAX_UNASKED_RUNS || pass.activeMs >= MAX_UNASKED_MS;
  if (isMuch && !pass.isUnlimited && pass.state === 'loading') pass.state = 'paused';
}

/** A filter that a server does not take costs time, not rows: everything is read and filtered here. */
export function failPass(pass: Pass, failure: TrackingFailure): void {
  // The page that failed is asked for again, and then the one behind it.
  pass.ahead = undefined;
  if (pass.filter !== undefined && failure.kind === 'rejected') {
    pass.state = 'refused';
    return;
  }
  pass.failure = failure;
  pass.state = 'failed';
}

export function abortPass(pass: Pass): void {
  pass.requests.abort();
  pass.ahead = undefined;
  pass.requests = new AbortController();
}

/** Whether both orders are the same column and direction. */
export function isSameSort(left: RunSort, right: RunSort): boolean {
  return nameOfSort(left) === nameOfSort(right);
}

export function nameOfSort(sort: RunSort): string {
  return `${formatRunColumn(sort.column)} ${sort.isDescending}`;
}

/**
 * Whether the source puts runs in the order that the page shows: params and tags it sorts as text, the page as
 * numbers where all of them are.
 */
export function isSortOfSource({ column }: RunSort, frame: RunFrame): boolean {
  if (column.kind === 'param') return sortsAsText(frame.params.get(column.key));
  if (column.kind === 'tag') return sortsAsText(frame.tags.get(column.key));
  return canSourceSort(column);
}

function takeToken(pass: Pass, token: string): void {
  if (pass.seenTokens.has(token)) {
    pass.pageToken = undefined;
    pass.seenTokens.clear();
    throw new TrackingError({ kind: 'bad-response', detail: 'The same page token came twice.' });
  }
  pass.seenTokens.add(token);
  pass.pageToken = token;
}
