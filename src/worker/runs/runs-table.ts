import type { ExperimentId, Lifecycle } from '../../domain/runs/experiment.ts';
import type { KeyCatalogueState } from '../../domain/runs/key-catalogue.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { RunSort } from '../../domain/runs/run-sort.ts';
import { type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { RunsSnapshot } from './runs-protocol.ts';
import { LiveRows } from './live-rows.ts';
import { LoadedRows, type TableCache } from './loaded-rows.ts';
import { OutsiderRuns } from './outsider-runs.ts';
import { PassBook } from './pass-book.ts';
import { PageReader } from './page-reader.ts';
import { SCREEN_RUNS } from './page-size.ts';
import {
  abortPass,
  failPass,
  isSameSort,
  isSortOfSource,
  nameOfSort,
  type Pass,
  type RunsNeed,
  takePage,
} from './runs-pass.ts';

/** The few runs of the first page are shown alone where the next page does not come at once. */
const FIRST_SCREEN_WAIT_MS = 200;
/** A page that is under way is given the time to bring the rows on screen. */
const VERIFY_AFTER_MS = 300;
/** Ids that fit into one `run_id IN (…)`; 1,000 were tried on 3.17.2 and 2.22.4. */
const IDS_PER_REQUEST = 200;

export interface RunsTableOptions {
  readonly source: TrackingSource;
  readonly clock: Clock;
  readonly experimentIds: readonly ExperimentId[];
  readonly lifecycle: Lifecycle;
  readonly sort: RunSort;
  readonly onChange: () => void;
  /** A tick is about to change rows: true where they stay where they stand, deleted ones too. */
  readonly onTick?: () => boolean;
  /** A run of the compare set that is none of the rows was read. */
  readonly onOutsider?: ((run: Run) => void) | undefined;
  /** Whether the source takes filters. */
  readonly canFilter?: boolean;
  /** Rows of an earlier visit. */
  readonly cache?: TableCache | undefined;
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
  readonly rows: LoadedRows;
  /** What is read and told beside the passes. */
  readonly live: LiveRows;
  private readonly pages: PageReader;
  private readonly passes: PassBook;
  private isActive = false;
  private requests = new AbortController();
  /** First runs by filter and order; undefined while they are being read. */
  private readonly tops = new Map<string, readonly RunId[] | undefined>();
  private readonly outsiders: OutsiderRuns;
  private isFirstScreenDue = false;
  private cancelVerify = (): void => undefined;

  constructor(options: RunsTableOptions) {
    this.options = options;
    this.passes = new PassBook(options.sort, options.cache !== undefined);
    this.rows = new LoadedRows(options.clock, options.cache);
    this.pages = new PageReader(options);
    this.outsiders = new OutsiderRuns(options.source, options.onChange, options.onOutsider);
    this.live = new LiveRows({
      rows: this.rows,
      pages: this.pages,
      outsiders: this.outsiders,
      isOfDeleted: options.lifecycle === 'deleted',
      isReady: () => this.isActive && this.passes.isAtRest,
      onTick: options.onTick ?? (() => false),
      onChange: options.onChange,
    });
    void this.takeCached();
  }

  get frame(): RunFrame {
    return this.rows.frame;
  }

  get catalogue(): KeyCatalogueState {
    return this.rows.catalogue;
  }

  /** Grows with every change of rows. */
  get rowsVersion(): number {
    return this.rows.version;
  }

  /** When the oldest of this visit's rows was read. */
  get readAtMs(): number {
    return this.rows.readAtMs;
  }

  /** When the rows of an earlier visit were read; undefined when all were read again. */
  get cachedAtMs(): number | undefined {
    return this.rows.cachedAtMs;
  }

  /** True where the row is as the server has it, as far as it was read in this visit. */
  isVerified(id: RunId): boolean {
    return this.rows.isVerified(id);
  }

  /** Reads these rows again soon, where they come from an earlier visit and no page has brought them by then. */
  verify(rows: Uint32Array): void {
    const ids = this.options.canFilter === true ? this.rows.unverifiedAmong(rows) : [];
    if (ids.length === 0) return;
    this.cancelVerify();
    this.cancelVerify = this.options.clock.after(VERIFY_AFTER_MS, () => {
      const stale = ids.filter((id) => !this.rows.isVerified(id)).slice(0, IDS_PER_REQUEST);
      if (!this.isActive || stale.length === 0) return;
      this.readAgain(stale, this.requests.signal).then(this.options.onChange, () => {
        // The pass comes to them, or says that the server is gone.
      });
    });
  }

  /** False while the few runs of the first page are all that there is and more come in a moment. */
  get hasFirstScreen(): boolean {
    const count = this.frame.ids.length;
    const isUnderWay = this.passes.active().some(({ state }) => state === 'loading');
    return !isUnderWay || (count > 0 && (count >= SCREEN_RUNS || this.isFirstScreenDue));
  }

  /** What a view wants from now on; reads what is missing for it. */
  setNeed(owner: object, need: RunsNeed): void {
    if (this.passes.setNeed(owner, need)) void this.readOn();
  }

  deleteNeed(owner: object): void {
    this.passes.deleteNeed(owner);
  }

  report(need: RunsNeed): PassReport {
    const pass = this.passes.passOf(need);
    const isWhole = this.passes.isWhole || pass.state === 'complete';
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
    for (const pass of this.passes.active()) {
      if (pass.state === 'complete' || pass.state === 'refused' || pass.state === 'loading') continue;
      if (isForTheRest) pass.isUnlimited = true;
      pass.state = 'loading';
      pass.failure = undefined;
    }
    this.options.onChange();
    void this.readOn();
  }

  stop(): void {
    for (const pass of this.passes.active()) {
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
    this.passes.restart(sort, this.frame.ids.length > 0);
    this.options.onChange();
    void this.readOn();
  }

  /**
   * Reads the first rows in the wanted order, once for each order and filter, where they are not the first of the
   * pass anyway.
   */
  async readTop(need: RunsNeed): Promise<void> {
    const { sort } = need;
    const pass = this.passes.passOf(need);
    const name = topName(sort, pass.filter);
    const isThere = this.passes.isWhole || pass.state === 'complete' || isSameSort(sort, pass.sort);
    if (!this.isActive || isThere || this.tops.has(name) || !this.isSortOfSource(need)) return;
    this.tops.set(name, undefined);
    try {
      const pageSize = Math.min(SCREEN_RUNS, this.passes.firstPageSize() ?? SCREEN_RUNS);
      const { runs } = await this.pages.request(
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

  /** A run read elsewhere: taken in if it is in the table, taken out if it does not belong there any more. */
  refresh(run: Run): void {
    if (!this.frame.rowOf.has(run.id)) {
      if (this.outsiders.refresh(run)) this.options.onChange();
      return;
    }
    if (this.isOwn(run)) this.rows.write([run]);
    else {
      this.rows.remove((id) => id === run.id);
      this.rows.storeSoon();
    }
    this.options.onChange();
  }

  /** A run was deleted at the server: a row keeps its place, what stood beside the rows is compared no more. */
  markDeleted(id: RunId): void {
    const isRow = this.rows.markGone([id]);
    if (this.outsiders.markDeleted(id) || isRow) this.options.onChange();
  }

  /** Runs after a change: those that belong here now come in, no pass need come to them; others leave. */
  take(runs: readonly Run[]): void {
    const own = runs.filter((run) => this.isOwn(run));
    const gone = new Set(runs.filter((run) => !this.isOwn(run)).map(({ id }) => id));
    for (const run of runs) this.outsiders.refresh(run);
    const passes = [...new Set([this.passes.general, ...this.passes.active()])];
    for (const { id } of own) {
      for (const pass of passes) pass.seenIds?.add(id);
      this.outsiders.delete(id);
    }
    const isFewer = runs.some(({ id }) => gone.has(id) && this.frame.rowOf.has(id));
    this.rows.remove((id) => gone.has(id));
    if (own.length > 0) this.rows.write(own);
    this.rows.storeSoon();
    // Sources tell pages by the number of runs before them: with fewer of these the next page would begin too late.
    const isBetweenPages = passes.some((pass) => pass.pageToken !== undefined && pass.state !== 'complete');
    if (isFewer && isBetweenPages) this.reload(this.passes.general.sort);
    else this.options.onChange();
  }

  private isOwn({ lifecycle, experimentId }: Run): boolean {
    return lifecycle === this.options.lifecycle && this.options.experimentIds.includes(experimentId);
  }

  /** A run that is not in the table, read once; undefined while under way, null if it cannot be read. */
  lookUp(id: RunId): Run | null | undefined {
    return this.outsiders.lookUp(id, this.requests.signal);
  }

  private isSortOfSource({ sort, isPageSort }: RunsNeed): boolean {
    return isPageSort !== true && isSortOfSource(sort, this.frame);
  }

  private async readOn(): Promise<void> {
    if (!this.isActive) return;
    await Promise.all(this.passes.toRead().map((pass) => this.readPass(pass)));
  }

  /** Reads one page and goes on to the next, one at a time. */
  private async readPass(pass: Pass): Promise<void> {
    if (pass.isReading) return;
    pass.isReading = true;
    const { signal } = pass.requests;
    try {
      await this.readPage(pass, signal);
    } catch (thrown) {
      if (!signal.aborted) failPass(pass, toTrackingFailure(thrown));
    }
    pass.isReading = false;
    this.options.onChange();
    void this.readOn();
  }

  private async readPage(pass: Pass, signal: AbortSignal): Promise<void> {
    const isFirst = pass.pageToken === undefined;
    const { askedMs, answer } = this.pages.next(pass);
    const page = await answer;
    const nowMs = this.options.clock.nowMs();
    if (isFirst && pass === this.passes.general) this.rows.readAtMs = nowMs;
    await this.absorb(page.runs, pass);
    if (signal.aborted) return;
    takePage(pass, page, askedMs, nowMs);
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

  private absorb(runs: readonly Run[], pass: Pass): Promise<void> {
    return this.rows.absorb(runs, (slice) => {
      for (const { id } of slice) {
        pass.seenIds?.add(id);
        this.outsiders.delete(id);
      }
    });
  }

  private async finish(pass: Pass, signal: AbortSignal): Promise<void> {
    if (pass === this.passes.general) {
      this.passes.isWhole = true;
      if (pass.seenIds) this.rows.remove((id) => pass.seenIds?.has(id) === false);
      this.rows.storeSoon({ isLast: true });
    } else {
      await this.checkUnseen(pass, signal);
    }
    pass.state = 'complete';
  }

  /** Rows that pass a filter here but did not come with it have changed at the server, or are gone. */
  private async checkUnseen(pass: Pass, signal: AbortSignal): Promise<void> {
    const need = this.passes.needOf(pass.filter);
    const mask = need?.mask();
    const unseen = this.frame.ids.filter((id, row) => mask?.[row] === 1 && pass.seenIds?.has(id) === false);
    await this.readAgain(unseen, signal);
  }

  /** Reads rows by id; those that do not come back are gone. */
  private async readAgain(ids: readonly RunId[], signal: AbortSignal): Promise<void> {
    for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
      const asked = ids.slice(start, start + IDS_PER_REQUEST);
      const filter = `attributes.run_id IN (${asked.map((id) => `'${id}'`).join(', ')})`;
      const pageToken = undefined;
      const { sort } = this.passes.general;
      const { runs } = await this.pages.request({ filter, sort, pageSize: asked.length, pageToken }, signal);
      this.rows.write(runs);
      const found = new Set(runs.map(({ id }) => id));
      const gone = new Set(asked.filter((id) => !found.has(id)));
      if (gone.size > 0) this.rows.remove((id) => gone.has(id));
    }
  }

  private async takeCached(): Promise<void> {
    if (!(await this.rows.takeCached(() => this.passes.isWhole))) return;
    this.isFirstScreenDue = true;
    this.options.onChange();
  }

  private abortAll(): void {
    this.requests.abort();
    this.requests = new AbortController();
    this.passes.abortAll();
  }
}

function topName(sort: RunSort, filter: string | undefined): string {
  return `${nameOfSort(sort)} ${filter ?? ''}`;
}
