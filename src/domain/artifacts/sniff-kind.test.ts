import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sniffKind } from './sniff-kind.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);

it.each([
  ['\u0089PNG\r\n\u001A\n....', 'png'],
  ['\u00FF\u00D8\u00FF\u00E0', 'jpeg'],
  ['GIF89a', 'gif'],
  ['RIFF....WEBPVP8 ', 'webp'],
  ['BM......', 'bmp'],
  ['%PDF-1.4', 'pdf'],
  ['PK\u0003\u0004', 'zip'],
  ['\u0093NUMPY\u0001\u0000', 'npy'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'svg'],
  ['<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>', 'svg'],
  ['\u00EF\u00BB\u00BF<!DOCTYPE html><html>', 'html'],
  ['loss,step\n', undefined],
  ['', undefined],
])('%j is %s', (text, kind) => expect(sniffKind(bytesOf(text))).toBe(kind));

it('takes any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(() => sniffKind(bytes)).not.toThrow();
    }),
  );
});
