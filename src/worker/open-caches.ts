import { createStore, delMany, getMany, keys, setMany, update } from 'idb-keyval';
import {
  type BoundedCache,
  type CacheBounds,
  createBoundedCache,
  type KeyValueStore,
} from './bounded-cache.ts';
import { systemClock } from './clock.ts';
import { createHistoryCache, HISTORY_CACHE_BOUNDS, type HistoryCache } from './series/history-cache.ts';
import { createRowCache, ROW_CACHE_BOUNDS, type RowCache } from './runs/row-cache.ts';

export interface Caches {
  readonly rows: RowCache;
  readonly histories: HistoryCache;
}

/** What is kept in IndexedDB; undefined where the browser has none. */
export function openCaches(): Caches | undefined {
  if (typeof indexedDB === 'undefined') return undefined;
  return {
    rows: createRowCache(openCache('rows', ROW_CACHE_BOUNDS)),
    histories: createHistoryCache(openCache('histories', HISTORY_CACHE_BOUNDS), systemClock),
  };
}

function openCache(name: string, bounds: CacheBounds): BoundedCache {
  return createBoundedCache(openStore(`runlens-${name}`, name), systemClock, bounds);
}

function openStore(database: string, name: string): KeyValueStore {
  const store = createStore(database, name);
  return {
    get: (wanted) => getMany<unknown>([...wanted], store),
    set: (entries) =>
      setMany(
        entries.map(([key, value]) => [key, value]),
        store,
      ),
    delete: (gone) => delMany([...gone], store),
    keys: () => keys<string>(store),
    update: (key, change) => update<unknown>(key, change, store),
  };
}
