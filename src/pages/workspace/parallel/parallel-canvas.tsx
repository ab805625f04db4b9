import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import type { Passing } from '../../../domain/comparison/parallel/brushes.ts';
import { isStroked, packCssColor } from '../../../drawing/parallel-layer.ts';
import type { ParallelLayout } from '../../../drawing/parallel-layout.ts';
import {
  createParallelPainter,
  type ParallelPainter,
  type ParallelScene,
} from '../../../drawing/parallel-painter.ts';
import { createSliceQueue } from '../../../drawing/slice-queue.ts';
import { pageClock } from '../../../ui/draw-queue.ts';
import css from './parallel.module.css';
import type { DrawnLines } from './use-parallel-lines.ts';

/** Beside what React does in a frame, and the space between two axes that is begun last. */
const BUDGET_MS = 8;
const queue = createSliceQueue(pageClock, BUDGET_MS);

/** Drawn within some 6 ms; a frame of their own would come 16 to 30 ms later (measured with 1,000 runs). */
const SEGMENTS_AT_ONCE = 20_000;

interface ParallelCanvasProps {
  readonly drawn: DrawnLines;
  readonly layout: ParallelLayout;
  readonly passing: Passing;
  /** Of lines that do not pass. */
  readonly faint: string;
  /** Called when all lines are drawn, with how many there are. */
  readonly onDrawn: (lineCount: number) => void;
}

/** Lines that pass over faint ones of all runs: those do not change while a brush is dragged. */
export function ParallelCanvas({ drawn, layout, passing, faint, onDrawn }: ParallelCanvasProps) {
  const { lines, ratio } = drawn;
  const [below, above] = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)];
  const size = { width: Math.round(layout.width * ratio), height: lines.heightPx };
  // Pixels that are set one by one do not show through.
  const faded = isStroked(lines.order.length, lines.xs.length) ? 1 : 0.3;
  const isBrushed = passing.count < passing.mask.length;
  const all = useMemo<ParallelScene>(() => {
    const colors = new Uint32Array(lines.colors.length).fill(packCssColor(faint));
    const lineCount = lines.order.length;
    const style = { widthPx: ratio, alpha: faintAlpha(lineCount) };
    return { lines: { ...lines, colors }, mask: undefined, lineCount, style, widthPx: size.width };
  }, [lines, faint, ratio, size.width]);
  const kept = useMemo<ParallelScene>(() => {
    const lineCount = passing.count;
    const style = styleOf(lineCount, ratio);
    return { lines, mask: isBrushed ? passing.mask : undefined, lineCount, style, widthPx: size.width };
  }, [lines, passing, isBrushed, ratio, size.width]);
  usePainted(below, isBrushed ? all : undefined, size.height, () => undefined);
  usePainted(above, kept, size.height, () => onDrawn(passing.count));
  const style = { width: size.width / ratio, height: size.height / ratio };
  return (
    <>
      <canvas
        ref={below}
        {...size}
        style={{ ...style, opacity: faded }}
        className={css.canvas}
        hidden={!isBrushed}
        aria-hidden="true"
      />
      <canvas ref={above} {...size} style={style} className={css.canvas} aria-hidden="true" />
    </>
  );
}

/** Few lines are seen each by itself, many by where they are dense. */
export function styleOf(lineCount: number, ratio: number): ParallelScene['style'] {
  const widthPx = (lineCount <= 60 ? 1.5 : 1) * ratio;
  return { widthPx, alpha: lineCount <= 60 ? 1 : lineCount <= 300 ? 0.8 : 0.55 };
}

/** All together as dark as to be seen, and no darker. */
function faintAlpha(lineCount: number): number {
  return lineCount <= 100 ? 0.35 : 0.2;
}

function segmentsOf({ lineCount, lines }: ParallelScene): number {
  return lineCount * Math.max(1, lines.xs.length - 1);
}

function usePainted(
  canvas: RefObject<HTMLCanvasElement | null>,
  scene: ParallelScene | undefined,
  heightPx: number,
  onDone: () => void,
): void {
  const painter = useRef<ParallelPainter>(undefined);
  const done = useRef(onDone);
  useLayoutEffect(() => {
    done.current = onDone;
  });
  // A canvas of another size is empty: all of it is drawn anew.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    painter.current = context ? createParallelPainter(context, () => performance.now()) : undefined;
    // A new size is the reason.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [canvas, scene?.widthPx, heightPx]);
  useLayoutEffect(() => {
    const own = painter.current;
    if (!own || !scene) return;
    own.show(scene);
    const paint = (budgetMs: number) => {
      const isDone = own.paint(budgetMs);
      if (isDone) done.current();
      return isDone;
    };
    // What is not much is there in the same frame, be it the first one or that of a brush.
    if (segmentsOf(scene) <= SEGMENTS_AT_ONCE && paint(BUDGET_MS)) return undefined;
    return queue.add((budget) => paint(budget.leftMs()));
  }, [scene]);
}
