import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { toTrackingFailure, TrackingError } from '../../tracking/errors.ts';
import type { ArtifactRequest, ByteRange } from '../../tracking/source.ts';
import type { ArtifactReadRequest } from './artifact-protocol.ts';
import { ArtifactReader, BLOCK_BYTES } from './artifact-reader.ts';

const root = { kind: 'run', runId: 'r' as RunId } as const;
const NO_SIGNAL = new AbortController().signal;

interface Options {
  /** Whether answers tell the size of the whole. */
  readonly tellsTotal?: boolean;
  readonly firstByteMs?: number;
  readonly keptBytes?: number;
}

function setUp(length: number, { tellsTotal = true, firstByteMs = 0, keptBytes }: Options = {}) {
  const clock = createManualClock();
  let file = patterned(length);
  const asked: (ByteRange | undefined)[] = [];
  const source = {
    readArtifact: async (
      { range }: ArtifactRequest,
      onPart: (bytes: Uint8Array<ArrayBuffer>) => void,
      signal: AbortSignal,
    ) => {
      if (signal.aborted) throw new TrackingError({ kind: 'aborted' });
      asked.push(range);
      await clock.advance(firstByteMs);
      const bytes = file.slice(range?.start, range?.end);
      for (let at = 0; at < bytes.length; at += 500_000) onPart(bytes.slice(at, at + 500_000));
      return { totalBytes: tellsTotal ? file.length : undefined };
    },
  };
  const reader = new ArtifactReader(source, clock, keptBytes);
  const read = async (range: ByteRange | undefined, more: Partial<ArtifactReadRequest> = {}) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const request = {
      root,
      path: 'a',
      sizeBytes: undefined,
      isGrowing: false,
      priority: 'visible',
      range,
    } as const;
    // As the worker does: what was handed out is gone at once.
    const take = (part: Uint8Array<ArrayBuffer>) =>
      parts.push(structuredClone(part, { transfer: [part.buffer] }));
    const reply = await reader.read({ ...request, ...more }, take, NO_SIGNAL);
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return { ...reply, bytes };
  };
  return {
    asked,
    read,
    file: () => file,
    change: (next: Uint8Array<ArrayBuffer>) => {
      file = next;
    },
  };
}

function patterned(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) bytes[index] = (index * 31 + (index >> 8)) % 251;
  return bytes;
}

describe('reading by ranges', () => {
  it('hands out exactly what the file holds, whatever was read before', async () => {
    const range = fc
      .tuple(fc.nat(1_400_000), fc.integer({ min: 1, max: 700_000 }))
      .map(([start, length]) => ({ start, end: start + length }));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_300_000),
        fc.array(range, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.constantFrom(0, 700),
        fc.boolean(),
        async (length, ranges, tellsTotal, firstByteMs, isGrowing) => {
          const { read, file } = setUp(length, { tellsTotal, firstByteMs, keptBytes: 600_000 });
          for (const each of ranges) {
            const { bytes } = await read(each, { isGrowing });
            expect(bytes.length).toBe(file().slice(each.start, each.end).length);
            expect(Buffer.compare(bytes, file().slice(each.start, each.end))).toBe(0);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('asks once for what it keeps, and for what is missing only', async () => {
    const { read, asked } = setUp(4 * BLOCK_BYTES);
    await read({ start: 10, end: 20 });
    await read({ start: 0, end: BLOCK_BYTES });
    expect(asked).toEqual([{ start: 0, end: BLOCK_BYTES }]);
    await read({ start: 0, end: 3 * BLOCK_BYTES });
    expect(asked.slice(1)).toEqual([{ start: BLOCK_BYTES, end: 3 * BLOCK_BYTES }]);
    expect((await read({ start: 0, end: 3 * BLOCK_BYTES })).firstByteMs).toBeUndefined();
  });

  it('asks for more at once where first bytes come late, up to 8 MB, and for less where they do not', async () => {
    const { read, asked } = setUp(30_000_000, { firstByteMs: 800 });
    const lengths: number[] = [];
    for (let at = 0, count = 0; count < 5; count += 1) {
      const { chunkBytes, firstByteMs } = await read({ start: at, end: at + 1 });
      expect(firstByteMs).toBe(800);
      lengths.push(chunkBytes / 1024);
      const last = asked.at(-1);
      at = last?.end ?? 0;
    }
    expect(lengths).toEqual([1024, 4096, 8192, 8192, 8192]);
    expect(asked.map((range) => ((range?.end ?? 0) - (range?.start ?? 0)) / 1024)).toEqual([
      256, 1024, 4096, 8192, 8192,
    ]);
  });

  it('drops what it kept where the file is another one by now', async () => {
    const { read, change } = setUp(2 * BLOCK_BYTES);
    await read({ start: 0, end: 5 });
    change(new Uint8Array(BLOCK_BYTES + 9).fill(7));
    await read({ start: BLOCK_BYTES, end: BLOCK_BYTES + 5 });
    expect([...(await read({ start: 0, end: 3 })).bytes]).toEqual([7, 7, 7]);
    // Of another size as listed: another file at once.
    change(new Uint8Array(10).fill(8));
    expect([...(await read({ start: 0, end: 2 }, { sizeBytes: 10 })).bytes]).toEqual([8, 8]);
  });

  it('sees what a growing file got at its end', async () => {
    const { read, change, asked } = setUp(BLOCK_BYTES + 3);
    const tail = { start: BLOCK_BYTES, end: 2 * BLOCK_BYTES };
    expect((await read({ start: 0, end: tail.end }, { isGrowing: true })).bytes).toHaveLength(
      BLOCK_BYTES + 3,
    );
    change(new Uint8Array(BLOCK_BYTES + 9));
    const grown = await read(tail, { isGrowing: true });
    expect([grown.bytes.length, grown.totalBytes]).toEqual([9, BLOCK_BYTES + 9]);
    await read({ start: 0, end: 5 }, { isGrowing: true });
    expect(asked).toHaveLength(2);
  });
});

describe('reading the whole', () => {
  it('keeps small files, and streams large ones in parts of some size', async () => {
    const { read, asked, file } = setUp(1_000_000);
    const isWhole = ({ bytes }: { readonly bytes: Uint8Array }) => Buffer.compare(bytes, file()) === 0;
    expect(isWhole(await read(undefined, { sizeBytes: 1_000_000 }))).toBe(true);
    expect(isWhole(await read(undefined, { sizeBytes: 1_000_000 }))).toBe(true);
    expect(asked.every((range) => range !== undefined)).toBe(true);
    const count = asked.length;
    expect(isWhole(await read(undefined))).toBe(true);
    await read(undefined);
    expect(asked.slice(count)).toEqual([undefined, undefined]);
  });

  it('is empty for an empty file', async () => {
    const { read } = setUp(0);
    expect(await read(undefined)).toMatchObject({ totalBytes: 0, bytes: new Uint8Array(0) });
    expect(await read({ start: 0, end: 10 })).toMatchObject({ totalBytes: 0, bytes: new Uint8Array(0) });
  });

  it('stops when its signal aborts', async () => {
    const reader = new ArtifactReader(
      {
        readArtifact: async (_request, _onPart, signal) => {
          signal.throwIfAborted();
          return { totalBytes: 0 };
        },
      },
      createManualClock(),
    );
    const request = {
      root,
      path: 'a',
      sizeBytes: undefined,
      isGrowing: false,
      priority: 'visible',
      range: undefined,
    } as const;
    const failed = await reader.read(request, () => undefined, AbortSignal.abort()).catch(toTrackingFailure);
    expect(failed).toMatchObject({ kind: 'aborted' });
  });
});
