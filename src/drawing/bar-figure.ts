import {
  FIGURE_PADDING,
  type FigureTheme,
  labelFont,
  type MeasureText,
  titleFont,
  wrapText,
  write,
} from './figure.ts';
import { LEVEL_DASHES, type PlotLevel } from './levels.ts';
import type { FigureContext } from './svg-context.ts';

/** Bars as they leave the page: a row for each, under the title, over the small print. */
export interface BarFigureRequest {
  /** CSS pixels, the room to the sides left out. */
  readonly width: number;
  readonly title: string;
  readonly notes: readonly string[];
  readonly rows: readonly BarFigureRow[];
  /** Lines across all bars. */
  readonly marks: readonly BarFigureMark[];
}

export interface BarFigureRow {
  readonly label: string;
  readonly value: string;
  readonly color: string;
  /** Percent of the width of the bars. */
  readonly from: number;
  readonly to: number;
}

export interface BarFigureMark {
  readonly kind: PlotLevel['kind'];
  readonly color: string;
  readonly words: string;
  /** Undefined: it lies beyond the scale. */
  readonly at: number | undefined;
}

/** CSS pixels. */
export interface BarFigure extends BarFigureRequest {
  readonly height: number;
  readonly fullWidth: number;
  readonly titleLines: readonly string[];
  readonly noteLines: readonly string[];
  readonly marksY: number;
  readonly rowsY: number;
  readonly notesY: number;
  readonly trackX: number;
  readonly trackWidth: number;
}

const TITLE_PX = 14;
const TITLE_LINE = 19;
const ROW = 20;
const BAR = 12;
const NOTE_LINE = 15;
const GAP = 8;
const LEAST_TRACK = 120;

export function layOutBars(request: BarFigureRequest, fontFamily: string, measure: MeasureText): BarFigure {
  const { width, rows, marks } = request;
  const font = labelFont(fontFamily);
  const titleLines = wrapText(request.title, width, (part) => measure(part, titleFont(fontFamily)));
  const noteLines = request.notes.flatMap((note) => wrapText(note, width, (part) => measure(part, font)));
  const widest = (texts: readonly string[]) =>
    Math.ceil(texts.reduce((most, text) => Math.max(most, measure(text, font)), 0));
  const values = widest(rows.map(({ value }) => value));
  const labels = Math.min(
    widest(rows.map(({ label }) => label)),
    Math.max(0, width - values - LEAST_TRACK - 2 * GAP),
  );
  const marksY = FIGURE_PADDING + titleLines.length * TITLE_LINE + GAP;
  const rowsY = marksY + (marks.length > 0 ? NOTE_LINE : 0);
  const notesY = rowsY + rows.length * ROW + GAP + NOTE_LINE / 2;
  return {
    ...request,
    titleLines,
    noteLines,
    marksY,
    rowsY,
    notesY,
    fullWidth: width + 2 * FIGURE_PADDING,
    height: Math.ceil(notesY + (noteLines.length - 1) * NOTE_LINE + FIGURE_PADDING),
    trackX: FIGURE_PADDING + labels + GAP,
    trackWidth: Math.max(1, width - labels - values - 2 * GAP),
  };
}

/** `ratio`: device pixels of the context for each CSS pixel. */
export function paintBars(
  context: FigureContext,
  figure: BarFigure,
  theme: FigureTheme,
  ratio: number,
  measure: MeasureText,
): void {
  const { fontFamily } = theme;
  const font = labelFont(fontFamily);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, figure.fullWidth, figure.height);
  write(
    context,
    placeLines(figure.titleLines, FIGURE_PADDING + TITLE_PX, TITLE_LINE),
    titleFont(fontFamily),
    theme.title,
  );
  write(context, placeLines(figure.noteLines, figure.notesY, NOTE_LINE), font, theme.text);
  paintRows(context, figure, theme, font, (text) => measure(text, font));
  paintMarks(context, figure, font, (text) => measure(text, font));
}

function placeLines(texts: readonly string[], top: number, lineHeight: number) {
  return texts.map((text, index) => ({ text, x: FIGURE_PADDING, y: top + index * lineHeight }));
}

function paintRows(
  context: FigureContext,
  { rows, rowsY, trackX, trackWidth, width }: BarFigure,
  theme: FigureTheme,
  font: string,
  measure: (text: string) => number,
): void {
  const roomPx = trackX - FIGURE_PADDING - GAP;
  for (const [index, { label, value, color, from, to }] of rows.entries()) {
    const y = rowsY + index * ROW + ROW / 2;
    const shown = cutToRoom(label, roomPx, measure);
    write(context, [{ text: shown, x: FIGURE_PADDING, y: y + 4 }], font, theme.title);
    write(context, [{ text: value, x: FIGURE_PADDING + width, y: y + 4 }], font, theme.title, 'right');
    context.fillStyle = color;
    const barWidth = Math.max(1.5, (Math.abs(to - from) / 100) * trackWidth);
    context.fillRect(trackX + (Math.min(from, to) / 100) * trackWidth, y - BAR / 2, barWidth, BAR);
  }
}

function paintMarks(
  context: FigureContext,
  { marks, marksY, rowsY, rows, trackX, trackWidth }: BarFigure,
  font: string,
  measure: (text: string) => number,
): void {
  let x = FIGURE_PADDING;
  for (const { kind, color, words, at } of marks) {
    write(context, [{ text: words, x, y: marksY + NOTE_LINE / 2 }], font, color);
    x += measure(words) + 12;
    if (at === undefined) continue;
    const px = trackX + (at / 100) * trackWidth;
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.setLineDash(LEVEL_DASHES[kind]);
    context.beginPath();
    context.moveTo(px, rowsY);
    context.lineTo(px, rowsY + rows.length * ROW);
    context.stroke();
  }
  context.setLineDash([]);
}

/** The end gives way: a name is known by how it begins, and the CSV has all of it. */
function cutToRoom(text: string, roomPx: number, measure: (text: string) => number): string {
  if (measure(text) <= roomPx) return text;
  const characters = Array.from(text);
  let [low, high] = [0, characters.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${characters.slice(0, middle).join('')}…`) <= roomPx) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('')}…`;
}
