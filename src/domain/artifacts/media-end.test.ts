import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMediaCut, MEDIA_HEAD_BYTES } from './media-end.ts';

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

function number32(value: number, isLittle = false): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, isLittle);
  return bytes;
}

const wav = (data: Uint8Array) => joined(latin('RIFF'), number32(data.length + 4, true), latin('WAVE'), data);
const EBML = Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01]);
const SEGMENT = Uint8Array.from([0x18, 0x53, 0x80, 0x67]);
const webm = (data: Uint8Array) =>
  joined(EBML, SEGMENT, Uint8Array.from([0x10, 0, 0]), number32(data.length).slice(3), data);
const box = (name: string, data: Uint8Array) => joined(number32(data.length + 8), latin(name), data);
const mp4 = (data: Uint8Array) =>
  joined(box('ftyp', latin('isom....')), box('mdat', data), box('moov', new Uint8Array(20)));

const isCut = (bytes: Uint8Array) => isMediaCut(bytes.slice(0, MEDIA_HEAD_BYTES), bytes.length);

describe.each([
  ['wav', wav],
  ['webm', webm],
  ['mp4', mp4],
])('%s', (_, make) => {
  it('is whole with all of its bytes and with others behind them, and cut in the middle', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 200 }), (data) => {
        const whole = make(data);
        expect(isCut(whole)).toBe(false);
        expect(isCut(joined(whole, number32(0)))).toBe(false);
        expect(isCut(whole.slice(0, whole.length >> 1))).toBe(true);
      }),
    );
  });
});

it('says nothing where the length was left open, or of other kinds, and takes any bytes', () => {
  const data = new Uint8Array(50);
  expect(isCut(joined(latin('RIFF'), number32(0xff_ff_ff_ff), latin('WAVE'), data))).toBe(false);
  expect(isCut(joined(latin('RIFF'), number32(0), latin('WAVE'), data))).toBe(false);
  expect(isCut(joined(latin('RIFF'), number32(0x7f_ff_f0_24, true), latin('WAVE'), data))).toBe(false);
  expect(isCut(wav(data).slice(0, -1)), 'a byte that fills up').toBe(false);
  expect(isCut(wav(data).slice(0, -2))).toBe(true);
  const open = Uint8Array.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  expect(isCut(joined(EBML, SEGMENT, open, data))).toBe(false);
  expect(isCut(joined(box('ftyp', latin('isom')), number32(0), latin('mdat'), data))).toBe(false);
  expect(isCut(latin('ID3 and what follows it'))).toBe(false);
  const heads = [wav(data), webm(data), mp4(data)];
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(...heads),
      fc.nat(20),
      (bytes, head, at) => {
        expect(() => isCut(joined(head.slice(0, at), bytes))).not.toThrow();
      },
    ),
  );
});

it('finds the end of a film whose data are longer than what is read of it', () => {
  const whole = mp4(new Uint8Array(3 * MEDIA_HEAD_BYTES));
  expect(isCut(whole)).toBe(false);
  expect(isCut(whole.slice(0, 2 * MEDIA_HEAD_BYTES))).toBe(true);
});
