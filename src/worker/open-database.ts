import type { TrackingSource } from '../tracking/source.ts';
import { readDatabaseBytes } from '../tracking/sqlite/read-bytes.ts';
import { createSqliteSource } from '../tracking/sqlite/source.ts';
import { createStaticFiles } from '../tracking/static-files.ts';

/**
 * A database that was read whole. Rejects with `TrackingError` where it is none.
 *
 * @param bytes may be gzipped
 * @param places where the files of its runs stand, and the list of them; undefined: there are none
 */
export async function openDatabase(
  bytes: Uint8Array<ArrayBuffer>,
  label: string,
  places?: { readonly filesUrl: string; readonly indexUrl: string },
): Promise<TrackingSource> {
  const files = places && createStaticFiles(places);
  return createSqliteSource({ bytes: await readDatabaseBytes(bytes, label), label, files });
}
