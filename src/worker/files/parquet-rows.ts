import { type AsyncBuffer, type FileMetaData, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { TrackingError } from '../../tracking/errors.ts';
import type { ParquetFacts } from './parquet-facts.ts';
import { parquetText } from './parquet-text.ts';

/** A row group above this is never read whole. */
export const MAX_GROUP_BYTES = 128_000_000;
/** Bytes of row groups without a page index that stay: each block of their rows is cut from all of them. */
const KEPT_BYTES = 160_000_000;
/** A block is about so large: few rows where each is long. */
const BLOCK_BYTES = 1_000_000;
const [FEWEST_ROWS, MOST_ROWS] = [50, 2000];
const KEPT_BLOCKS = 12;

type Row = readonly (string | undefined)[];

interface GroupReaderParts {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly facts: ParquetFacts;
  readonly columns: readonly string[];
  readonly askBytes: number;
}

export interface GroupReader {
  /** The number of its first row in the file. */
  startOf(group: number): number;
  /** All rows of a group. */
  readWhole(group: number): Promise<readonly Row[]>;
  /** A number: bytes that would have to be read, which waits for `allow`. */
  rows(start: number, end: number): Promise<readonly Row[] | number>;
  allow(start: number, end: number): void;
}

/** Pages turned out to be larger than what is read without asking. */
class TooMuch extends Error {}

/**
 * Rows by blocks. Of a group with a page index only the pages of the block are read; of another all that its columns
 * hold, which is kept. What costs more than `askBytes` waits until it is allowed.
 */
export function createGroupReader(parts: GroupReaderParts): GroupReader {
  const { file, facts, askBytes } = parts;
  const starts: number[] = [];
  let total = 0;
  for (const { rowCount } of facts.rowGroups) {
    starts.push(total);
    total += rowCount;
  }
  const startOf = (group: number) => starts[group] ?? total;
  const bytesOf = (group: number) => facts.rowGroups[group]?.compressedBytes ?? 0;
  const blockRowsOf = (group: number) => {
    const rowBytes = bytesOf(group) / Math.max(1, facts.rowGroups[group]?.rowCount ?? 1);
    return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.floor(BLOCK_BYTES / Math.max(1, rowBytes))));
  };
  const allowed = new Set<number>();
  /** Their pages are as large as groups, so the index is of no use. */
  const coarse = new Set<number>();
  const blocks = new Map<string, Promise<readonly Row[]>>();
  const bytesOfGroup = createGroupBytes(file, bytesOf);

  const isByPages = (group: number) =>
    facts.rowGroups[group]?.hasPageIndex === true && !coarse.has(group) && !allowed.has(group);

  const refuseTooLarge = (group: number): void => {
    if (bytesOf(group) > MAX_GROUP_BYTES)
      throw new TrackingError({ kind: 'bad-response', subject: 'too-large' });
  };

  const readBlock = (group: number, start: number, end: number): Promise<readonly Row[]> => {
    if (isByPages(group)) return readRows(parts, limitSlices(file, askBytes), start, end);
    refuseTooLarge(group);
    return readRows(parts, bytesOfGroup(group), start, end);
  };

  const block = (group: number, start: number, end: number): Promise<readonly Row[]> => {
    const key = `${group} ${start}`;
    const rows = blocks.get(key) ?? readBlock(group, start, end);
    blocks.delete(key);
    blocks.set(key, rows);
    // What failed is read again by whoever asks next.
    rows.catch(() => blocks.delete(key));
    const oldest = blocks.keys().next();
    if (blocks.size > KEPT_BLOCKS && !oldest.done) blocks.delete(oldest.value);
    return rows;
  };

  const groupsOf = (start: number, end: number) =>
    starts.flatMap((from, group) => (startOf(group + 1) > start && from < end ? [group] : []));

  /** What these groups cost beyond what is allowed and what is not worth asking. */
  const askedBytes = (groups: readonly number[]) =>
    groups
      .filter((group) => !isByPages(group) && !allowed.has(group) && bytesOf(group) > askBytes)
      .reduce((bytes, group) => {
        refuseTooLarge(group);
        return bytes + bytesOf(group);
      }, 0);

  const rows = async (start: number, end: number): Promise<readonly Row[] | number> => {
    const groups = groupsOf(start, end);
    const asked = askedBytes(groups);
    if (asked > 0) return asked;
    const found: Row[] = [];
    for (const group of groups) {
      const [first, groupEnd] = [startOf(group), startOf(group + 1)];
      const last = Math.min(end, groupEnd);
      const blockRows = blockRowsOf(group);
      const skipped = Math.floor(Math.max(0, start - first) / blockRows) * blockRows;
      for (let from = first + skipped; from < last; from += blockRows) {
        try {
          const held = await block(group, from, Math.min(from + blockRows, groupEnd));
          found.push(...held.slice(Math.max(0, start - from), last - from));
        } catch (thrown) {
          if (!(thrown instanceof TooMuch)) throw thrown;
          coarse.add(group);
          return rows(start, end);
        }
      }
    }
    return found;
  };

  return {
    startOf,
    readWhole: async (group) => {
      refuseTooLarge(group);
      return readRows(parts, file, startOf(group), startOf(group + 1));
    },
    rows,
    allow: (start, end) => {
      for (const group of groupsOf(start, end)) if (!isByPages(group)) allowed.add(group);
    },
  };
}

