export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Where an image stands in its box: screen pixels for one of the image, and the place of its upper left corner. */
export interface ImageView {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

const LARGEST_SCALE = 64;
const SMALLEST_SCALE = 1 / 64;
/** An image this small is shown enlarged by a whole number, so that its pixels stay squares. */
const SMALL_PX = 128;
const MOST_ENLARGED = 8;

/** All of it, in the middle; images of ordinary size are not enlarged. */
export function fitImage(image: PixelSize, box: PixelSize): ImageView {
  const room = Math.min(box.width / image.width, box.height / image.height);
  const isSmall = Math.max(image.width, image.height) <= SMALL_PX;
  const most = isSmall ? Math.max(1, Math.min(MOST_ENLARGED, Math.floor(room))) : 1;
  return centreImage(image, box, room > 0 ? Math.min(most, room) : 1);
}

export function centreImage(image: PixelSize, box: PixelSize, scale: number): ImageView {
  return {
    scale,
    left: (box.width - image.width * scale) / 2,
    top: (box.height - image.height * scale) / 2,
  };
}

/** The place of the image at `x`, `y` of the box stays where it is. */
export function zoomImage(view: ImageView, factor: number, x: number, y: number): ImageView {
  const scale = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, view.scale * factor));
  const by = scale / view.scale;
  return { scale, left: x - (x - view.left) * by, top: y - (y - view.top) * by };
}

/** Moved, but never out of the box: a strip of the image stays to be seen. */
export function moveImage(
  view: ImageView,
  dx: number,
  dy: number,
  image: PixelSize,
  box: PixelSize,
): ImageView {
  return {
    scale: view.scale,
    left: keepInside(view.left + dx, image.width * view.scale, box.width),
    top: keepInside(view.top + dy, image.height * view.scale, box.height),
  };
}

const STRIP_PX = 32;

function keepInside(start: number, length: number, room: number): number {
  const strip = Math.min(STRIP_PX, length, room);
  return Math.min(room - strip, Math.max(strip - length, start));
}
