import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { BoundedCache, CacheBounds } from '../bounded-cache.ts';
import { pause } from '../clock.ts';
import { packEnded, type PackedFrame, sizeOfPacked, unpackFrame } from './pack-frame.ts';

export const ROW_CACHE_BOUNDS: CacheBounds = { schema: 'rows-1', maxEntries: 20, maxBytes: 150_000_000 };
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

interface Entry {
  readonly readAtMs: number;
  readonly packed: PackedFrame;
}

export function createRowCache(cache: BoundedCache): RowCache {
  return {
    read: async (name) => {
      const [entry] = await cache.read([name]);
      if (!isEntry(entry)) return undefined;
      try {
        return { frame: await unpackFrame(entry.packed, pause), readAtMs: entry.readAtMs };
      } catch {
        return undefined;
      }
    },
    write: async (name, frame, readAtMs) => {
      const packed = await packEnded(frame, pause);
      const bytes = sizeOfPacked(packed);
      const isKept = packed.ids.length > 0 && bytes <= MAX_ENTRY_BYTES;
      if (isKept) await cache.write([{ name, value: { readAtMs, packed } satisfies Entry, bytes }]);
      else await cache.forget([name]);
    },
    clear: () => cache.clear(),
  };
}

/** Written by this code under this schema. */
function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'packed' in value && 'readAtMs' in value;
}
