/** Points in device pixels from the top left corner of the plot. All arrays have one length. */
export interface PointPicture {
  /** NaN: the point is nowhere. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Places in `palette`. */
  readonly colors: Uint8Array;
  readonly palette: readonly string[];
  /** Half the width of each point; one for all where they are of one size. */
  readonly radii: Float32Array | number;
  /** 1: drawn faint, since others are chosen. */
  readonly faint: Uint8Array | undefined;
  /** Places in the order in which they are drawn: what is last lies on top. */
  readonly order: Uint32Array;
  readonly alpha: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PointDrawing {
  readonly picture: PointPicture;
  next: number;
  /** Points that were put on the canvas. */
  pointsDrawn: number;
  isDone: boolean;
}

type PointContext = Pick<
  CanvasRenderingContext2D,
  'arc' | 'beginPath' | 'fill' | 'fillRect' | 'fillStyle' | 'globalAlpha'
>;

/** More would take several frames as circles; as squares of a few pixels they look the same. */
const MOST_CIRCLES = 6_000;
const LARGEST_SQUARE = 3;
const FAINT_ALPHA = 0.12;
/** Looking at the clock costs as much as some points. */
const POINTS_BETWEEN_LOOKS = 250;

export function createPointDrawing(picture: PointPicture): PointDrawing {
  return { picture, next: 0, pointsDrawn: 0, isDone: picture.order.length === 0 };
}

/** Draws for about the budget; points beyond the edge of the plot are left out. */
export function drawPoints(
  context: PointContext,
  drawing: PointDrawing,
  budgetMs: number,
  now: () => number,
): void {
  const { order } = drawing.picture;
  const endMs = now() + budgetMs;
  while (drawing.next < order.length) {
    const last = Math.min(order.length, drawing.next + POINTS_BETWEEN_LOOKS);
    drawRun(context, drawing, last);
    if (now() >= endMs) break;
  }
  drawing.isDone = drawing.next >= order.length;
  context.globalAlpha = 1;
}

function drawRun(context: PointContext, drawing: PointDrawing, last: number): void {
  const { picture } = drawing;
  const { xs, ys, colors, palette, radii, faint, order, alpha, widthPx, heightPx } = picture;
  const isMany = order.length > MOST_CIRCLES;
  let color = -1;
  for (; drawing.next < last; drawing.next++) {
    const point = order[drawing.next] ?? 0;
    const [x, y] = [xs[point] ?? Number.NaN, ys[point] ?? Number.NaN];
    // NaN is in no range.
    if (!(x >= -0.5 && x <= widthPx + 0.5 && y >= -0.5 && y <= heightPx + 0.5)) continue;
    if (colors[point] !== color) {
      color = colors[point] ?? 0;
      context.fillStyle = palette[color] ?? 'gray';
    }
    context.globalAlpha = faint?.[point] === 1 ? FAINT_ALPHA : alpha;
    fillPoint(context, x, y, typeof radii === 'number' ? radii : (radii[point] ?? 1), isMany);
    drawing.pointsDrawn++;
  }
}

function fillPoint(context: PointContext, x: number, y: number, radius: number, isMany: boolean): void {
  if (isMany && radius <= LARGEST_SQUARE) {
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    return;
  }
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

export interface StepLine {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/**
 * The edge of what the front beats, as a line of steps: from each point it goes to the next one by the corner that both
 * are better than, and it ends at the worse edges of the plot.
 *
 * @param front places of the points from the best x to the best y
 * @param edges pixels of the worst x and the worst y
 */
export function frontSteps(
  front: readonly number[],
  pxs: Float32Array,
  pys: Float32Array,
  edges: { readonly x: number; readonly y: number },
): StepLine {
  const [xs, ys]: [number[], number[]] = [[], []];
  let lastY = edges.y;
  for (const point of front) {
    const [x, y] = [pxs[point] ?? 0, pys[point] ?? 0];
    if (x === xs.at(-1) && y === lastY) continue;
    xs.push(x, x);
    ys.push(lastY, y);
    lastY = y;
  }
  if (front.length > 0) {
    xs.push(edges.x);
    ys.push(lastY);
  }
  return { xs, ys };
}
