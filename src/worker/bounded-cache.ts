import type { Clock } from './clock.ts';

/** The storage, as a test can replace it. Any call may fail. */
export interface KeyValueStore {
  /** In the order of the keys; undefined where there is none. */
  get(keys: readonly string[]): Promise<readonly unknown[]>;
  set(entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  keys(): Promise<readonly string[]>;
  /** Nothing else is written between reading and writing. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
}

export interface CacheEntry {
  readonly name: string;
  readonly value: unknown;
  readonly bytes: number;
}

/** Values kept in the browser from visit to visit, the least recently used go. Where storage fails, nothing is kept. */
export interface BoundedCache {
  /** In the order of the names; undefined where nothing is kept. */
  read(names: readonly string[]): Promise<readonly unknown[]>;
  write(entries: readonly CacheEntry[]): Promise<void>;
  forget(names: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

export interface CacheBounds {
  /** Grows when what is stored changes its shape: older entries are then never read, and cleared away. */
  readonly schema: string;
  readonly maxEntries: number;
  readonly maxBytes: number;
}

type Index = Readonly<Record<string, { readonly bytes: number; readonly usedAtMs: number }>>;

export function createBoundedCache(store: KeyValueStore, clock: Clock, bounds: CacheBounds): BoundedCache {
  const { schema } = bounds;
  const indexKey = `${schema} index`;
  const keyOf = (name: string) => `${schema} of ${name}`;

  /** @param bytes of the names that are new; the others keep theirs */
  async function noteUse(names: readonly string[], bytes: ReadonlyMap<string, number>): Promise<void> {
    let dropped: readonly string[] = [];
    await store.update(indexKey, (value) => {
      const index: Index = isIndex(value) ? value : {};
      const used: Record<string, Index[string]> = { ...index };
      for (const name of names) {
        const known = bytes.get(name) ?? index[name]?.bytes;
        if (known !== undefined) used[name] = { bytes: known, usedAtMs: clock.nowMs() };
      }
      const kept = keepLatest(used, bounds);
      dropped = Object.keys(used).filter((each) => !(each in kept));
      return kept;
    });
    if (dropped.length > 0) await store.delete(dropped.map(keyOf));
  }

  async function dropOldSchemas(): Promise<void> {
    const old = (await store.keys()).filter((key) => !key.startsWith(`${schema} `));
    if (old.length > 0) await store.delete(old);
  }

  return {
    read: async (names) => {
      try {
        const values = await store.get(names.map(keyOf));
        const found = names.filter((_, index) => values[index] !== undefined);
        if (found.length > 0) void noteUse(found, new Map()).catch(() => undefined);
        return values;
      } catch {
        return names.map(() => undefined);
      }
    },
    write: async (entries) => {
      try {
        await store.set(entries.map(({ name, value }) => [keyOf(name), value] as const));
        const bytes = new Map(entries.map((entry) => [entry.name, entry.bytes]));
        await noteUse([...bytes.keys()], bytes);
        await dropOldSchemas();
      } catch {
        // A full or forbidden storage costs the next visit some time, nothing else.
      }
    },
    forget: async (names) => {
      try {
        await store.delete(names.map(keyOf));
      } catch {
        // What cannot be deleted is checked before it is used.
      }
    },
    clear: async () => {
      try {
        await store.delete(await store.keys());
      } catch {
        // Nothing can be kept where nothing can be cleared.
      }
    },
  };
}

function keepLatest(index: Index, { maxEntries, maxBytes }: CacheBounds): Index {
  const kept: Record<string, Index[string]> = {};
  let bytes = 0;
  const latestFirst = Object.entries(index).toSorted(([, left], [, right]) => right.usedAtMs - left.usedAtMs);
  for (const [name, entry] of latestFirst.slice(0, maxEntries)) {
    bytes += entry.bytes;
    if (bytes > maxBytes) break;
    kept[name] = entry;
  }
  return kept;
}

function isIndex(value: unknown): value is Index {
  return typeof value === 'object' && value !== null;
}
