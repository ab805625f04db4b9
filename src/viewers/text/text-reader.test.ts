import { afterEach, describe, expect, it, vi } from 'vitest';
import { TrackingError } from '../../tracking/errors.ts';
import { fileOfBytes } from '../../testing/file-of-bytes.ts';
import { CHUNK_BYTES } from './text-moves.ts';
import { createTextReader } from './text-reader.ts';

const LINES = 150_000;
const line = (number: number) => `line ${String(number).padStart(8, '0')} of the log`;
/** 3.6 MB, 25 bytes a line. */
const LOG = Array.from({ length: LINES }, (_, index) => `${line(index + 1)}\n`).join('');

async function open(content: Uint8Array | string, more = {}) {
  const file = fileOfBytes('logs/train.log', content, more);
  const reader = createTextReader(file);
  await reader.open();
  return { file, reader, shown: () => reader.read().lines.map(({ text }) => text) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('text reader', () => {
  it('opens on the first piece alone, and reads on in both directions', async () => {
    const { file, reader, shown } = await open(LOG);
    expect(file.ranges).toEqual([[0, CHUNK_BYTES]]);
    expect(shown()[0]).toBe(line(1));
    expect(shown()).toHaveLength(Math.floor(CHUNK_BYTES / 25));
    reader.readAfter();
    await vi.waitFor(() => expect(reader.read().underWay).toBeUndefined());
    expect(shown()).toHaveLength(Math.floor((2 * CHUNK_BYTES) / 25));

    await reader.goToEnd();
    expect(shown().at(-1)).toBe(line(LINES));
    expect(reader.read().reveal).toEqual({ line: shown().length - 1, at: 'end' });
    expect(reader.read().window?.firstNumber).toBeUndefined();
    const count = shown().length;
    reader.readBefore();
    await vi.waitFor(() => expect(shown().length).toBeGreaterThan(count));
    expect(shown().at(-1)).toBe(line(LINES));
    await reader.goToStart();
    expect(shown()[0]).toBe(line(1));
  });

  it('goes to a line by counting, to a byte and to a share', async () => {
    const { reader, shown } = await open(LOG);
    await reader.goTo({ kind: 'line', number: 100 });
    expect(reader.read().reveal).toEqual({ line: 99, at: 'center' });
    await reader.goTo({ kind: 'line', number: 123_456 });
    expect(shown()[0]).toBe(line(123_456));
    expect(reader.read().window?.firstNumber).toBe(123_456);
    await reader.goTo({ kind: 'line', number: 77 });
    expect(shown()[reader.read().reveal?.line ?? 0]).toBe(line(77));
    await reader.goTo({ kind: 'percent', percent: 50 });
    expect(shown()[0]).toBe(line(LINES / 2 + 1));
    await reader.goTo({ kind: 'line', number: LINES + 5 });
    expect(reader.read().lastNumber).toBe(LINES);
    expect(shown().at(-1)).toBe(line(LINES));
  });

  it('finds in the rest, behind first and then from the start, and says where there is nothing', async () => {
    const { reader, shown } = await open(LOG);
    await reader.findInRest({ text: 'LINE 00140000', isCaseKept: false });
    expect(shown()[0]).toBe(line(140_000));
    expect(reader.read().window?.firstNumber).toBe(140_000);
    await reader.findInRest({ text: line(20), isCaseKept: true });
    expect(shown()[0]).toBe(line(20));
    await reader.findInRest({ text: 'no such text', isCaseKept: true });
    expect(reader.read()).toMatchObject({ isNotInRest: true, underWay: undefined });
    expect(shown()[0]).toBe(line(20));
  });

  it('opens a growing log at its end and follows it', async () => {
    vi.useFakeTimers();
    let content = LOG;
    const now = () => fileOfBytes('train.log', content);
    const { reader, shown } = await open(LOG, {
      isGrowing: true,
      readRange: (start: number, end: number) => now().readRange(start, end),
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.read().isFollowing).toBe(true);
    expect(shown().at(-1)).toBe(line(LINES));
    content += 'half a ';
    await vi.advanceTimersByTimeAsync(3_000);
    expect(shown().at(-1)).toBe('half a ');
    content += 'line\nand one more\n';
    await vi.advanceTimersByTimeAsync(3_000);
    expect(shown().slice(-2)).toEqual(['half a line', 'and one more']);
    expect(reader.read().reveal).toEqual({ line: shown().length - 1, at: 'end' });
    reader.follow(false);
    content += 'unseen\n';
    await vi.advanceTimersByTimeAsync(9_000);
    expect(shown().at(-1)).toBe('and one more');
    reader.dispose();
  });

  it('reads what an ended run wrote last, and follows no more', async () => {
    vi.useFakeTimers();
    let content = LOG;
    const readRange = vi.fn((start: number, end: number) =>
      fileOfBytes('train.log', content).readRange(start, end),
    );
    const { file, reader, shown } = await open(LOG, { isGrowing: true, readRange });
    await vi.advanceTimersByTimeAsync(0);
    content += 'the end\n';
    reader.setFile({ ...file, isGrowing: false });
    await vi.advanceTimersByTimeAsync(0);
    expect(shown().at(-1)).toBe('the end');
    expect(reader.read().isFollowing).toBe(false);
    const { length } = readRange.mock.calls;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(readRange.mock.calls).toHaveLength(length);
  });

  it('knows empty and binary files, and reads those as text when an encoding is chosen', async () => {
    expect((await open('')).reader.read().phase).toBe('empty');
    const { reader, shown } = await open(Uint8Array.from({ length: 300 }, (_, index) => index % 256));
    expect(reader.read()).toMatchObject({ phase: 'binary', encoding: undefined });
    expect(reader.read().head).toHaveLength(300);
    await reader.setEncoding('windows-1252');
    expect(reader.read()).toMatchObject({ phase: 'text', isEncodingFound: false });
    expect(shown().length).toBeGreaterThan(1);
  });

  it('leaves the mark of an encoding out', async () => {
    const bytes = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([0xd559, 0x0a, 0x62]).buffer),
    ]);
    const { reader, shown } = await open(bytes);
    expect(shown()).toEqual(['학', 'b']);
    expect(reader.read()).toMatchObject({ encoding: 'utf-16le', isEncodingFound: true, firstByte: 2 });
  });

  it('keeps what it has when reading fails, and repeats what was wished for', async () => {
    let isDown = false;
    const whole = fileOfBytes('train.log', LOG);
    const { reader, shown } = await open(LOG, {
      readRange: async (start: number, end: number) => {
        if (isDown) throw new TrackingError({ kind: 'server', status: 503 });
        return whole.readRange(start, end);
      },
    });
    const fail = async (wish: () => unknown) => {
      isDown = true;
      await wish();
      await vi.waitFor(() => expect(reader.read().failure).toMatchObject({ status: 503 }));
      isDown = false;
    };
    const { reveal } = reader.read();
    await fail(reader.readAfter);
    expect(shown()).toHaveLength(Math.floor(CHUNK_BYTES / 25));
    await reader.retry();
    // On from where it was, and nobody is taken to another place.
    expect(reader.read().failure).toBeUndefined();
    expect(shown()).toHaveLength(Math.floor((2 * CHUNK_BYTES) / 25));
    expect(reader.read().reveal).toBe(reveal);

    await fail(reader.goToEnd);
    expect(shown()[0]).toBe(line(1));
    await reader.retry();
    expect(shown().at(-1)).toBe(line(LINES));
    await fail(() => reader.goTo({ kind: 'line', number: 77 }));
    await reader.retry();
    expect(shown()[reader.read().reveal?.line ?? 0]).toBe(line(77));
  });
});
