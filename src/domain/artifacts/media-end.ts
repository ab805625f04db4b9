/** So much of the beginning tells where sound and film end, in bytes. */
export const MEDIA_HEAD_BYTES = 4_096;

/**
 * Whether sound or film of `sizeBytes` ends before its own head says so, by its first `MEDIA_HEAD_BYTES`: browsers play
 * what is there and keep quiet. False where that cannot be told: MP3 and Ogg have no such head, a stream leaves its length
 * open. WAV: RIFF (Microsoft, 1991); WebM: RFC 8794 and RFC 9559; MP4: ISO/IEC 14496-12, 4.2.
 */
export function isMediaCut(head: Uint8Array, sizeBytes: number): boolean {
  if (head.length < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const end = riffEnd(view) ?? webmEnd(view) ?? mp4End(view);
  return end !== undefined && end > sizeBytes;
}

const RIFF = 0x52_49_46_46;
/** SoX writes `0x7ffff000` and its head's length into a pipe, FFmpeg the largest number there is. */
const OPEN_LENGTH = 0x7f_ff_f0_00;

/** Who does not know the length leaves 0 or a number beyond all files; the byte that fills up an odd one is often left out. */
function riffEnd(view: DataView): number | undefined {
  if (view.getUint32(0) !== RIFF) return undefined;
  const bytes = view.getUint32(4, true);
  return bytes >= OPEN_LENGTH ? 0 : bytes + 7;
}

const EBML = 0x1a_45_df_a3;
const SEGMENT = 0x18_53_80_67;

/** Behind its head stands one segment that holds all the rest. */
function webmEnd(view: DataView): number | undefined {
  if (view.getUint32(0) !== EBML) return undefined;
  const ebml = readSize(view, 4);
  const at = ebml?.end ?? Infinity;
  if (at + 5 > view.byteLength || view.getUint32(at) !== SEGMENT) return 0;
  return readSize(view, at + 4)?.end ?? 0;
}

/** A length of 1 to 8 bytes (as many as zeros stand before its first bit, and one), and where what it counts ends; all ones: open. */
function readSize(view: DataView, at: number): { readonly end: number } | undefined {
  const first = view.getUint8(at);
  const width = Math.clz32(first) - 23;
  if (width > 8 || at + width > view.byteLength) return undefined;
  let size = first & (0xff >> width);
  let isOpen = size === 0xff >> width;
  for (let byte = 1; byte < width; byte++) {
    const next = view.getUint8(at + byte);
    size = size * 256 + next;
    isOpen &&= next === 0xff;
  }
  return isOpen ? undefined : { end: at + width + size };
}

const FTYP = 0x66_74_79_70;

/** The farthest end of those boxes whose heads are among these bytes; a box of size 0 goes on to the end of the file. */
function mp4End(view: DataView): number | undefined {
  if (view.getUint32(4) !== FTYP) return undefined;
  let at = 0;
  while (at + 16 <= view.byteLength) {
    const short = view.getUint32(at);
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (size < 8) return at;
    at += size;
  }
  return at;
}
