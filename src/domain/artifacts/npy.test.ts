import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfArray, makeNpy, makeSafetensors, makeZip } from '../../testing/made-arrays.ts';
import { createNpyReader, type NpyHeader, parseNpyHeader, sliceOf, StatisticsWork } from './npy.ts';
import { parseSafetensors, safetensorsHeadBytes } from './safetensors.ts';
import { isClimbing, readZipDirectory, unzipEntry } from './zip.ts';

function headerOf(bytes: Uint8Array): NpyHeader {
  const header = parseNpyHeader(bytes);
  if (typeof header === 'string') throw new Error(header);
  return header;
}

function valuesOf(bytes: Uint8Array) {
  const header = headerOf(bytes);
  const read = createNpyReader(header, bytes);
  return Array.from({ length: header.count }, (_, index) => read(index));
}

const wide = (text: string) => Uint32Array.from(Array.from(text, (letter) => letter.codePointAt(0) ?? 0));
const text = (words: string) => new TextEncoder().encode(words);

describe('npy', () => {
  it.each([
    ['<f8', bytesOfArray(Float64Array.of(1.5, Number.NaN)), [1.5, Number.NaN]],
    ['<f4', bytesOfArray(Float32Array.of(0.5, -2)), [0.5, -2]],
    ['>f4', new Uint8Array([0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0]), [1, -2]],
    ['<f2', bytesOfArray(Uint16Array.of(0x3c00, 0xfc00)), [1, Number.NEGATIVE_INFINITY]],
    ['<i8', bytesOfArray(BigInt64Array.of(-5n, 2n ** 62n)), [-5n, 2n ** 62n]],
    ['|u1', new Uint8Array([0, 255]), [0, 255]],
    ['|b1', new Uint8Array([0, 1]), [false, true]],
    ['<c8', bytesOfArray(Float32Array.of(1, -2, 0, 3)), ['1-2j', '0+3j']],
    ['<U2', bytesOfArray(Uint32Array.of(...wide('한'), 0, ...wide('ab'))), ['한', 'ab']],
    ['|S3', new TextEncoder().encode('ab\0cde'), ['ab', 'cde']],
  ])('%s', (descr, data, values) => expect(valuesOf(makeNpy(descr, [2], data))).toEqual(values));

  it('reads versions 1 to 3, scalars, empty arrays and types that it cannot read', () => {
    for (const version of [1, 2, 3])
      expect(headerOf(makeNpy('<f8', [2, 3], new Uint8Array(), { version })).shape).toEqual([2, 3]);
    expect(headerOf(makeNpy('<f8', [], new Uint8Array())).count).toBe(1);
    expect(headerOf(makeNpy('<f8', [0, 3], new Uint8Array())).count).toBe(0);
    const records = headerOf(makeNpy("[('x', '<f8'), ('n', '<i4')]", [2], new Uint8Array()));
    expect([records.descr, records.type]).toEqual(["[('x', '<f8'), ('n', '<i4')]", undefined]);
    expect(headerOf(makeNpy('|O', [2], new Uint8Array())).type).toBeUndefined();
  });

  it('tells what is cut short or something else', () => {
    const whole = makeNpy('<f8', [2, 3], new Uint8Array(48));
    expect(parseNpyHeader(new TextEncoder().encode('step,loss\n1,2'))).toBe('magic');
    fc.assert(
      fc.property(fc.nat(headerOf(whole).dataStart - 1), (end) => {
        expect(parseNpyHeader(whole.slice(0, end))).toBe('ended');
      }),
    );
    const cut = whole.slice(0, -8);
    expect(createNpyReader(headerOf(cut), cut)(4)).toBe(0);
    expect(createNpyReader(headerOf(cut), cut)(5)).toBeUndefined();
  });

  it('takes any bytes', () => {
    const start = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 20, 0];
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (rest, isLike) => {
        const bytes = isLike ? Uint8Array.from([...start, ...rest]) : rest;
        expect(() => parseNpyHeader(bytes)).not.toThrow();
      }),
    );
  });

  it('has the last two axes as rows and columns in both orders', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
        fc.boolean(),
        (shape, isFortran) => {
          const header = headerOf(makeNpy('<f8', shape, new Uint8Array(), { isFortran }));
          const seen = new Set<number>();
          const walk = (chosen: readonly number[]) => {
            if (chosen.length < shape.length - 2) {
              for (let place = 0; place < (shape[chosen.length] ?? 0); place++) walk([...chosen, place]);
              return;
            }
            const slice = sliceOf(header, chosen);
            for (let row = 0; row < slice.rows; row++)
              for (let column = 0; column < slice.columns; column++) seen.add(slice.indexOf(row, column));
          };
          walk([]);
          expect(seen.size).toBe(header.count);
          expect(Math.max(...seen)).toBe(header.count - 1);
        },
      ),
    );
    const c = sliceOf(headerOf(makeNpy('<f8', [2, 3, 4], new Uint8Array())), [1]);
    expect([c.rows, c.columns, c.indexOf(2, 3), c.indexOf(1, 0)]).toEqual([3, 4, 23, 16]);
  });

  it('has min, max and mean of what is finite', () => {
    const bytes = makeNpy(
      '<f8',
      [5],
      bytesOfArray(Float64Array.of(1, 3, Number.NaN, Number.POSITIVE_INFINITY, -1)),
    );
    const header = headerOf(bytes);
    const work = new StatisticsWork(header, createNpyReader(header, bytes));
    while (!work.step(2));
    expect(work.result()).toEqual({ count: 3, min: -1, max: 3, mean: 1, nans: 1, infinities: 1 });
  });
});

