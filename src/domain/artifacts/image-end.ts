import { sniffKind } from './sniff-kind.ts';

/**
 * Whether an image ends before its format says so: browsers draw what is there and keep quiet. False where that cannot
 * be told.
 */
export function isImageCut(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = sniffKind(bytes);
  if (kind === 'png') return !hasPngEnd(view);
  if (kind === 'jpeg') return !hasJpegEnd(bytes);
  if (kind === 'webp') return view.getUint32(4, true) + 8 > bytes.length;
  return kind === 'bmp' && (bytes.length < 6 || view.getUint32(2, true) > bytes.length);
}

const PNG_MARK_BYTES = 8;
const IEND = 0x49_45_4e_44;

/** Chunks are a length, a name, data and a checksum; other programs may write behind the last. */
function hasPngEnd(view: DataView): boolean {
  let at = PNG_MARK_BYTES;
  while (at + 12 <= view.byteLength) {
    if (view.getUint32(at + 4) === IEND) return true;
    at += 12 + view.getUint32(at);
  }
  return false;
}

/** An end marker near the end: phones append what is not of the image, and a thumbnail at the start has an end too. */
function hasJpegEnd(bytes: Uint8Array): boolean {
  const from = bytes.length >> 1;
  for (let at = bytes.length - 2; at >= from; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}
