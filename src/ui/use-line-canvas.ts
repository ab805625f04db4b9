import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type {
  DescribedMarks,
  PackedBands,
  PackedLines,
  PackedMarks,
  ReadLines,
} from '../base/packed-lines.ts';
import { drawBands } from '../drawing/band-layer.ts';
import { createLineDrawing, drawSlice, type DrawnCounts, type LineStyle } from '../drawing/line-layer.ts';
import { bleedPx, type PlotFrame } from '../drawing/plot-frame.ts';
import { drawQueue } from './draw-queue.ts';

/** What is drawn: lines with their marks, over faint ones that each belong to one of them. */
export interface PlotLines {
  readonly lines: ReadLines;
  readonly marks: DescribedMarks;
  readonly faint: OwnedLines;
  /** Behind all lines, one for each of `lines`; undefined: there are none. */
  readonly bands?: PackedBands | undefined;
}

export interface OwnedLines extends PackedLines {
  /** For each line that of `lines` whose colour it has. */
  readonly owners: Uint32Array<ArrayBuffer>;
}

const FAINT_ALPHA = 0.28;
const NO_MARKS: PackedMarks = {
  lines: new Uint32Array(0),
  xs: new Float64Array(0),
  kinds: new Uint8Array(0),
};

const now = () => performance.now();

/** Draws the lines in slices whenever lines, styles or frame change; what stood there stays until the first slice. */
export function useLineCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  { lines, marks, faint, bands }: PlotLines,
  styles: readonly LineStyle[] | undefined,
  frame: PlotFrame | undefined,
  onDrawn: (counts: DrawnCounts) => void,
): void {
  const report = useRef(onDrawn);
  useEffect(() => {
    report.current = onDrawn;
  });
  // Before the next frame, not behind it: a drag is answered 16 ms sooner.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !styles || !frame) return;
    const faintStyles = Array.from(faint.owners, (owner) => faintOf(styles[owner]));
    const behind = createLineDrawing(faint, NO_MARKS, faintStyles, frame);
    const drawing = createLineDrawing(lines, marks, styles, frame);
    let isStarted = false;
    let bandsDrawn = 0;
    return drawQueue.add((budget) => {
      if (!isStarted) prepareCanvas(context, frame);
      isStarted = true;
      if (bands && bandsDrawn < bands.offsets.length - 1) {
        bandsDrawn = drawBands(context, bands, styles, frame, bandsDrawn, budget.leftMs(), now);
        return false;
      }
      if (!behind.isDone) {
        drawSlice(context, behind, budget);
        // Where there are none, a frame that only clears would be seen.
        if (faint.xs.length > 0) return false;
      }
      const isDone = drawSlice(context, drawing, budget);
      if (isDone) report.current({ pointsDrawn: drawing.pointsDrawn, linesDrawn: drawing.linesDrawn });
      return isDone;
    });
  }, [canvas, lines, marks, faint, bands, styles, frame]);
}

export function faintOf(style: LineStyle | undefined): LineStyle {
  return { color: style?.color ?? 'gray', dash: [], alpha: FAINT_ALPHA };
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
