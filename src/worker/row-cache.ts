import type { RunFrame } from '../domain/run-frame.ts';
import { type Clock, pause } from './clock.ts';
import { packEnded, type PackedFrame, sizeOfPacked, unpackFrame } from './pack-frame.ts';

/** Grows when what is stored changes its shape: older entries are then never read, and cleared away. */
const SCHEMA = 'rows-1';
const INDEX = `${SCHEMA} index`;
const MAX_ENTRIES = 20;
const MAX_BYTES = 150_000_000;
const MAX_ENTRY_BYTES = 50_000_000;

/** What is kept of an earlier visit. */
export interface CachedRows {
  readonly frame: RunFrame;
  readonly readAtMs: number;
}

/** Rows of ended runs, kept in the browser from visit to visit. Where storage fails, it is as if nothing was kept. */
export interface RowCache {
  read(name: string): Promise<CachedRows | undefined>;
  write(name: string, frame: RunFrame, readAtMs: number): Promise<void>;
  clear(): Promise<void>;
}

/** The storage, as a test can replace it. Any call may fail. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  keys(): Promise<readonly string[]>;
  /** Nothing else is written between reading and writing. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>;
}

interface Entry {
  readonly readAtMs: number;
  readonly packed: PackedFrame;
}

type Index = Readonly<Record<string, { readonly bytes: number; readonly usedAtMs: number }>>;

export function createRowCache(store: KeyValueStore, clock: Clock): RowCache {
  async function noteUse(name: string, bytes: number | undefined): Promise<void> {
    let dropped: readonly string[] = [];
    await store.update(INDEX, (value) => {
      const index: Index = isIndex(value) ? value : {};
      const known = bytes ?? index[name]?.bytes;
      const used =
        known === undefined ? index : { ...index, [name]: { bytes: known, usedAtMs: clock.nowMs() } };
      const kept = keepLatest(used);
      dropped = Object.keys(used).filter((each) => !(each in kept));
      return kept;
    });
    if (dropped.length > 0) await store.delete(dropped.map(keyOf));
  }

  async function dropOldSchemas(): Promise<void> {
    const old = (await store.keys()).filter((key) => !key.startsWith(`${SCHEMA} `));
    if (old.length > 0) await store.delete(old);
  }

  return {
    read: async (name) => {
      try {
        const entry = await store.get(keyOf(name));
        if (!isEntry(entry)) return undefined;
        const frame = await unpackFrame(entry.packed, pause);
        void noteUse(name, undefined).catch(() => undefined);
        return { frame, readAtMs: entry.readAtMs };
      } catch {
        return undefined;
      }
    },
    write: async (name, frame, readAtMs) => {
      try {
        const packed = await packEnded(frame, pause);
        const bytes = sizeOfPacked(packed);
        if (packed.ids.length === 0 || bytes > MAX_ENTRY_BYTES) {
          await store.delete([keyOf(name)]);
          return;
        }
        await store.set(keyOf(name), { readAtMs, packed } satisfies Entry);
        await noteUse(name, bytes);
        await dropOldSchemas();
      } catch {
        // A full or forbidden storage costs the next visit some time, nothing else.
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

function keepLatest(index: Index): Index {
  const kept: Record<string, Index[string]> = {};
  let bytes = 0;
  const latestFirst = Object.entries(index).toSorted(([, left], [, right]) => right.usedAtMs - left.usedAtMs);
  for (const [name, entry] of latestFirst.slice(0, MAX_ENTRIES)) {
    bytes += entry.bytes;
    if (bytes > MAX_BYTES) break;
    kept[name] = entry;
  }
  return kept;
}

function keyOf(name: string): string {
  return `${SCHEMA} of ${name}`;
}

/** Written by this code under this schema. */
function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'packed' in value && 'readAtMs' in value;
}

function isIndex(value: unknown): value is Index {
  return typeof value === 'object' && value !== null;
}
