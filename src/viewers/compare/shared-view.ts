import { fitImage, type ImageView, type PixelSize } from '../image/image-view.ts';

/** What all images of a grid show: the same part, whatever their sizes. */
export interface SharedView {
  /** 1: as the image fits into its box. */
  readonly zoom: number;
  /** The place of the image that stands in the middle of the box, as shares of its width and height. */
  readonly x: number;
  readonly y: number;
}

export const WHOLE_IMAGE: SharedView = { zoom: 1, x: 0.5, y: 0.5 };
const LARGEST_ZOOM = 64;

export function viewInBox({ zoom, x, y }: SharedView, image: PixelSize, box: PixelSize): ImageView {
  const scale = fitImage(image, box).scale * zoom;
  return {
    scale,
    left: box.width / 2 - x * image.width * scale,
    top: box.height / 2 - y * image.height * scale,
  };
}

/** The inverse of `viewInBox`; never so far that the image leaves the middle. */
export function shareView({ scale, left, top }: ImageView, image: PixelSize, box: PixelSize): SharedView {
  const zoom = scale / fitImage(image, box).scale;
  return {
    zoom: Math.min(LARGEST_ZOOM, Math.max(1, zoom)),
    x: within((box.width / 2 - left) / (image.width * scale)),
    y: within((box.height / 2 - top) / (image.height * scale)),
  };
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
