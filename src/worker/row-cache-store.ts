import { createStore, delMany, get, keys, set, update } from 'idb-keyval';
import { systemClock } from './clock.ts';
import { createRowCache, type KeyValueStore, type RowCache } from './row-cache.ts';

/** Rows in IndexedDB; undefined where the browser has none. */
export function openRowCache(): RowCache | undefined {
  return typeof indexedDB === 'undefined' ? undefined : createRowCache(openStore(), systemClock);
}

function openStore(): KeyValueStore {
  const store = createStore('runlens-rows', 'rows');
  return {
    get: (key) => get<unknown>(key, store),
    set: (key, value) => set(key, value, store),
    delete: (gone) => delMany([...gone], store),
    keys: () => keys<string>(store),
    update: (key, change) => update<unknown>(key, change, store),
  };
}
