import { type RefObject, useEffect, useRef } from 'react';
import type { PackedLines, PackedMarks } from '../base/packed-lines.ts';
import { createLineDrawing, drawSlice, type DrawnCounts, type LineStyle } from '../drawing/line-layer.ts';
import { bleedPx, type PlotFrame } from '../drawing/plot-frame.ts';
import { createSliceQueue } from '../drawing/slice-queue.ts';

/** All plots of the page share it. */
const queue = createSliceQueue(
  { requestFrame: (callback) => requestAnimationFrame(callback), now: () => performance.now() },
  10,
);

/** Draws the lines in slices whenever lines, styles or frame change; what stood there stays until the first slice. */
export function useLineCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  lines: PackedLines,
  marks: PackedMarks,
  styles: readonly LineStyle[] | undefined,
  frame: PlotFrame | undefined,
  onDrawn: (counts: DrawnCounts) => void,
): void {
  const report = useRef(onDrawn);
  useEffect(() => {
    report.current = onDrawn;
  });
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !styles || !frame) return;
    const drawing = createLineDrawing(lines, marks, styles, frame);
    let isStarted = false;
    return queue.add((budgetMs) => {
      if (!isStarted) prepareCanvas(context, frame);
      isStarted = true;
      const isDone = drawSlice(context, drawing, budgetMs, () => performance.now());
      if (isDone) report.current({ pointsDrawn: drawing.pointsDrawn, linesDrawn: drawing.linesDrawn });
      return isDone;
    });
  }, [canvas, lines, marks, styles, frame]);
}

/** Sizes the canvas to the frame with its bleed (which clears it), or only clears it. Pixel 0 is the plot's left edge. */
export function prepareCanvas(context: CanvasRenderingContext2D, frame: PlotFrame): void {
  const { canvas } = context;
  const bleed = bleedPx(frame.devicePixelRatio);
  const widthPx = frame.widthPx + 2 * bleed;
  if (canvas.width !== widthPx || canvas.height !== frame.heightPx) {
    canvas.width = widthPx;
    canvas.height = frame.heightPx;
  }
  context.setTransform(1, 0, 0, 1, bleed, 0);
  context.clearRect(-bleed, 0, widthPx, frame.heightPx);
}
