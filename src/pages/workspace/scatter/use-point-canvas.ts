import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { createPointDrawing, drawPoints, type PointPicture } from '../../../drawing/point-layer.ts';
import { drawQueue } from '../../../ui/draw-queue.ts';

const now = () => performance.now();

/**
 * Draws the points in slices whenever the picture changes; what stood there stays until the first slice.
 *
 * @param picture in device pixels; the same object as long as nothing of it changes
 */
export function usePointCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  picture: PointPicture | undefined,
  onDrawn: (pointsDrawn: number) => void,
): void {
  const report = useRef(onDrawn);
  useEffect(() => {
    report.current = onDrawn;
  });
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !picture) return undefined;
    const drawing = createPointDrawing(picture);
    let isStarted = false;
    return drawQueue.add((budget) => {
      if (!isStarted) sizeCanvas(context.canvas, picture);
      isStarted = true;
      if (!drawing.isDone) drawPoints(context, drawing, budget.leftMs(), now);
      if (drawing.isDone) report.current(drawing.pointsDrawn);
      return drawing.isDone;
    });
  }, [canvas, picture]);
}

/** Setting the size clears it. */
function sizeCanvas(
  canvas: HTMLCanvasElement,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): void {
  canvas.width = Math.max(1, Math.round(widthPx));
  canvas.height = Math.max(1, Math.round(heightPx));
}
