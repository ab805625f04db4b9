/** Two pictures as a browser reads them, row by row of one size. */
export interface PixelRows {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel. */
  readonly read: (from: number, rowCount: number) => Uint8ClampedArray;
}

/** So many rows are read at once: 16 million pixels need 64 MB, these 4 MB. */
const ROWS_AT_ONCE = 256;

/** How many pixels of two pictures of one size differ in red, green, blue or opacity. */
export function countDifferingPixels(first: PixelRows, second: PixelRows): number {
  let differing = 0;
  for (let from = 0; from < first.height; from += ROWS_AT_ONCE) {
    const rowCount = Math.min(ROWS_AT_ONCE, first.height - from);
    const [left, right] = [asPixels(first.read(from, rowCount)), asPixels(second.read(from, rowCount))];
    for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) differing++;
  }
  return differing;
}

/** One number for the four bytes. */
function asPixels({ buffer, byteOffset, length }: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length / 4);
}

/**
 * The rows of a picture, decoded outside of the page's thread; undefined where the browser cannot do so: SVG, corrupt
 * bytes.
 */
export async function openPixels(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
): Promise<PixelRows | undefined> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(new Blob([bytes], { type: mediaType }));
  } catch {
    return undefined;
  }
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, ROWS_AT_ONCE).getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  return {
    width,
    height,
    read: (from, rowCount) => {
      context.clearRect(0, 0, width, ROWS_AT_ONCE);
      context.drawImage(picture, 0, -from);
      return context.getImageData(0, 0, width, rowCount).data;
    },
  };
}
