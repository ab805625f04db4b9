/** Polylines over parallel axes. Device pixels from the top left corner of the canvas. */
export interface ParallelLines {
  /** Of the axes, ascending whole numbers. */
  readonly xs: readonly number[];
  /** For each axis the y of every line. */
  readonly ys: readonly Float32Array[];
  /** Lines from the first that is drawn to the last. */
  readonly order: Uint32Array;
  /** By line, as `packColor` makes them. */
  readonly colors: Uint32Array;
  readonly heightPx: number;
}

/** What the drawing needs of a canvas. */
export interface StrokeContext {
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  globalAlpha: number;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
}

/** A colour as the bytes of an ImageData on a little-endian machine, which all that run a browser are: ABGR. */
export function packColor(red: number, green: number, blue: number): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** `#rrggbb` or `#rgb`; grey for anything else. */
export function packCssColor(text: string): number {
  const pattern =
    text.length > 4 ? /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i : /^#([\da-f])([\da-f])([\da-f])$/i;
  const [, red, green, blue] = pattern.exec(text) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return packColor(128, 128, 128);
  return packColor(readHex(red), readHex(green), readHex(blue));
}

function readHex(hex: string): number {
  return Number.parseInt(hex.padStart(2, hex), 16);
}

export function toCssColor(color: number): string {
  return `rgb(${color & 255} ${(color >>> 8) & 255} ${(color >>> 16) & 255})`;
}

/** Strokes up to here are smooth, and within a frame (6,000 took 144 to 220 ms); above, pixels are set one by one. */
const MOST_STROKED_SEGMENTS = 1500;

/** Whether lines are stroked, or set pixel by pixel: some 1.5 ns each, where a stroke takes 20. */
export function isStroked(lineCount: number, axisCount: number): boolean {
  return lineCount * Math.max(1, axisCount - 1) <= MOST_STROKED_SEGMENTS;
}

/**
 * Strokes the lines of the mask in their order. Returns how many.
 *
 * @param mask 1 for each line that is drawn; undefined: all
 */
export function strokeParallel(
  context: StrokeContext,
  lines: ParallelLines,
  mask: Uint8Array | undefined,
  { widthPx, alpha }: { readonly widthPx: number; readonly alpha: number },
): number {
  context.lineWidth = widthPx;
  context.lineJoin = 'round';
  context.globalAlpha = alpha;
  let drawn = 0;
  for (const line of lines.order) {
    if (mask && mask[line] !== 1) continue;
    context.strokeStyle = toCssColor(lines.colors[line] ?? 0);
    context.beginPath();
    traceParallel(context, lines, line);
    context.stroke();
    drawn++;
  }
  context.globalAlpha = 1;
  return drawn;
}

/** The path of one line. One axis alone has a short dash at each value. */
export function traceParallel(
  context: Pick<StrokeContext, 'moveTo' | 'lineTo'>,
  { xs, ys }: Pick<ParallelLines, 'xs' | 'ys'>,
  line: number,
): void {
  if (xs.length === 1) {
    const [x, y] = [xs[0] ?? 0, ys[0]?.[line] ?? 0];
    context.moveTo(x - LONE_PX, y);
    context.lineTo(x + LONE_PX, y);
    return;
  }
  for (let axis = 0; axis < xs.length; axis++) {
    const [x, y] = [xs[axis] ?? 0, ys[axis]?.[line] ?? 0];
    if (axis === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

const LONE_PX = 14;

/**
 * Sets the pixels of all lines of the mask between two axes, last ones over first ones. Between two columns of pixels a
 * line has every row that it crosses, so that it has no holes.
 *
 * @param gap from the axis of this index to the next
 * @param target of `gapWidth` × `heightPx` pixels; not cleared here
 * @param turns the places in the order that are drawn now; left out: all
 * @returns how many lines were drawn
 */
export function rasterGap(
  lines: ParallelLines,
  gap: number,
  mask: Uint8Array | undefined,
  target: Uint32Array,
  turns: { readonly first: number; readonly end: number } = { first: 0, end: lines.order.length },
): number {
  const { order, colors, heightPx } = lines;
  const width = gapWidth(lines, gap);
  const [from, to] = [lines.ys[gap], lines.ys[gap + 1]];
  if (!from || !to || width <= 0) return 0;
  const lastRow = heightPx - 1;
  let drawn = 0;
  const end = Math.min(turns.end, order.length);
  for (let turn = turns.first; turn < end; turn++) {
    const line = order[turn] as number;
    if (mask !== undefined && mask[line] !== 1) continue;
    const color = colors[line] as number;
    // 16 bits behind the point: rows add up without rounding errors that show.
    let y = (clamp(from[line] as number, lastRow) * 65536) | 0;
    const endY = (clamp(to[line] as number, lastRow) * 65536) | 0;
    const step = ((endY - y) / width) | 0;
    let row = y >> 16;
    for (let column = 0; column < width; column++) {
      y += step;
      const next = y >> 16;
      let index = row * width + column;
      if (next > row) {
        for (const stop = next * width + column; index < stop; index += width) target[index] = color;
      } else if (next < row) {
        for (const stop = next * width + column; index > stop; index -= width) target[index] = color;
      } else target[index] = color;
      row = next;
    }
    drawn++;
  }
  return drawn;
}

/** Columns of pixels from an axis to the next. */
export function gapWidth({ xs }: Pick<ParallelLines, 'xs'>, gap: number): number {
  return (xs[gap + 1] ?? 0) - (xs[gap] ?? 0);
}

function clamp(row: number, last: number): number {
  return row > 0 ? (row < last ? row : last) : 0;
}

export interface PickedLine {
  readonly line: number;
  readonly distancePx: number;
}

/**
 * The line that the pointer is on; of several at the same place the one that is drawn last. Looks at the two axes beside
 * the pointer only: 50,000 lines take less than a millisecond.
 *
 * @param mask lines that can be pointed at; undefined: all
 */
export function pickParallel(
  lines: Pick<ParallelLines, 'xs' | 'ys' | 'order'>,
  mask: Uint8Array | undefined,
  pointer: { readonly xPx: number; readonly yPx: number },
  reachPx: number,
): PickedLine | undefined {
  const { xs, ys, order } = lines;
  const [first, last] = [xs[0], xs.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const x = Math.min(last, Math.max(first, pointer.xPx));
  if (Math.abs(x - pointer.xPx) > Math.max(reachPx, xs.length === 1 ? LONE_PX : 0)) return undefined;
  const gap = Math.max(
    0,
    Math.min(
      xs.length - 2,
      xs.findLastIndex((each) => each <= x),
    ),
  );
  const [from, to] = [ys[gap], ys[gap + 1] ?? ys[gap]];
  if (!from || !to) return undefined;
  const width = gapWidth(lines, gap);
  const share = width > 0 ? (x - (xs[gap] ?? 0)) / width : 0;
  let [best, bestPx] = [-1, reachPx];
  for (let turn = 0; turn < order.length; turn++) {
    const line = order[turn] as number;
    if (mask !== undefined && mask[line] !== 1) continue;
    const y0 = from[line] as number;
    const rise = (to[line] as number) - y0;
    // Across the line, not down: steep lines are as near as they look.
    const slope = width > 0 ? rise / width : 0;
    const distance = Math.abs(y0 + rise * share - pointer.yPx) / Math.sqrt(1 + slope * slope);
    if (distance <= bestPx) [best, bestPx] = [line, distance];
  }
  return best < 0 ? undefined : { line: best, distancePx: bestPx };
}
