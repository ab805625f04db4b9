import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { usePlotSize } from '../../ui/use-plot-size.ts';
import { type ImageView, moveImage, type PixelSize, zoomImage } from '../image/image-view.ts';
import { shareView, type SharedView, viewInBox, WHOLE_IMAGE } from './shared-view.ts';

const KEY_FACTOR = 1.5;
const KEY_MOVE_PX = 40;

/** Of an SVG without a size of its own. */
export const NO_SIZE: PixelSize = { width: 512, height: 512 };

/** Wheel, pointer and keys on one box move what all boxes show. */
export function useSharedPart(
  host: RefObject<HTMLElement | null>,
  image: PixelSize | undefined,
  part: SharedView,
  onPart: (part: SharedView) => void,
) {
  const box = usePlotSize(host);
  const view = image && box && box.width > 0 ? viewInBox(part, image, box) : undefined;
  const change = (make: (from: ImageView, image: PixelSize, box: PixelSize) => ImageView) => {
    if (view && image && box) onPart(shareView(make(view, image, box), image, box));
  };
  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  });
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const at = element.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY / 400);
      latest.current((from) => zoomImage(from, factor, event.clientX - at.left, event.clientY - at.top));
    };
    // React listens passively: the page would scroll as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host]);
  const dragged = useRef<{ readonly x: number; readonly y: number }>(undefined);
  const move = (dx: number, dy: number) => change((from, size, room) => moveImage(from, dx, dy, size, room));
  const zoomBy = (factor: number) =>
    change((from, _, { width, height }) => zoomImage(from, factor, width / 2, height / 2));
  const keys: Record<string, () => void> = {
    '0': () => onPart(WHOLE_IMAGE),
    '+': () => zoomBy(KEY_FACTOR),
    '=': () => zoomBy(KEY_FACTOR),
    '-': () => zoomBy(1 / KEY_FACTOR),
    ArrowLeft: () => move(KEY_MOVE_PX, 0),
    ArrowRight: () => move(-KEY_MOVE_PX, 0),
    ArrowUp: () => move(0, KEY_MOVE_PX),
    ArrowDown: () => move(0, -KEY_MOVE_PX),
  };
  return {
    view,
    handlers: {
      onKeyDown: (event: KeyboardEvent) => {
        const act = keys[event.key];
        if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        act();
      },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        dragged.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const from = dragged.current;
        if (!from) return;
        move(event.clientX - from.x, event.clientY - from.y);
        dragged.current = { x: event.clientX, y: event.clientY };
      },
      onPointerUp: () => {
        dragged.current = undefined;
      },
      onPointerCancel: () => {
        dragged.current = undefined;
      },
    },
  };
}

/** CSS of an image that stands so. */
export function placeOf(view: ImageView | undefined, image: PixelSize | undefined) {
  if (!view || !image) return { opacity: 0 };
  return {
    width: image.width * view.scale,
    height: image.height * view.scale,
    transform: `translate(${view.left}px, ${view.top}px)`,
  };
}