describe('zip', () => {
  it('unpacks what is stored and deflated', async () => {
    const data = new Uint8Array(5000).map((_, index) => index % 7);
    const zip = await makeZip([
      { name: 'a.npy', data },
      { name: 'b.npy', data, isDeflated: true },
    ]);
    const entries = readZipDirectory(zip);
    if (typeof entries === 'string') throw new Error(entries);
    expect(entries.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['a.npy', 5000],
      ['b.npy', 5000],
    ]);
    for (const entry of entries) expect(await unzipEntry(zip, entry, 1e6)).toEqual(data);
    expect(await unzipEntry(zip, entries[0]!, 4999)).toBe('large');
  });

  it('stops where an entry is longer or shorter than its directory says', async () => {
    for (const claimedBytes of [10, 90_000]) {
      const zip = await makeZip([
        { name: 'bomb', data: new Uint8Array(50_000), isDeflated: true, claimedBytes },
      ]);
      const entries = readZipDirectory(zip);
      expect(await unzipEntry(zip, entries[0] as Exclude<(typeof entries)[0], string>, 1e6)).toBe('broken');
    }
  });

  it('marks names that climb', async () => {
    for (const name of ['../a', 'a/../../b', '/etc/x', 'C:\\x', 'a\\..\\b'])
      expect(isClimbing(name)).toBe(true);
    for (const name of ['a', 'a/b', '..a', 'a..', 'a/..b/c']) expect(isClimbing(name)).toBe(false);
    const entries = readZipDirectory(await makeZip([{ name: '../../evil.npy', data: text('x') }]));
    expect(entries[0]).toMatchObject({ name: '../../evil.npy', isClimbing: true });
  });

  it('tells what is cut short, and takes any bytes', async () => {
    const zip = await makeZip([{ name: 'a', data: text('words') }]);
    expect(readZipDirectory(zip.slice(0, -5))).toBe('ended');
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(zip.length), (noise, at) => {
        const broken = Uint8Array.from(zip);
        broken.set(noise.slice(0, zip.length - at), at);
        expect(() => readZipDirectory(broken)).not.toThrow();
        expect(() => readZipDirectory(noise)).not.toThrow();
      }),
    );
  });
});

describe('safetensors', () => {
  it('has names, types, shapes and counts', () => {
    const file = makeSafetensors({ 'layer.weight': [2, 3], bias: [3] }, { format: 'pt' });
    const length = safetensorsHeadBytes(file) ?? 0;
    const header = parseSafetensors(file.subarray(8, 8 + length));
    expect(header).toEqual({
      tensors: [
        { name: 'layer.weight', dtype: 'F32', shape: [2, 3], parameterCount: 6, sizeBytes: 24 },
        { name: 'bias', dtype: 'F32', shape: [3], parameterCount: 3, sizeBytes: 12 },
      ],
      metadata: new Map([['format', 'pt']]),
      parameterCount: 9,
      fileBytes: file.length,
    });
  });

  it('tells what is none', () => {
    expect(safetensorsHeadBytes(new TextEncoder().encode('PK\u0003\u0004 zipped'))).toBeUndefined();
    expect(safetensorsHeadBytes(new Uint8Array(5))).toBeUndefined();
    for (const head of ['', '[]', '{"a": 5}', '{"a": {"dtype": "F32"}}', '{"a"'])
      expect(parseSafetensors(new TextEncoder().encode(head))).toBeUndefined();
  });
});
