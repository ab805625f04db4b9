import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';
import { deflateText, inflateText } from './deflate-text.ts';

describe('deflated texts', () => {
  it('are what they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2_000 }), async (text) => {
        const data = await deflateText(text);
        expect(data).toMatch(/^[\w-]*$/);
        expect(await inflateText(data)).toBe(text);
      }),
    );
  });

  it('are deflate as others know it', async () => {
    const text = '손실 loss '.repeat(5_000);
    const data = await deflateText(text);
    expect(data.length).toBeLessThan(1_000);
    expect(inflateRawSync(Buffer.from(data, 'base64url')).toString()).toBe(text);
  });

  it.each(['!', 'AAAA', '한', '_____'])('are not what %j is', async (data) => {
    expect(await inflateText(data)).toBeUndefined();
  });

  it('fill no memory', async () => {
    const bomb = await deflateText('a'.repeat(9_000_000));
    expect(bomb.length).toBeLessThan(20_000);
    expect(await inflateText(bomb)).toBeUndefined();
  });
});

it('crc32 is that of zip', () => {
  expect(crc32('')).toBe(0);
  expect(crc32('123456789')).toBe(0xcb_f4_39_26);
});
