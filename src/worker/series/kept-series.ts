import { viewSeries } from '../../domain/series/series-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import type { HistoryName } from './history-cache.ts';
import { type Entry, isUntouched } from './series-entry.ts';

/** What is kept of the histories of one source. */
export interface KeptHistories {
  /** In the order of the names; undefined where nothing is kept. */
  read(names: readonly HistoryName[]): Promise<readonly (Series | undefined)[]>;
  keep(name: HistoryName, series: Series): void;
}

export interface KeptSeriesOptions {
  readonly kept: KeptHistories | undefined;
  readonly lastStepOf: (name: HistoryName) => number | undefined;
  /** Whether the last step was read in this visit, and not in an earlier one. */
  readonly isProven: (runId: RunId) => boolean;
}

/** Whole histories of ended runs from earlier visits, and for later ones. */
export class KeptSeries {
  private readonly kept: KeptHistories | undefined;
  private readonly lastStepOf: (name: HistoryName) => number | undefined;
  private readonly isProven: (runId: RunId) => boolean;
  /** As an earlier visit left them, of runs that have not been read in this one. */
  private readonly unproven = new Set<Entry>();

  constructor({ kept, lastStepOf, isProven }: KeptSeriesOptions) {
    this.kept = kept;
    this.lastStepOf = lastStepOf;
    this.isProven = isProven;
  }

  /** Of a run that goes on, or of which nothing tells whether it went on since, a kept history may be an old one. */
  mayHave(entry: Entry): boolean {
    if (!this.kept || entry.isLookedUp || entry.wasRunning || !isUntouched(entry)) return false;
    return this.lastStepOf(entry) !== undefined;
  }

  /** What an earlier visit kept, where it ends at the step that the run ends at; in the order of the entries. */
  async find(entries: readonly Entry[]): Promise<readonly (Series | undefined)[]> {
    const found = (await this.kept?.read(entries)) ?? [];
    return entries.map((entry, index) => {
      const series = found[index];
      if (!series || series.steps.at(-1) !== this.lastStepOf(entry)) return undefined;
      this.doubt(entry);
      return series;
    });
  }

  /** What is held stands on what an earlier visit read of the run, unless this one has read it too. */
  doubt(entry: Entry): void {
    if (!this.isProven(entry.runId)) this.unproven.add(entry);
  }

  /** Entries that came from an earlier visit and whose run went on since, as far as is known by now. Told once. */
  takeOutdated(): readonly Entry[] {
    const proven = [...this.unproven].filter(({ runId }) => this.isProven(runId));
    for (const entry of proven) this.unproven.delete(entry);
    return proven.filter((entry) => viewSeries(entry.columns).steps.at(-1) !== this.lastStepOf(entry));
  }

  isUnproven(entry: Entry): boolean {
    return this.unproven.has(entry);
  }

  /** Keeps a history that is whole and will not grow. */
  keep(entry: Entry): void {
    if (!this.kept || entry.isKept || entry.wasRunning || entry.state !== 'exact') return;
    entry.isKept = true;
    this.kept.keep(entry, viewSeries(entry.columns));
  }

  forget(entry: Entry): void {
    this.unproven.delete(entry);
  }
}