async function readRows(
  { metadata, columns }: GroupReaderParts,
  file: AsyncBuffer,
  rowStart: number,
  rowEnd: number,
): Promise<readonly Row[]> {
  let rows: readonly (readonly unknown[])[] = [];
  await orNoParquet(
    parquetRead({
      file,
      metadata,
      columns: [...columns],
      compressors,
      utf8: false,
      useOffsetIndex: true,
      rowStart,
      rowEnd,
      onComplete: (found: unknown[][]) => {
        rows = found;
      },
    }),
  );
  return rows.map((row) => row.map(parquetText));
}

/** What was read of row groups; those that were not used for the longest time go. */
function createGroupBytes(file: AsyncBuffer, bytesOf: (group: number) => number) {
  const kept = new Map<number, AsyncBuffer>();
  return (group: number): AsyncBuffer => {
    const own = kept.get(group) ?? keepSlices(file);
    kept.delete(group);
    kept.set(group, own);
    let bytes = [...kept.keys()].reduce((sum, one) => sum + bytesOf(one), 0);
    for (const oldest of kept.keys()) {
      if (oldest === group || bytes <= KEPT_BYTES) break;
      kept.delete(oldest);
      bytes -= bytesOf(oldest);
    }
    return own;
  };
}

/** Reads each slice once. */
function keepSlices(file: AsyncBuffer): AsyncBuffer {
  const kept = new Map<string, Promise<ArrayBuffer>>();
  return {
    byteLength: file.byteLength,
    slice: (start, end = file.byteLength) => {
      const key = `${start} ${end}`;
      const slice = kept.get(key) ?? Promise.resolve(file.slice(start, end));
      kept.set(key, slice);
      slice.catch(() => kept.delete(key));
      return slice;
    },
  };
}

function limitSlices(file: AsyncBuffer, mostBytes: number): AsyncBuffer {
  let bytes = 0;
  return {
    byteLength: file.byteLength,
    slice: (start, end = file.byteLength) => {
      bytes += end - start;
      if (bytes > mostBytes) return Promise.reject(new TooMuch());
      return file.slice(start, end);
    },
  };
}

/** A failed range stays what it is; what hyparquet throws is said to be the file's fault. */
export async function orNoParquet<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (thrown) {
    if (thrown instanceof TrackingError || thrown instanceof TooMuch) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TrackingError({ kind: 'bad-response', subject: 'not-parquet', detail });
  }
}
