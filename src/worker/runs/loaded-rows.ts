import {
  createKeyCatalogue,
  type KeyCatalogueState,
  updateKeyCatalogue,
} from '../../domain/runs/key-catalogue.ts';
import { appendRuns, createRunFrame, retainRuns, type RunFrame } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { type Clock, pause } from '../clock.ts';
import type { CachedRows } from './row-cache.ts';

/** Cells written into columns between two pauses: 10 ms where every one is the first of its key, else 2 ms. */
const CELLS_PER_SLICE = 10_000;
/** Rows of an earlier visit that come later than this are not worth the change on screen. */
const CACHE_WAIT_MS = 5_000;
const STORE_AFTER_MS = 2_000;
/** Packing 10,000 rows takes the worker some 100 ms; a visit that ends early loses this much at most. */
const STORE_EVERY_MS = 10_000;

/** Where rows are kept from visit to visit. */
export interface TableCache {
  read(): Promise<CachedRows | undefined>;
  write(frame: RunFrame, readAtMs: number): void;
}

/** The rows that are here, of this visit and of an earlier one, with the catalogue of their keys. */
export class LoadedRows {
  private readonly clock: Clock;
  private readonly cache: TableCache | undefined;
  private current = createRunFrame();
  private keys = createKeyCatalogue();
  /** Rows of an earlier visit that have not been read again yet. */
  private readonly unverified = new Set<RunId>();
  private verifiedAtMs: number | undefined;
  /** Runs that came before the rows of an earlier visit, which go below them; undefined when these have come. */
  private early: Run[] | undefined;
  /** Deleted at the server, and still shown. */
  private readonly gone = new Set<RunId>();
  private cancelStore: (() => void) | undefined;
  private lastStoreMs = -Infinity;

  /** Grows with every change of rows. */
  version = 0;
  /** When the oldest of this visit's rows was read. */
  readAtMs: number;

  constructor(clock: Clock, cache: TableCache | undefined) {
    this.clock = clock;
    this.cache = cache;
    this.readAtMs = clock.nowMs();
  }

  get frame(): RunFrame {
    return this.current;
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

  /** Those of the rows that come from an earlier visit. */
  unverifiedAmong(rows: Uint32Array): readonly RunId[] {
    if (this.unverified.size === 0) return [];
    const { ids } = this.current;
    return Array.from(rows, (row) => ids[row])
      .filter((id) => id !== undefined)
      .filter((id) => this.unverified.has(id));
  }

  /** Takes many runs in, in slices between which waiting messages are handled. */
  async absorb(runs: readonly Run[], onSlice: (slice: readonly Run[]) => void): Promise<void> {
    let start = 0;
    while (start < runs.length) {
      const end = endOfSlice(runs, start);
      const slice = runs.slice(start, end);
      this.write(slice);
      onSlice(slice);
      start = end;
      if (start < runs.length) await pause();
    }
    this.storeSoon();
  }

  write(runs: readonly Run[]): void {
    appendRuns(this.current, runs);
    this.early?.push(...runs);
    for (const { id } of runs) {
      this.unverified.delete(id);
      this.gone.delete(id);
    }
    updateKeyCatalogue(this.keys, this.current);
    this.version++;
  }

  remove(isGone: (id: RunId) => boolean): void {
    if (!this.current.ids.some(isGone)) return;
    for (const id of this.unverified) if (isGone(id)) this.unverified.delete(id);
    this.current = retainRuns(this.current, (id) => !isGone(id));
    this.keys = { ...createKeyCatalogue(), version: this.keys.version + 1 };
    this.write([]);
  }

  /** Deleted at the server since it is shown. */
  isGone(id: RunId): boolean {
    return this.gone.has(id);
  }

  /** How many of these rows are. */
  goneAmong(rows: Uint32Array): number {
    if (this.gone.size === 0) return 0;
    const { ids } = this.current;
    return rows.reduce((count, row) => count + Number(this.gone.has(ids[row] ?? NO_RUN)), 0);
  }

  /** Rows that stay until `dropGone`: what is looked at does not vanish by itself. False where all were known. */
  markGone(ids: readonly RunId[]): boolean {
    const lost = ids.filter((id) => this.current.rowOf.has(id) && !this.gone.has(id));
    for (const id of lost) this.gone.add(id);
    return lost.length > 0;
  }

  dropGone(): void {
    if (this.gone.size === 0) return;
    const dropped = new Set(this.gone);
    this.gone.clear();
    this.remove((id) => dropped.has(id));
  }

  /**
   * Rows of an earlier visit, shown until the server's come; those that prove to be gone go at the end. True where
   * there were some, and in time.
   *
   * @param isInVain the server's rows are all here by now
   */
  async takeCached(isInVain: () => boolean): Promise<boolean> {
    if (!this.cache) return false;
    this.early = [];
    const tooLate = new Promise<undefined>((resolve) => {
      this.clock.after(CACHE_WAIT_MS, () => resolve(undefined));
    });
    const cached = await Promise.race([this.cache.read().catch(() => undefined), tooLate]);
    const early = this.early;
    this.early = undefined;
    if (!cached || isInVain()) return false;
    this.current = cached.frame;
    this.verifiedAtMs = cached.readAtMs;
    for (const id of cached.frame.ids) this.unverified.add(id);
    this.write(early);
    return true;
  }

  /** Keeps the rows for the next visit: now and then while they come, and soon after the last of them. */
  storeSoon({ isLast = false } = {}): void {
    const { clock } = this;
    if (!this.cache || (this.cancelStore && !isLast)) return;
    this.cancelStore?.();
    const waitMs = isLast ? 0 : this.lastStoreMs + STORE_EVERY_MS - clock.nowMs();
    this.cancelStore = clock.after(Math.max(STORE_AFTER_MS, waitMs), () => this.store());
  }

  private store(): void {
    this.cancelStore = undefined;
    // What is kept may be more than what is here as long as it has not come.
    if (this.early) return;
    this.lastStoreMs = this.clock.nowMs();
    // Rows of both visits are as old as the older ones.
    this.cache?.write(this.current, this.cachedAtMs ?? this.readAtMs);
  }
}

const NO_RUN = '' as RunId;

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
