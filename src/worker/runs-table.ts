import type { ExperimentId, Lifecycle } from '../domain/experiment.ts';
import { createKeyCatalogue, type KeyCatalogueState, updateKeyCatalogue } from '../domain/key-catalogue.ts';
import { appendRuns, createRunFrame, retainRuns, type RunFrame } from '../domain/run-frame.ts';
import type { Run, RunId } from '../domain/run.ts';
import { canSourceSort, formatRunColumn, NEWEST_FIRST, type RunSort } from '../domain/run-sort.ts';
import { TrackingError, type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { RunsPage, TrackingSource } from '../tracking/source.ts';
import { type Clock, pause } from './clock.ts';
import { FIRST_PAGE_SIZE, nextPageSize } from './page-size.ts';
import type { RunsSnapshot } from './data-protocol.ts';

/** Cells written into columns between two pauses: some 5 ms. */
const CELLS_PER_SLICE = 50_000;

export interface RunsTableOptions {
  readonly source: TrackingSource;
  readonly clock: Clock;
  readonly experimentIds: readonly ExperimentId[];
  readonly lifecycle: Lifecycle;
  readonly sort: RunSort;
  readonly onChange: () => void;
}

/** All runs of some experiments, read page after page for as long as it is active. */
export interface RunsTable {
  readonly frame: RunFrame;
  readonly catalogue: KeyCatalogueState;
  /** Grows with every change of rows. */
  readonly rowsVersion: number;
  readonly state: RunsSnapshot['state'];
  readonly failure: TrackingFailure | undefined;
  /** When the oldest of the rows was read. */
  readonly readAtMs: number;
  /** Every run that there was has been read; stays true while a reload goes on. */
  readonly isWhole: boolean;
  /** The order that pages come in. */
  readonly passSort: RunSort;
  setActive(isActive: boolean): void;
  retry(): void;
  stop(): void;
  reload(sort: RunSort): void;
  /** Reads the first rows in another order, once for each order, while the pass is not complete. */
  readTop(sort: RunSort): void;
  /** A run read elsewhere: taken in if it is in the table. */
  refresh(run: Run): void;
  /** A run by its id, read once where it is not in the table; undefined while under way, null if unreadable. */
  lookUp(id: RunId): Run | null | undefined;
}

interface Pass {
  readonly sort: RunSort;
  pageToken: string | undefined;
  pageSize: number;
  readonly seenTokens: Set<string>;
  /** Ids of the pages; kept where rows of an earlier pass may have to go at the end. */
  readonly seenIds: Set<RunId> | undefined;
}

export function createRunsTable(options: RunsTableOptions): RunsTable {
  const { source, clock, onChange } = options;
  let frame = createRunFrame();
  let catalogue = createKeyCatalogue();
  let rowsVersion = 0;
  let state: RunsSnapshot['state'] = 'loading';
  let failure: TrackingFailure | undefined;
  let readAtMs = clock.nowMs();
  let isWhole = false;
  let isActive = false;
  let pass = startPass(options.sort, false);
  let isReading = false;
  let requests = new AbortController();
  const tops = new Set<string>();
  const outsiders = new Map<RunId, Run | null | undefined>();

  function request(sort: RunSort, pageSize: number, pageToken?: string): Promise<RunsPage> {
    const { experimentIds, lifecycle } = options;
    const isFirst = pageToken === undefined;
    return source.searchRuns(
      {
        experimentIds,
        lifecycle,
        sort: canSourceSort(sort.column) ? sort : undefined,
        pageSize,
        pageToken,
        priority: isFirst ? 'visible' : 'background',
      },
      requests.signal,
    );
  }

  /** Reads one page and goes on to the next, one at a time. */
  async function readOn(): Promise<void> {
    if (isReading || !isActive || state !== 'loading') return;
    isReading = true;
    const { signal } = requests;
    const current = pass;
    try {
      await readPage(current);
    } catch (thrown) {
      if (!signal.aborted && pass === current) {
        failure = toTrackingFailure(thrown);
        state = 'failed';
      }
    }
    isReading = false;
    onChange();
    void readOn();
  }

  async function readPage(current: Pass): Promise<void> {
    const askedMs = clock.nowMs();
    const page = await request(current.sort, current.pageSize, current.pageToken);
    const tookMs = clock.nowMs() - askedMs;
    if (current.pageToken === undefined) readAtMs = clock.nowMs();
    await absorb(page.runs, current);
    current.pageSize = nextPageSize(current.pageSize, page, tookMs);
    if (page.nextPageToken === undefined) finish(current);
    else takeToken(current, page.nextPageToken);
  }

  async function absorb(runs: readonly Run[], current: Pass): Promise<void> {
    let start = 0;
    while (start < runs.length) {
      const end = endOfSlice(runs, start);
      const slice = runs.slice(start, end);
      appendRuns(frame, slice);
      for (const { id } of slice) {
        current.seenIds?.add(id);
        outsiders.delete(id);
      }
      updateKeyCatalogue(catalogue, frame);
      rowsVersion++;
      start = end;
      if (start < runs.length) await pause();
    }
  }

  function finish(current: Pass): void {
    if (pass !== current) return;
    state = 'complete';
    isWhole = true;
    const { seenIds } = current;
    if (!seenIds || seenIds.size === frame.ids.length) return;
    frame = retainRuns(frame, (id) => seenIds.has(id));
    catalogue = { ...createKeyCatalogue(), version: catalogue.version + 1 };
    updateKeyCatalogue(catalogue, frame);
    rowsVersion++;
  }

  function abortRequests(): void {
    requests.abort();
    requests = new AbortController();
  }

  async function readTop(sort: RunSort): Promise<void> {
    const name = `${formatRunColumn(sort.column)} ${sort.isDescending}`;
    if (isWhole || tops.has(name) || !canSourceSort(sort.column) || isSameSort(sort, pass.sort)) return;
    tops.add(name);
    try {
      const page = await request(sort, FIRST_PAGE_SIZE);
      await absorb(page.runs, pass);
      onChange();
    } catch {
      // The pass goes on and finds the same rows; if the server is gone, it says so.
      tops.delete(name);
    }
  }

  async function readOutsider(id: RunId): Promise<void> {
    outsiders.set(id, undefined);
    const { signal } = requests;
    try {
      const run = await source.getRun(id, signal);
      if (!frame.rowOf.has(id)) outsiders.set(id, run);
    } catch {
      if (signal.aborted) outsiders.delete(id);
      else outsiders.set(id, null);
    }
    onChange();
  }

  return {
    get frame() {
      return frame;
    },
    get catalogue() {
      return catalogue;
    },
    get rowsVersion() {
      return rowsVersion;
    },
    get state() {
      return state;
    },
    get failure() {
      return failure;
    },
    get readAtMs() {
      return readAtMs;
    },
    get isWhole() {
      return isWhole;
    },
    get passSort() {
      return pass.sort;
    },
    setActive: (next) => {
      if (next === isActive) return;
      isActive = next;
      if (!isActive) abortRequests();
      void readOn();
    },
    retry: () => {
      for (const [id, run] of outsiders) if (run === null) outsiders.delete(id);
      if (state === 'failed' || state === 'stopped') {
        state = 'loading';
        failure = undefined;
        void readOn();
      }
      onChange();
    },
    stop: () => {
      if (state !== 'loading') return;
      state = 'stopped';
      abortRequests();
      onChange();
    },
    reload: (sort) => {
      abortRequests();
      tops.clear();
      outsiders.clear();
      pass = startPass(sort, frame.ids.length > 0);
      state = 'loading';
      failure = undefined;
      onChange();
      void readOn();
    },
    readTop: (sort) => void readTop(sort),
    refresh: (run) => {
      if (outsiders.has(run.id)) outsiders.set(run.id, run);
      else if (!frame.rowOf.has(run.id)) return;
      else {
        appendRuns(frame, [run]);
        updateKeyCatalogue(catalogue, frame);
        rowsVersion++;
      }
      onChange();
    },
    lookUp: (id) => {
      if (!outsiders.has(id)) void readOutsider(id);
      return outsiders.get(id);
    },
  };
}

/** Whether both orders are the same column and direction. */
export function isSameSort(left: RunSort, right: RunSort): boolean {
  return (
    left.isDescending === right.isDescending && formatRunColumn(left.column) === formatRunColumn(right.column)
  );
}

function startPass(sort: RunSort, isReload: boolean): Pass {
  return {
    sort: canSourceSort(sort.column) ? sort : NEWEST_FIRST,
    pageToken: undefined,
    pageSize: FIRST_PAGE_SIZE,
    seenTokens: new Set(),
    seenIds: isReload ? new Set() : undefined,
  };
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

function endOfSlice(runs: readonly Run[], start: number): number {
  let cells = 0;
  let end = start;
  while (end < runs.length && (end === start || cells < CELLS_PER_SLICE)) {
    const run = runs[end];
    cells += run ? run.metrics.length + run.params.length + run.tags.length : 0;
    end++;
  }
  return end;
}
