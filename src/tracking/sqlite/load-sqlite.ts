import type { Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { TrackingError } from '../errors.ts';

let loading: Promise<Sqlite3Static> | undefined;

/**
 * SQLite's WebAssembly build, fetched at the first call only (412 KB + 60 KB after gzip), then shared.
 * Rejects with `network` where it cannot be fetched or started; the next call tries again.
 */
export function loadSqlite(): Promise<Sqlite3Static> {
  loading ??= startSqlite().catch((thrown: unknown) => {
    loading = undefined;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TrackingError({ kind: 'network', subject: 'sqlite3.wasm', detail });
  });
  return loading;
}

async function startSqlite(): Promise<Sqlite3Static> {
  // Databases live in memory here: without this the library starts a worker of its own for files, or warns that it
  // cannot. `sqlite3ApiConfig` is how it takes options (sqlite.org/wasm/doc/trunk/api-index.md).
  Reflect.set(globalThis, 'sqlite3ApiConfig', {
    warn: () => undefined,
    error: () => undefined,
    disable: { vfs: { kvvfs: true, opfs: true, 'opfs-vfs': true, 'opfs-wl': true, 'opfs-sahpool': true } },
  });
  const { default: init } = await import('@sqlite.org/sqlite-wasm');
  return await init();
}
