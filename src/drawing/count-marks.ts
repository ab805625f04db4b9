import type { PackedLines } from '../base/packed-lines.ts';
import { type PlotFrame, projectionOf } from './plot-frame.ts';
import type { FigureContext } from './svg-context.ts';

/** Where the number of members of a line changes, by line and then by x: the new number; the first x included. */
export interface CountChanges {
  readonly lines: Uint32Array;
  readonly xs: Float64Array;
  readonly counts: Uint32Array;
  /** Of each line all members that there are: said elsewhere, so that only other numbers are marked. */
  readonly totals: Uint32Array;
}

/** Device pixels from the top left corner of the plot. */
export interface CountMark {
  readonly line: number;
  readonly x: number;
  readonly count: number;
  readonly xPx: number;
  /** On the line. */
  readonly yPx: number;
  /** Top left corner of the words, beside the line where they cover no other ones. */
  readonly leftPx: number;
  readonly topPx: number;
}

/** Changes closer than this are told as one, of which the last number counts. */
const MERGE_CSS_PX = 40;
const WORD_WIDTH_CSS_PX = 40;
const WORD_HEIGHT_CSS_PX = 12;
const GAP_CSS_PX = 4;
/** Half of the stroke across the line. */
const TICK_CSS_PX = 4;
const FONT_CSS_PX = 10;
/** Words further off belong to no line that an eye finds: the tooltip still tells the number. */
const PLACES_BESIDE = 3;

/**
 * The marks of one picture: only numbers that differ from the one told before, one for each place that an eye can tell
 * from the next. A window begins with the number that it finds.
 */
export function placeCounts(
  changes: CountChanges,
  lines: PackedLines,
  frame: PlotFrame,
): readonly CountMark[] {
  const placed: CountMark[] = [];
  for (let start = 0; start < changes.lines.length; ) {
    let end = start;
    while (end < changes.lines.length && changes.lines[end] === changes.lines[start]) end++;
    for (const mark of marksOfLine(changes, start, end, lines, frame)) {
      const free = placeWords(mark, placed, frame);
      if (free) placed.push(free);
    }
    start = end;
  }
  return placed;
}

type BareMark = Omit<CountMark, 'leftPx' | 'topPx'>;

function marksOfLine(
  { lines: owners, xs, counts, totals }: CountChanges,
  start: number,
  end: number,
  lines: PackedLines,
  frame: PlotFrame,
): readonly BareMark[] {
  const project = projectionOf(frame);
  const mergePx = MERGE_CSS_PX * frame.devicePixelRatio;
  const line = owners[start] ?? 0;
  const marks: BareMark[] = [];
  let told = totals[line] ?? 0;
  for (let index = start; index < end; ) {
    const firstPx = Math.max(0, project.x(xs[index] ?? Number.NaN));
    if (!(firstPx <= frame.widthPx)) break;
    let last = index;
    while (last + 1 < end && Math.max(0, project.x(xs[last + 1] ?? Number.NaN)) - firstPx < mergePx) last++;
    const [x = Number.NaN, count = 0] = [xs[last], counts[last]];
    const xPx = Math.max(0, project.x(x));
    const yPx = heightAt(lines, line, frame, xPx);
    if (count !== told && count > 0 && xPx <= frame.widthPx && yPx !== undefined) {
      marks.push({ line, x, count, xPx, yPx });
      told = count;
    }
    index = last + 1;
  }
  return marks;
}

/** Of the line's next point from there on that is on screen. */
function heightAt(lines: PackedLines, line: number, frame: PlotFrame, xPx: number): number | undefined {
  const project = projectionOf(frame);
  const [from, to] = [lines.offsets[line] ?? 0, lines.offsets[line + 1] ?? 0];
  for (let index = from; index < to; index++) {
    if (project.x(lines.xs[index] ?? Number.NaN) < xPx - 0.5) continue;
    const yPx = project.y(lines.ys[index] ?? Number.NaN);
    if (Number.isNaN(yPx)) continue;
    return yPx >= 0 && yPx <= frame.heightPx ? yPx : undefined;
  }
  return undefined;
}

/** Above the line, else below, else further off; undefined: there is no room. */
function placeWords(mark: BareMark, placed: readonly CountMark[], frame: PlotFrame): CountMark | undefined {
  const ratio = frame.devicePixelRatio;
  const [width, height, gap] = [WORD_WIDTH_CSS_PX, WORD_HEIGHT_CSS_PX, GAP_CSS_PX].map(
    (px) => px * ratio,
  ) as [number, number, number];
  const leftPx = Math.max(0, Math.min(mark.xPx + gap / 2, frame.widthPx - width));
  for (let place = 0; place < PLACES_BESIDE; place++) {
    for (const topPx of [mark.yPx - (gap + height) * (place + 1), mark.yPx + gap + (gap + height) * place]) {
      const isInside = topPx >= 0 && topPx + height <= frame.heightPx;
      const isFree = placed.every(
        (other) => Math.abs(other.leftPx - leftPx) >= width || Math.abs(other.topPx - topPx) >= height,
      );
      if (isInside && isFree) return { ...mark, leftPx, topPx };
    }
  }
  return undefined;
}

/** Into a figure; on the page they are elements. */
export function drawCounts(
  context: FigureContext,
  marks: readonly CountMark[],
  colors: readonly string[],
  words: (count: number) => string,
  { fontFamily, devicePixelRatio: ratio }: { readonly fontFamily: string; readonly devicePixelRatio: number },
): void {
  for (const { line, count, xPx, yPx, leftPx, topPx } of marks) {
    const color = colors[line] ?? 'gray';
    context.setLineDash([]);
    context.lineWidth = 1.5 * ratio;
    context.strokeStyle = color;
    context.beginPath();
    context.moveTo(xPx, yPx - TICK_CSS_PX * ratio);
    context.lineTo(xPx, yPx + TICK_CSS_PX * ratio);
    context.stroke();
    context.font = `400 ${FONT_CSS_PX * ratio}px ${fontFamily}`;
    context.textAlign = 'left';
    context.fillStyle = color;
    context.fillText(words(count), leftPx, topPx + (WORD_HEIGHT_CSS_PX - 2) * ratio);
  }
}
