import type { RunId } from '../../domain/runs/run.ts';
import { POINT_BYTES } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import type { BoundedCache, CacheBounds, CacheEntry } from '../bounded-cache.ts';
import type { Clock } from '../clock.ts';

export const HISTORY_CACHE_BOUNDS: CacheBounds = {
  schema: 'histories-1',
  maxEntries: 20_000,
  maxBytes: 300_000_000,
};
/** What comes in the meantime is written in one go: each write costs a look through the index. */
const WRITE_AFTER_MS = 1_000;
/** Of one write, so that it does not hold twice what is held anyway. */
const MAX_WAITING_BYTES = 30_000_000;
/** What a name and an index entry take besides the points. */
const ENTRY_BYTES = 300;

export interface HistoryName {
  readonly runId: RunId;
  readonly key: string;
}

/** Whole histories of ended runs, kept in the browser from visit to visit. */
export interface HistoryCache {
  /** In the order of the names; undefined where nothing is kept. */
  read(source: string, names: readonly HistoryName[]): Promise<readonly (Series | undefined)[]>;
  /** Written a moment later. The columns are copied. */
  keep(source: string, name: HistoryName, series: Series): void;
  clear(): Promise<void>;
}

export function createHistoryCache(cache: BoundedCache, clock: Clock): HistoryCache {
  let waiting: CacheEntry[] = [];
  let waitingBytes = 0;
  let cancel: (() => void) | undefined;

  function flush(): void {
    cancel?.();
    cancel = undefined;
    const entries = waiting;
    waiting = [];
    waitingBytes = 0;
    void cache.write(entries);
  }

  return {
    read: async (source, names) => {
      const values = await cache.read(names.map((name) => nameOf(source, name)));
      return values.map((value) => (isSeries(value) ? value : undefined));
    },
    keep: (source, name, { steps, timestampsMs, values }) => {
      const value = { steps: steps.slice(), timestampsMs: timestampsMs.slice(), values: values.slice() };
      const bytes = steps.length * POINT_BYTES + ENTRY_BYTES;
      waiting.push({ name: nameOf(source, name), value, bytes });
      waitingBytes += bytes;
      if (waitingBytes > MAX_WAITING_BYTES) flush();
      else cancel ??= clock.after(WRITE_AFTER_MS, flush);
    },
    clear: () => {
      waiting = [];
      waitingBytes = 0;
      return cache.clear();
    },
  };
}

function nameOf(source: string, { runId, key }: HistoryName): string {
  return `${source} ${runId} ${key}`;
}

function isSeries(value: unknown): value is Series {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['steps', 'timestampsMs', 'values'].every(
      (name) => name in value && Reflect.get(value, name) instanceof Float64Array,
    )
  );
}
