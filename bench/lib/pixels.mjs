// What is really on screen, read back from a picture of it: no product is taken at its word.

/**
 * Share of the pixels in a box of the page that differ from its most frequent colour, and how many colours there are
 * beside grey. Fails where next to nothing is drawn.
 */
export async function readInk(open, box, { minPercent = 0.3 } = {}) {
  if (!box || box.width < 10 || box.height < 10) throw new Error('nothing of that size is on screen');
  const png = await open.page.screenshot({ clip: box, animations: 'disabled' });
  const page = await open.context.newPage();
  try {
    const ink = await page.evaluate(countInk, png.toString('base64'));
    if (ink.inkPercent < minPercent)
      throw new Error(`only ${ink.inkPercent.toFixed(2)} % of the box is drawn on`);
    return ink;
  } finally {
    await page.close();
  }
}

/** Runs inside a page of its own, which no policy of a product binds. */
async function countInk(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const counts = new Map();
  const hues = new Set();
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
    const color = (red << 16) | (green << 8) | blue;
    counts.set(color, (counts.get(color) ?? 0) + 1);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) {
      hues.add(((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5));
    }
  }
  const background = Math.max(...counts.values());
  const pixels = data.length / 4;
  return { inkPercent: (100 * (pixels - background)) / pixels, hues: hues.size };
}
