import type { ExperimentId, Lifecycle } from '../domain/experiment.ts';
import { createKeyCatalogue, type KeyCatalogueState, updateKeyCatalogue } from '../domain/key-catalogue.ts';
import { appendRuns, createRunFrame, retainRuns, type RunFrame } from '../domain/run-frame.ts';
import type { Run, RunId } from '../domain/run.ts';
import type { RunSort } from '../domain/run-sort.ts';
import { type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { RunsPage, TrackingSource } from '../tracking/source.ts';
import { type Clock, pause } from './clock.ts';
import type { RunsSnapshot } from './data-protocol.ts';
import { SCREEN_RUNS } from './page-size.ts';
import type { CachedRows } from './row-cache.ts';
import { OutsiderRuns } from './outsider-runs.ts';
import {
  abortPass,
  isSameSort,
  isSortOfSource,
  nameOfSort,
  pageSizeOf,
  type Pass,
  type RunsNeed,
  startPass,
  takePage,
} from './runs-pass.ts';

/** Cells written into columns between two pauses: 10 ms where every one is the first of its key, else 2 ms. */
const CELLS_PER_SLICE = 10_000;
/** The few runs of the first page are shown alone where the next page does not come at once. */
const FIRST_SCREEN_WAIT_MS = 200;
/** Rows of an earlier visit that come later than this are not worth the change on screen. */
const CACHE_WAIT_MS = 5_000;
/** A page that is under way is given the time to bring the rows on screen. */
const VERIFY_AFTER_MS = 300;
const STORE_AFTER_MS = 2_000;
/** Ids that fit into one `run_id IN (…)`; 1,000 were tried on 3.17.2 and 2.22.4. */
const IDS_PER_REQUEST = 200;

export interface RunsTableOptions {
  readonly source: TrackingSource;
  readonly clock: Clock;
  readonly experimentIds: readonly ExperimentId[];
  readonly lifecycle: Lifecycle;
  readonly sort: RunSort;
  readonly onChange: () => void;
  /** Whether the source takes filters. */
  readonly canFilter?: boolean;
  /** Rows of an earlier visit. */
  readonly cache?: TableCache | undefined;
}

export interface TableCache {
  read(): Promise<CachedRows | undefined>;
  write(frame: RunFrame, readAtMs: number): void;
}

/** How far the reading of what a view wants has come. */
export interface PassReport {
  readonly state: RunsSnapshot['state'];
  readonly failure: TrackingFailure | undefined;
  readonly runsPerSecond: number | undefined;
  /** What was asked of the server besides the experiments. */
  readonly filter: string | undefined;
  /** Every run that the view wants has been read; stays true while a reload goes on. */
  readonly isWhole: boolean;
  /** Rows come in the wanted order: none that is not here belongs before those that are. */
  readonly isInOrder: boolean;
  /** Ids of the first runs in the wanted order, where the source was asked for them apart. */
  readonly top: readonly RunId[] | undefined;
}

/** The runs of some experiments, read page after page for as long as it is active. */
export class RunsTable {
  private readonly options: RunsTableOptions;
  private rows = createRunFrame();
  private keys = createKeyCatalogue();
  /** Reads every run; waits while the runs of a filter are wanted. */
  private general: Pass;
  /** By the filter that was sent. */
  private readonly filtered = new Map<string, Pass>();
  private readonly needs = new Map<object, RunsNeed>();
  private isActive = false;
  private requests = new AbortController();
  /** First runs by filter and order; undefined while they are being read. */
  private readonly tops = new Map<string, readonly RunId[] | undefined>();
  private readonly outsiders: OutsiderRuns;
  private isFirstScreenDue = false;
  /** Rows of an earlier visit that have not been read again yet. */
  private readonly unverified = new Set<RunId>();
  private verifiedAtMs: number | undefined;
  /** Runs that came before the rows of an earlier visit, which go below them; undefined when these have come. */
  private early: Run[] | undefined;
  private cancelStore = (): void => undefined;
  private cancelVerify = (): void => undefined;

  /** Grows with every change of rows. */
  rowsVersion = 0;
  /** When the oldest of the rows was read. */
  readAtMs: number;
  /** Every run that there was has been read; stays true while a reload goes on. */
  private isWhole = false;

  constructor(options: RunsTableOptions) {
    this.options = options;
    this.general = startPass({ sort: options.sort, isChecking: options.cache !== undefined });
    this.readAtMs = options.clock.nowMs();
    this.outsiders = new OutsiderRuns(options.source, options.onChange);
    if (options.cache) void this.takeCached(options.cache);
  }

  get frame(): RunFrame {
    return this.rows;
  }

  get catalogue(): KeyCatalogueState {
    return this.keys;
  }

  /** When the rows of an earlier visit were read; undefined when all were read again. */
  get cachedAtMs(): number | undefined {
    return this.unverified.size > 0 ? this.verifiedAtMs : undefined;
  }

  /** True where the row is as the server has it, as far as it was read in this visit. */
  isVerified(id: RunId): boolean {
    return !this.unverified.has(id);
  }

  /** Reads these rows again soon, where they come from an earlier visit and no page has brought them by then. */
  verify(rows: Uint32Array): void {
    if (this.unverified.size === 0 || this.options.canFilter !== true) return;
    const ids = Array.from(rows, (row) => this.rows.ids[row]).filter((id) => id !== undefined);
    if (!ids.some((id) => this.unverified.has(id))) return;
    this.cancelVerify();
    this.cancelVerify = this.options.clock.after(VERIFY_AFTER_MS, () => {
      const stale = ids.filter((id) => this.unverified.has(id)).slice(0, IDS_PER_REQUEST);
      if (!this.isActive || stale.length === 0) return;
      this.readAgain(stale, this.requests.signal).then(this.options.onChange, () => {
        // The pass comes to them, or says that the server is gone.
      });
    });
  }

  /** False while the few runs of the first page are all that there is and more come in a moment. */
  get hasFirstScreen(): boolean {
    const count = this.rows.ids.length;
    const isUnderWay = this.activePasses().some(({ state }) => state === 'loading');
    return !isUnderWay || (count > 0 && (count >= SCREEN_RUNS || this.isFirstScreenDue));
  }

  /** What a view wants from now on; reads what is missing for it. */
  setNeed(owner: object, need: RunsNeed): void {
    const before = this.needs.get(owner);
    this.needs.set(owner, need);
    if (before?.pushed === need.pushed && before && isSameSort(before.sort, need.sort)) return;
    const { pushed, sort } = need;
    if (pushed !== undefined && !this.isWhole && !this.filtered.has(pushed)) {
      const isChecking = true;
      this.filtered.set(
        pushed,
        startPass({ filter: pushed, sort, isChecking, pageSize: this.firstPageSize() }),
      );
    }
    this.dropUnneeded();
    void this.readOn();
  }

  deleteNeed(owner: object): void {
    this.needs.delete(owner);
  }

  report(need: RunsNeed): PassReport {
    const pass = this.passOf(need);
    const isWhole = this.isWhole || pass.state === 'complete';
    return {
      state: pass.state === 'refused' ? 'loading' : pass.state,
      failure: pass.failure,
      runsPerSecond: pass.activeMs > 0 ? (pass.readCount * 1_000) / pass.activeMs : undefined,
      filter: pass.filter,
      isWhole,
      isInOrder: isSameSort(need.sort, pass.sort) && this.isSortOfSource(need),
      top: need.isPageSort ? undefined : this.tops.get(topName(need.sort, pass.filter)),
    };
  }

  setActive(isActive: boolean): void {
    if (isActive === this.isActive) return;
    this.isActive = isActive;
    if (!isActive) this.abortAll();
    void this.readOn();
  }

  /** Reads on after a failure, a stop or a pause. */
  retry(isForTheRest: boolean): void {
    this.outsiders.forgetUnreadable();
    for (const pass of this.activePasses()) {
      if (pass.state === 'complete' || pass.state === 'refused' || pass.state === 'loading') continue;
      if (isForTheRest) pass.isUnlimited = true;
      pass.state = 'loading';
      pass.failure = undefined;
    }
    this.options.onChange();
    void this.readOn();
  }

  stop(): void {
    for (const pass of this.activePasses()) {
      if (pass.state !== 'loading') continue;
      pass.state = 'stopped';
      abortPass(pass);
    }
    this.options.onChange();
  }

  /** Reads everything again, in this order where the source can. Rows stay until they prove to be gone. */
  reload(sort: RunSort): void {
    this.abortAll();
    this.tops.clear();
    this.outsiders.clear();
    const { isUnlimited } = this.general;
    const isChecking = this.rows.ids.length > 0;
    this.general = { ...startPass({ sort, isChecking, pageSize: this.firstPageSize() }), isUnlimited };
    this.filtered.clear();
    const needs = [...this.needs];
    this.needs.clear();
    for (const [owner, need] of needs) this.setNeed(owner, need);
    this.options.onChange();
    void this.readOn();
  }

  /**
   * Reads the first rows in the wanted order, once for each order and filter, where they are not the first of the
   * pass anyway.
   */
  async readTop(need: RunsNeed): Promise<void> {
    const { sort } = need;
    const pass = this.passOf(need);
    const name = topName(sort, pass.filter);
    const isThere = this.isWhole || pass.state === 'complete' || isSameSort(sort, pass.sort);
    if (!this.isActive || isThere || this.tops.has(name) || !this.isSortOfSource(need)) return;
    this.tops.set(name, undefined);
    try {
      const pageSize = Math.min(SCREEN_RUNS, this.firstPageSize() ?? SCREEN_RUNS);
      const { runs } = await this.request(
        { filter: pass.filter, sort, pageSize, pageToken: undefined },
        this.requests.signal,
      );
      await this.absorb(runs, pass);
      this.tops.set(
        name,
        runs.map(({ id }) => id),
      );
      this.options.onChange();
    } catch {
      // The pass goes on and finds the same rows; if the server is gone, it says so.
      this.tops.delete(name);
    }
  }

  /** A run read elsewhere: taken in if it is in the table. */
  refresh(run: Run): void {
    if (this.rows.rowOf.has(run.id)) this.write([run]);
    else if (!this.outsiders.refresh(run)) return;
    this.options.onChange();
  }

  /** A run that is not in the table, read once; undefined while under way, null if it cannot be read. */
  lookUp(id: RunId): Run | null | undefined {
    return this.outsiders.lookUp(id, this.requests.signal);
  }

  private isSortOfSource({ sort, isPageSort }: RunsNeed): boolean {
    return isPageSort !== true && isSortOfSource(sort, this.rows);
  }

  /** The pass that a need waits for. */
  private passOf({ pushed }: RunsNeed): Pass {
    const pass = pushed === undefined || this.isWhole ? undefined : this.filtered.get(pushed);
    return pass && pass.state !== 'refused' ? pass : this.general;
  }

  private activePasses(): readonly Pass[] {
    return [...new Set([...this.needs.values()].map((need) => this.passOf(need)))];
  }

  /** The passes to read on with: those of filters alone, if there are any. */
  private passesToRead(): readonly Pass[] {
    const passes = this.activePasses().filter(({ state }) => state === 'loading');
    const ofFilters = passes.filter(({ filter }) => filter !== undefined);
    if (ofFilters.length > 0) return ofFilters;
    const wantsOthers = [...this.needs.values()].some((need) => need.needsOthers?.() === true);
    return wantsOthers && this.general.state === 'loading' ? [...new Set([...passes, this.general])] : passes;
  }

  private dropUnneeded(): void {
    const wanted = new Set([...this.needs.values()].map(({ pushed }) => pushed));
    for (const [filter, pass] of this.filtered) {
      if (wanted.has(filter) || pass.state === 'complete' || pass.state === 'refused') continue;
      abortPass(pass);
      this.filtered.delete(filter);
    }
  }

  private async readOn(): Promise<void> {
    if (!this.isActive) return;
    await Promise.all(this.passesToRead().map((pass) => this.readPass(pass)));
  }

  /** Reads one page and goes on to the next, one at a time. */
  private async readPass(pass: Pass): Promise<void> {
    if (pass.isReading) return;
    pass.isReading = true;
    const { signal } = pass.requests;
    try {
      await this.readPage(pass, signal);
    } catch (thrown) {
      if (!signal.aborted) fail(pass, toTrackingFailure(thrown));
    }
    pass.isReading = false;
    this.options.onChange();
    void this.readOn();
  }

  private async readPage(pass: Pass, signal: AbortSignal): Promise<void> {
    const { clock } = this.options;
    const askedMs = clock.nowMs();
    const isFirst = pass.pageToken === undefined;
    const { filter, sort, pageToken } = pass;
    const page = await this.request({ filter, sort, pageSize: pageSizeOf(pass), pageToken }, signal);
    const nowMs = clock.nowMs();
    if (isFirst && pass === this.general) this.readAtMs = nowMs;
    await this.absorb(page.runs, pass);
    takePage(pass, page, askedMs, nowMs);
    if (pass.state === 'paused') this.storeSoon();
    if (page.nextPageToken === undefined) await this.finish(pass, signal);
    else if (isFirst) this.showFirstScreenSoon();
  }

  private showFirstScreenSoon(): void {
    if (this.isFirstScreenDue) return;
    this.options.clock.after(FIRST_SCREEN_WAIT_MS, () => {
      const wasHeldBack = !this.hasFirstScreen;
      this.isFirstScreenDue = true;
      if (wasHeldBack) this.options.onChange();
    });
  }

  private request(
    asked: Pick<Pass, 'filter' | 'sort' | 'pageToken'> & { readonly pageSize: number },
    signal: AbortSignal,
  ): Promise<RunsPage> {
    const { source, experimentIds, lifecycle } = this.options;
    const priority = asked.pageToken === undefined ? 'visible' : 'background';
    return source.searchRuns({ ...asked, experimentIds, lifecycle, priority }, signal);
  }

  /** What the runs known so far say of the size of others. */
  private firstPageSize(): number | undefined {
    const known = this.general.readCount > 0 ? this.general.pageSize : undefined;
    return known === undefined ? undefined : Math.min(known, SCREEN_RUNS);
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
    this.early?.push(...runs);
    if (this.unverified.size > 0) for (const { id } of runs) this.unverified.delete(id);
    updateKeyCatalogue(this.keys, this.rows);
    this.rowsVersion++;
  }

  private async finish(pass: Pass, signal: AbortSignal): Promise<void> {
    if (pass === this.general) {
      this.isWhole = true;
      if (pass.seenIds) this.remove((id) => pass.seenIds?.has(id) === false);
      this.storeSoon();
    } else {
      await this.checkUnseen(pass, signal);
    }
    pass.state = 'complete';
  }

  /** Rows that pass a filter here but did not come with it have changed at the server, or are gone. */
  private async checkUnseen(pass: Pass, signal: AbortSignal): Promise<void> {
    const need = [...this.needs.values()].find(({ pushed }) => pushed === pass.filter);
    const mask = need?.mask();
    const unseen = this.rows.ids.filter((id, row) => mask?.[row] === 1 && pass.seenIds?.has(id) === false);
    await this.readAgain(unseen, signal);
  }

  /** Reads rows by id; those that do not come back are gone. */
  private async readAgain(ids: readonly RunId[], signal: AbortSignal): Promise<void> {
    for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
      const asked = ids.slice(start, start + IDS_PER_REQUEST);
      const filter = `attributes.run_id IN (${asked.map((id) => `'${id}'`).join(', ')})`;
      const pageToken = undefined;
      const { sort } = this.general;
      const { runs } = await this.request({ filter, sort, pageSize: asked.length, pageToken }, signal);
      this.write(runs);
      const found = new Set(runs.map(({ id }) => id));
      const gone = new Set(asked.filter((id) => !found.has(id)));
      if (gone.size > 0) this.remove((id) => gone.has(id));
    }
  }

  private remove(isGone: (id: RunId) => boolean): void {
    if (!this.rows.ids.some(isGone)) return;
    for (const id of this.unverified) if (isGone(id)) this.unverified.delete(id);
    this.rows = retainRuns(this.rows, (id) => !isGone(id));
    this.keys = { ...createKeyCatalogue(), version: this.keys.version + 1 };
    this.write([]);
  }

  /** Rows of an earlier visit are shown until the server's come; those that prove to be gone go at the end. */
  private async takeCached(cache: TableCache): Promise<void> {
    const { clock, onChange } = this.options;
    this.early = [];
    const tooLate = new Promise<undefined>((resolve) => {
      clock.after(CACHE_WAIT_MS, () => resolve(undefined));
    });
    const cached = await Promise.race([cache.read().catch(() => undefined), tooLate]);
    const early = this.early;
    this.early = undefined;
    if (!cached || this.isWhole) return;
    this.rows = cached.frame;
    this.verifiedAtMs = cached.readAtMs;
    for (const id of cached.frame.ids) this.unverified.add(id);
    this.isFirstScreenDue = true;
    this.write(early);
    onChange();
  }

  private storeSoon(): void {
    const { cache, clock } = this.options;
    if (!cache) return;
    this.cancelStore();
    this.cancelStore = clock.after(STORE_AFTER_MS, () => {
      if (this.unverified.size === 0) cache.write(this.rows, this.readAtMs);
    });
  }

  private abortAll(): void {
    this.requests.abort();
    this.requests = new AbortController();
    for (const pass of [this.general, ...this.filtered.values()]) abortPass(pass);
  }
}

/** A filter that a server does not take costs time, not rows: everything is read and filtered here. */
function fail(pass: Pass, failure: TrackingFailure): void {
  if (pass.filter !== undefined && failure.kind === 'rejected') {
    pass.state = 'refused';
    return;
  }
  pass.failure = failure;
  pass.state = 'failed';
}

function topName(sort: RunSort, filter: string | undefined): string {
  return `${nameOfSort(sort)} ${filter ?? ''}`;
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
