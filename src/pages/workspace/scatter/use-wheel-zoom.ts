import { type RefObject, useEffect, useRef } from 'react';
import { invertScale, type Scale } from '../../../base/scale.ts';
import type { Shape } from '../../../domain/comparison/scatter/inside-shape.ts';
import type { ScatterWindow } from '../../../domain/comparison/scatter/scatter-view.ts';
import type { ScatterGeometry } from './scatter-geometry.ts';

/** Of a notch of the wheel, some 100 px. */
const ZOOM_PER_PX = 0.0022;

/** Zooms about the pointer; the listener has to be its own, since the page would scroll. */
export function useWheelZoom(
  host: RefObject<HTMLElement | null>,
  geometry: ScatterGeometry,
  onWindow: (window: ScatterWindow | undefined) => void,
): void {
  const latest = useRef({ geometry, onWindow });
  useEffect(() => {
    latest.current = { geometry, onWindow };
  });
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const factor = Math.exp(Math.max(-300, Math.min(300, event.deltaY)) * ZOOM_PER_PX);
      const { xScale, yScale } = latest.current.geometry;
      const x = zoomed(xScale, event.clientX - left, factor);
      const y = zoomed(yScale, event.clientY - top, factor);
      if (x && y) latest.current.onWindow({ x, y });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host]);
}

/** The window of a box that was drawn; undefined: it has no size. */
export function windowOfBox(
  { xs, ys }: Shape,
  { xScale, yScale }: ScatterGeometry,
): ScatterWindow | undefined {
  const x = rangeOf(xScale, Math.min(...xs), Math.max(...xs));
  const y = rangeOf(yScale, Math.min(...ys), Math.max(...ys));
  return x && y ? { x, y } : undefined;
}

/** Undefined: so near that numbers end. */
export function zoomed(scale: Scale, atPx: number, factor: number): readonly [number, number] | undefined {
  return rangeOf(scale, atPx + (scale.startPx - atPx) * factor, atPx + (scale.endPx - atPx) * factor);
}

function rangeOf(scale: Scale, fromPx: number, toPx: number): readonly [number, number] | undefined {
  const ends = [invertScale(scale, fromPx), invertScale(scale, toPx)].sort((a, b) => a - b);
  const [min = Number.NaN, max = Number.NaN] = ends;
  const isTold =
    max > min && Number.isFinite(min) && Number.isFinite(max) && (scale.kind === 'linear' || min > 0);
  return isTold ? [min, max] : undefined;
}
