import { findEncoding } from './text-encoding.ts';

/** All of a text by the encoding that its bytes tell, without its mark; undefined: these bytes are no text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const { encoding, bomBytes } = findEncoding(bytes, true);
  return encoding && new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(bomBytes));
}

/** A text that becomes UTF-8 a piece after another, so that the thread that does it stays free. */
export interface Utf8Maker {
  /** False: what is there is no text, and stays as it is. */
  readonly isText: boolean;
  /** Goes on for about so many bytes; true when it is done. */
  readonly step: (byteCount: number) => boolean;
  /** When it is done. */
  readonly bytes: () => Uint8Array;
}

/** UTF-8 is handed on as it is. */
export function createUtf8Maker(bytes: Uint8Array): Utf8Maker {
  const { encoding, bomBytes } = findEncoding(bytes, true);
  if (encoding === undefined || encoding === 'utf-8')
    return { isText: encoding !== undefined, step: () => true, bytes: () => bytes };
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let at = bomBytes;
  return {
    isText: true,
    step: (byteCount) => {
      const end = Math.min(bytes.length, at + byteCount);
      const isLast = end === bytes.length;
      pieces.push(encoder.encode(decoder.decode(bytes.subarray(at, end), { stream: !isLast })));
      at = end;
      return isLast;
    },
    bytes: () => concat(pieces),
  };
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
