export interface PixelDifference {
  /** Pixels of which any of red, green, blue or opacity differs. */
  readonly differing: number;
  readonly all: number;
}

/** Two pictures of one size, four bytes a pixel. Writes the distance of each channel into `out`, opaque. */
export function pixelDifference(
  first: Uint8ClampedArray,
  second: Uint8ClampedArray,
  out: Uint8ClampedArray,
): PixelDifference {
  let differing = 0;
  for (let at = 0; at < first.length; at += 4) {
    let most = 0;
    for (let channel = 0; channel < 3; channel++) {
      const distance = Math.abs((first[at + channel] ?? 0) - (second[at + channel] ?? 0));
      out[at + channel] = distance;
      most = Math.max(most, distance);
    }
    out[at + 3] = 255;
    if (most > 0 || first[at + 3] !== second[at + 3]) differing++;
  }
  return { differing, all: first.length / 4 };
}
