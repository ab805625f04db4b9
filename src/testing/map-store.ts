import type { KeyValueStore } from '../worker/bounded-cache.ts';

/** A storage in memory that copies what it takes and gives, as IndexedDB does. */
export function createMapStore(): KeyValueStore & { readonly entries: Map<string, unknown> } {
  const entries = new Map<string, unknown>();
  return {
    entries,
    get: (keys) => Promise.resolve(keys.map((key) => structuredClone(entries.get(key)))),
    set: async (added) => {
      for (const [key, value] of added) entries.set(key, structuredClone(value));
    },
    delete: async (keys) => keys.forEach((key) => entries.delete(key)),
    keys: () => Promise.resolve([...entries.keys()]),
    update: async (key, change) => void entries.set(key, change(entries.get(key))),
  };
}
