import { heldBytes, mergePoints, trimColumns } from '../../domain/series/series-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { createEntry, type Entry, forget, nameOf, takeKept } from './series-entry.ts';

/** The histories that are held, and how much memory they take. */
export class HeldSeries {
  private readonly maxBytes: number;
  /** In the order of last use: a map keeps the order of insertion. */
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get(key: string, runId: RunId): Entry | undefined {
    return this.entries.get(nameOf(key, runId));
  }

  /** As the last used one; made where there is none. */
  use(key: string, runId: RunId): Entry {
    const name = nameOf(key, runId);
    const entry = this.entries.get(name) ?? createEntry(key, runId);
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry;
  }

  all(): Iterable<Entry> {
    return this.entries.values();
  }

  /** Adds points to what is held of it. */
  merge(entry: Entry, points: Series): void {
    this.change(entry, () => {
      mergePoints(entry.columns, points);
      if (entry.isComplete) trimColumns(entry.columns);
    });
  }

  /** Takes the whole history as an earlier visit read it. */
  takeKept(entry: Entry, series: Series): void {
    this.change(entry, () => takeKept(entry, series));
  }

  /** Nothing that was read of it holds any more. */
  drop(entry: Entry): void {
    this.change(entry, () => forget(entry));
  }

  /** Beyond the limit of memory those that nobody uses go, least recently used first. */
  evict(onGone: (entry: Entry) => void): void {
    for (const [name, entry] of this.entries) {
      if (this.bytes <= this.maxBytes) return;
      if (entry.loading || entry.watches.size > 0) continue;
      this.entries.delete(name);
      this.bytes -= heldBytes(entry.columns);
      onGone(entry);
    }
  }

  clear(): void {
    this.entries.clear();
    this.bytes = 0;
  }

  private change(entry: Entry, action: () => void): void {
    const before = heldBytes(entry.columns);
    action();
    this.bytes += heldBytes(entry.columns) - before;
  }
}
