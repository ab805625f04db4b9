import {
  gapWidth,
  isStroked,
  type ParallelLines,
  rasterGap,
  type StrokeContext,
  strokeParallel,
} from './parallel-layer.ts';

/** What the painter needs of a canvas. */
export interface PaintContext extends StrokeContext {
  clearRect(x: number, y: number, width: number, height: number): void;
  createImageData(width: number, height: number): ImageData;
  putImageData(data: ImageData, x: number, y: number): void;
}

/** What is to be seen. */
export interface ParallelScene {
  readonly lines: ParallelLines;
  /** 1 for each line that is drawn; undefined: all. */
  readonly mask: Uint8Array | undefined;
  readonly lineCount: number;
  readonly style: { readonly widthPx: number; readonly alpha: number };
  /** Of the canvas. */
  readonly widthPx: number;
}

export interface ParallelPainter {
  /** From now on this is to be seen; drawn by `paint`. */
  readonly show: (scene: ParallelScene) => void;
  /** Works for about the budget, one step at least. Returns whether all of the scene is on the canvas. */
  readonly paint: (budgetMs: number) => boolean;
}

/** Lines of a space in one step: 50,000 over 320 pixels take 50 ms. */
const LINES_AT_ONCE = 25_000;

/** A space that is being drawn, not on the canvas yet. */
interface BegunGap {
  readonly scene: ParallelScene;
  readonly gap: number;
  readonly image: ImageData;
  /** Place in the order. */
  next: number;
}

/**
 * Draws thousands of lines while the scene changes under it. Spaces between two axes are drawn by turns, each shown when
 * it is done: a scene that comes before the last one is done goes on where that stopped, so that no space waits for long.
 */
export function createParallelPainter(context: PaintContext, now: () => number): ParallelPainter {
  let scene: ParallelScene | undefined;
  /** The next space, and how many are still to be drawn. */
  let [turn, left] = [0, 0];
  const images: ImageData[] = [];
  let begun: BegunGap | undefined;

  const paintWhole = (whole: ParallelScene) => {
    context.clearRect(0, 0, whole.widthPx, whole.lines.heightPx);
    strokeParallel(context, whole.lines, whole.mask, whole.style);
    begun = undefined;
    left = 0;
  };
  const begin = (whole: ParallelScene, gap: number): BegunGap => {
    const image = imageOf(context, images, gap, gapWidth(whole.lines, gap), whole.lines.heightPx);
    new Uint32Array(image.data.buffer).fill(0);
    return { scene: whole, gap, image, next: 0 };
  };
  const paintGap = (whole: ParallelScene, gaps: number) => {
    begun ??= begin(whole, turn % gaps);
    const { scene: own, gap, image, next: first } = begun;
    const { lines, mask, widthPx } = own;
    const end = first + LINES_AT_ONCE;
    rasterGap(lines, gap, mask, new Uint32Array(image.data.buffer), { first, end });
    begun.next = end;
    if (end < lines.order.length) return;
    begun = undefined;
    const x = lines.xs[gap] ?? 0;
    // What another picture left beside the axes.
    if (gap === 0) context.clearRect(0, 0, x, lines.heightPx);
    if (gap === gaps - 1) context.clearRect(x, 0, widthPx - x, lines.heightPx);
    context.putImageData(image, x, 0);
    turn = gap + 1;
    if (own === scene) left--;
  };
  const isDone = () => left === 0;
  return {
    show: (next) => {
      // Dropped with every scene it would never be done while a brush is dragged.
      if (begun && !standsAs(begun.scene, next)) begun = undefined;
      scene = next;
      left = Math.max(1, next.lines.xs.length - 1);
    },
    paint: (budgetMs) => {
      if (!scene) return true;
      const gaps = scene.lines.xs.length - 1;
      if (gaps < 1 || isStroked(scene.lineCount, gaps + 1)) {
        if (left > 0) paintWhole(scene);
        return true;
      }
      const endMs = now() + budgetMs;
      do {
        if (left > 0) paintGap(scene, gaps);
      } while (!isDone() && now() < endMs);
      return isDone();
    },
  };
}

/** Whether the axes of two scenes are at the same places. */
function standsAs(before: ParallelScene, { lines, widthPx }: ParallelScene): boolean {
  const { xs, heightPx } = before.lines;
  if (before.widthPx !== widthPx || heightPx !== lines.heightPx || xs.length !== lines.xs.length)
    return false;
  return xs.every((x, axis) => x === lines.xs[axis]);
}

function imageOf(
  context: PaintContext,
  images: ImageData[],
  gap: number,
  width: number,
  height: number,
): ImageData {
  const known = images[gap];
  if (known && known.width === width && known.height === height) return known;
  const made = context.createImageData(width, height);
  images[gap] = made;
  return made;
}
