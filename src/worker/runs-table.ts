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

/** Cells written into columns between two pauses: 10 ms where every one is the first of its key, else 2 ms. */
const CELLS_PER_SLICE = 10_000;

export interface RunsTableOptions {
  readonly source: TrackingSource;
  readonly clock: Clock;
  readonly experimentIds: readonly ExperimentId[];
  readonly lifecycle: Lifecycle;
  readonly sort: RunSort;
  readonly onChange: () => void;
}

interface Pass {
  readonly sort: RunSort;
  pageToken: string | undefined;
  pageSize: number;
  readonly seenTokens: Set<string>;
  /** Ids of the pages; kept where rows of an earlier pass may have to go at the end. */
  readonly seenIds: Set<RunId> | undefined;
}

/** All runs of some experiments, read page after page for as long as it is active. */
export class RunsTable {
  private readonly options: RunsTableOptions;
  private rows = createRunFrame();
  private keys = createKeyCatalogue();
  private pass: Pass;
  private isActive = false;
  private isReading = false;
  private requests = new AbortController();
  /** Orders whose first rows were read or are being read. */
  private readonly tops = new Set<string>();
  /** Runs asked by id that are not in the table; undefined while under way, null if unreadable. */
  private readonly outsiders = new Map<RunId, Run | null | undefined>();

  /** Grows with every change of rows. */
  rowsVersion = 0;
  state: RunsSnapshot['state'] = 'loading';
  failure: TrackingFailure | undefined;
  /** When the oldest of the rows was read. */
  readAtMs: number;
  /** Every run that there was has been read; stays true while a reload goes on. */
  isWhole = false;

  constructor(options: RunsTableOptions) {
    this.options = options;
    this.pass = startPass(options.sort, false);
    this.readAtMs = options.clock.nowMs();
  }

  get frame(): RunFrame {
    return this.rows;
  }

  get catalogue(): KeyCatalogueState {
    return this.keys;
  }

  /** The order that pages come in. */
  get passSort(): RunSort {
    return this.pass.sort;
  }

  setActive(isActive: boolean): void {
    if (isActive === this.isActive) return;
    this.isActive = isActive;
    if (!isActive) this.abortRequests();
    void this.readOn();
  }

  /** Reads on after a failure or a stop. */
  retry(): void {
    for (const [id, run] of this.outsiders) if (run === null) this.outsiders.delete(id);
    if (this.state === 'failed' || this.state === 'stopped') this.startReading();
    this.options.onChange();
  }

  stop(): void {
    if (this.state !== 'loading') return;
    this.state = 'stopped';
    this.abortRequests();
    this.options.onChange();
  }

  /** Reads everything again, in this order where the source can. Rows stay until they prove to be gone. */
  reload(sort: RunSort): void {
    this.abortRequests();
    this.tops.clear();
    this.outsiders.clear();
    this.pass = startPass(sort, this.rows.ids.length > 0);
    this.startReading();
    this.options.onChange();
  }

  /** Reads the first rows in another order, once for each order, while the pass is not complete. */
  async readTop(sort: RunSort): Promise<void> {
    const name = `${formatRunColumn(sort.column)} ${sort.isDescending}`;
    if (this.isWhole || this.tops.has(name)) return;
    if (!canSourceSort(sort.column) || isSameSort(sort, this.pass.sort)) return;
    this.tops.add(name);
    try {
      const page = await this.request(sort, FIRST_PAGE_SIZE);
      await this.absorb(page.runs, this.pass);
      this.options.onChange();
    } catch {
      // The pass goes on and finds the same rows; if the server is gone, it says so.
      this.tops.delete(name);
    }
  }

  /** A run read elsewhere: taken in if it is in the table. */
  refresh(run: Run): void {
    if (this.outsiders.has(run.id)) this.outsiders.set(run.id, run);
    else if (this.rows.rowOf.has(run.id)) this.write([run]);
    else return;
    this.options.onChange();
  }

  /** A run that is not in the table, read once; undefined while under way, null if it cannot be read. */
  lookUp(id: RunId): Run | null | undefined {
    if (!this.outsiders.has(id)) void this.readOutsider(id);
    return this.outsiders.get(id);
  }

  private startReading(): void {
    this.state = 'loading';
    this.failure = undefined;
    void this.readOn();
  }

  /** Reads one page and goes on to the next, one at a time. */
  private async readOn(): Promise<void> {
    if (this.isReading || !this.isActive || this.state !== 'loading') return;
    this.isReading = true;
    const { signal } = this.requests;
    const { pass } = this;
    try {
      await this.readPage(pass);
    } catch (thrown) {
      if (!signal.aborted && this.pass === pass) {
        this.failure = toTrackingFailure(thrown);
        this.state = 'failed';
      }
    }
    this.isReading = false;
    this.options.onChange();
    void this.readOn();
  }

  private async readPage(pass: Pass): Promise<void> {
    const { clock } = this.options;
    const askedMs = clock.nowMs();
    const page = await this.request(pass.sort, pass.pageSize, pass.pageToken);
    const tookMs = clock.nowMs() - askedMs;
    if (pass.pageToken === undefined) this.readAtMs = clock.nowMs();
    await this.absorb(page.runs, pass);
    pass.pageSize = nextPageSize(pass.pageSize, page, tookMs);
    if (page.nextPageToken === undefined) this.finish(pass);
    else takeToken(pass, page.nextPageToken);
  }

  private request(sort: RunSort, pageSize: number, pageToken?: string): Promise<RunsPage> {
    const { source, experimentIds, lifecycle } = this.options;
    return source.searchRuns(
      {
        experimentIds,
        lifecycle,
        sort,
        pageSize,
        pageToken,
        filter: undefined,
        priority: pageToken === undefined ? 'visible' : 'background',
      },
      this.requests.signal,
    );
  }

  private async absorb(runs: readonly Run[], pass: Pass): Promise<void> {
    let start = 0;
    while (start < runs.length) {
      const end = endOfSlice(runs, start);
      const slice = runs.slice(start, end);
      this.write(slice);
      for (const { id } of slice) {
        pass.seenIds?.add(id);
        this.outsiders.delete(id);
      }
      start = end;
      if (start < runs.length) await pause();
    }
  }

  private write(runs: readonly Run[]): void {
    appendRuns(this.rows, runs);
    updateKeyCatalogue(this.keys, this.rows);
    this.rowsVersion++;
  }

  private finish(pass: Pass): void {
    if (this.pass !== pass) return;
    this.state = 'complete';
    this.isWhole = true;
    const { seenIds } = pass;
    if (!seenIds || seenIds.size === this.rows.ids.length) return;
    this.rows = retainRuns(this.rows, (id) => seenIds.has(id));
    this.keys = { ...createKeyCatalogue(), version: this.keys.version + 1 };
    this.write([]);
  }

  private abortRequests(): void {
    this.requests.abort();
    this.requests = new AbortController();
  }

  private async readOutsider(id: RunId): Promise<void> {
    this.outsiders.set(id, undefined);
    const { signal } = this.requests;
    try {
      const run = await this.options.source.getRun(id, signal);
      if (this.rows.rowOf.has(id)) this.outsiders.delete(id);
      else this.outsiders.set(id, run);
    } catch {
      if (signal.aborted) this.outsiders.delete(id);
      else this.outsiders.set(id, null);
    }
    this.options.onChange();
  }
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
