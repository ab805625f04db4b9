import type { RunSort } from '../../domain/runs/run-sort.ts';
import { abortPass, isSameSort, type Pass, type RunsNeed, startPass } from './runs-pass.ts';
import { SCREEN_RUNS } from './page-size.ts';

/** What views need of a table, and the passes that read it: one for all runs, one for each filter that was sent. */
export class PassBook {
  /** Every run that there was has been read; stays true while a reload goes on. */
  isWhole = false;
  /** Reads every run; waits while the runs of a filter are wanted. */
  general: Pass;
  /** By the filter that was sent. */
  private readonly filtered = new Map<string, Pass>();
  private readonly needs = new Map<object, RunsNeed>();

  constructor(sort: RunSort, isChecking: boolean) {
    this.general = startPass({ sort, isChecking });
  }

  /** What a view wants from now on; false where it is what it wanted before. */
  setNeed(owner: object, need: RunsNeed): boolean {
    const before = this.needs.get(owner);
    this.needs.set(owner, need);
    if (before?.pushed === need.pushed && before && isSameSort(before.sort, need.sort)) return false;
    const { pushed: filter, sort } = need;
    if (filter !== undefined && !this.isWhole && !this.filtered.has(filter)) {
      const pageSize = this.firstPageSize();
      this.filtered.set(filter, startPass({ filter, sort, isChecking: true, pageSize }));
    }
    this.dropUnneeded();
    return true;
  }

  deleteNeed(owner: object): void {
    this.needs.delete(owner);
  }

  /** A need that waits for this filter. */
  needOf(filter: string | undefined): RunsNeed | undefined {
    return [...this.needs.values()].find(({ pushed }) => pushed === filter);
  }

  /** The pass that a need waits for. */
  passOf({ pushed }: RunsNeed): Pass {
    const pass = pushed === undefined || this.isWhole ? undefined : this.filtered.get(pushed);
    return pass && pass.state !== 'refused' ? pass : this.general;
  }

  /** The passes that someone waits for. */
  active(): readonly Pass[] {
    return [...new Set([...this.needs.values()].map((need) => this.passOf(need)))];
  }

  /** Whether all that somebody waits for was read, as far as it is read unasked. */
  get isAtRest(): boolean {
    const states = this.active().map(({ state }) => state);
    return states.length > 0 && states.every((state) => state !== 'loading' && state !== 'failed');
  }

  /** The passes to read on with: those of filters alone, if there are any. */
  toRead(): readonly Pass[] {
    const passes = this.active().filter(({ state }) => state === 'loading');
    const ofFilters = passes.filter(({ filter }) => filter !== undefined);
    if (ofFilters.length > 0) return ofFilters;
    const wantsOthers = [...this.needs.values()].some((need) => need.needsOthers?.() === true);
    return wantsOthers && this.general.state === 'loading' ? [...new Set([...passes, this.general])] : passes;
  }

  /** Forgets what was read; the needs stay. */
  restart(sort: RunSort, isChecking: boolean): void {
    const { isUnlimited } = this.general;
    this.abortAll();
    this.general = { ...startPass({ sort, isChecking, pageSize: this.firstPageSize() }), isUnlimited };
    this.filtered.clear();
    const needs = [...this.needs];
    this.needs.clear();
    for (const [owner, need] of needs) this.setNeed(owner, need);
  }

  abortAll(): void {
    for (const pass of [this.general, ...this.filtered.values()]) abortPass(pass);
  }

  /** What the runs known so far say of the size of others. */
  firstPageSize(): number | undefined {
    const known = this.general.readCount > 0 ? this.general.pageSize : undefined;
    return known === undefined ? undefined : Math.min(known, SCREEN_RUNS);
  }

  private dropUnneeded(): void {
    const wanted = new Set([...this.needs.values()].map(({ pushed }) => pushed));
    for (const [filter, pass] of this.filtered) {
      if (wanted.has(filter) || pass.state === 'complete' || pass.state === 'refused') continue;
      abortPass(pass);
      this.filtered.delete(filter);
    }
  }
}
