import { LABEL_FONT_PX, OFFSET_GAP, type AxesTheme, type AxisPicture, type PlotAxes } from './layout.ts';
import type { FigureContext } from './svg-context.ts';

/** A plot as it leaves the page: with its title, its legend, and in small print what it is made from. */
export interface FigureRequest {
  readonly axes: PlotAxes;
  readonly title: string;
  /** Each begins a line of its own. */
  readonly notes: readonly string[];
  readonly legend: readonly FigureEntry[];
}

export interface FigureEntry {
  readonly label: string;
  readonly color: string;
  readonly dash: readonly number[];
}

export interface FigureTheme extends AxesTheme {
  readonly background: string;
  readonly title: string;
}

interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
}

/** CSS pixels from the top left corner. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly axes: PlotAxes;
  /** Top left corner of the axes' own box. */
  readonly axesX: number;
  readonly axesY: number;
  readonly title: readonly PlacedText[];
  readonly legend: readonly { readonly entry: FigureEntry; readonly x: number; readonly y: number }[];
  readonly notes: readonly PlacedText[];
}

/** Width of a text in CSS pixels. */
export type MeasureText = (text: string, font: string) => number;

/** Around the axes, to each side. */
export const FIGURE_PADDING = 12;
const TITLE_PX = 14;
const TITLE_LINE = 19;
const LEGEND_LINE = 16;
const SWATCH = 20;
const SWATCH_GAP = 6;
const COLUMN_GAP = 16;
const NOTE_LINE = 15;
const GAP = 8;

export function layOutFigure(request: FigureRequest, fontFamily: string, measure: MeasureText): Figure {
  const { axes, legend } = request;
  const inner = axes.layout.width;
  const width = inner + 2 * FIGURE_PADDING;
  const place = (lines: readonly string[], top: number, lineHeight: number): readonly PlacedText[] =>
    lines.map((text, index) => ({ text, x: FIGURE_PADDING, y: top + index * lineHeight }));
  const wrap = (text: string, font: string) => wrapText(text, inner, (part) => measure(part, font));

  const title = place(wrap(request.title, titleFont(fontFamily)), FIGURE_PADDING + TITLE_PX, TITLE_LINE);
  const axesY = FIGURE_PADDING + title.length * TITLE_LINE + GAP;
  const legendY = axesY + axes.layout.height + GAP;
  const font = labelFont(fontFamily);
  const widest = Math.max(0, ...legend.map(({ label }) => measure(label, font)));
  const columnWidth = Math.min(inner, Math.ceil(widest) + SWATCH + SWATCH_GAP + COLUMN_GAP);
  const columns = Math.max(1, Math.floor((inner + COLUMN_GAP) / columnWidth));
  const rows = Math.ceil(legend.length / columns);
  const notesY = legendY + rows * LEGEND_LINE + GAP + NOTE_LINE / 2;
  const notes = place(
    request.notes.flatMap((note) => wrap(note, font)),
    notesY,
    NOTE_LINE,
  );
  return {
    width,
    height: Math.ceil(notesY + (notes.length - 1) * NOTE_LINE + FIGURE_PADDING),
    axes,
    axesX: FIGURE_PADDING,
    axesY,
    title,
    // Down first, then across: the order of the lines is read column by column.
    legend: legend.map((entry, index) => ({
      entry,
      x: FIGURE_PADDING + Math.floor(index / rows) * columnWidth,
      y: legendY + (index % rows) * LEGEND_LINE + LEGEND_LINE / 2,
    })),
    notes,
  };
}

/** All of it but the lines. `ratio`: device pixels of the context for each CSS pixel. */
export function paintFigure(context: FigureContext, figure: Figure, theme: FigureTheme, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, figure.width, figure.height);
  write(context, figure.title, titleFont(theme.fontFamily), theme.title);
  write(context, figure.notes, labelFont(theme.fontFamily), theme.text);
  paintAxes(context, figure, theme);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const { entry, x, y } of figure.legend) {
    context.lineWidth = 2;
    context.lineJoin = 'round';
    context.lineCap = 'butt';
    context.strokeStyle = entry.color;
    context.setLineDash(entry.dash);
    line(context, x, y, x + SWATCH, y);
    write(
      context,
      [{ text: entry.label, x: x + SWATCH + SWATCH_GAP, y: y + LABEL_FONT_PX / 3 }],
      labelFont(theme.fontFamily),
      theme.title,
    );
  }
}

/** Moves the context to the plot's own corner, in device pixels: what the line layer draws on. */
export function enterPlot(context: FigureContext, figure: Figure, ratio: number): void {
  const { left, top } = figure.axes.layout;
  const [x, y] = [(figure.axesX + left) * ratio, (figure.axesY + top) * ratio];
  context.setTransform(1, 0, 0, 1, Math.round(x), Math.round(y));
}

function paintAxes(context: FigureContext, figure: Figure, theme: FigureTheme): void {
  const { layout, x, y } = figure.axes;
  const left = figure.axesX + layout.left;
  const top = figure.axesY + layout.top;
  const bottom = top + y.lengthPx;
  const right = left + x.lengthPx;
  context.setLineDash([]);
  context.lineWidth = 1;
  context.lineCap = 'butt';
  context.strokeStyle = theme.grid;
  for (const { px } of y.ticks) line(context, left, bottom - px, right, bottom - px);
  context.strokeStyle = theme.baseline;
  line(context, left, bottom, right, bottom);
  const font = labelFont(theme.fontFamily);
  const below = labelsOf(x, (px) => ({ x: left + px, y: bottom + 8 + LABEL_FONT_PX }));
  const beside = labelsOf(y, (px) => ({ x: left - 8, y: bottom - px + LABEL_FONT_PX / 3 }));
  write(context, below, font, theme.text, 'center');
  write(context, beside, font, theme.text, 'right');
  if (x.offset) {
    const place = { x: (left + right) / 2, y: bottom + OFFSET_GAP + LABEL_FONT_PX };
    write(context, [{ text: x.offset, ...place }], font, theme.text, 'center');
  }
  if (y.offset) write(context, [{ text: y.offset, x: figure.axesX + 8, y: top - 8 }], font, theme.text);
}

function labelsOf(
  { ticks }: AxisPicture,
  placeOf: (px: number) => { readonly x: number; readonly y: number },
): readonly PlacedText[] {
  return ticks.map(({ px, label }) => ({ text: label, ...placeOf(px) }));
}

function line(context: FigureContext, fromX: number, fromY: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

export function write(
  context: FigureContext,
  texts: readonly PlacedText[],
  font: string,
  color: string,
  align: CanvasTextAlign = 'left',
): void {
  context.font = font;
  context.fillStyle = color;
  context.textAlign = align;
  for (const { text, x, y } of texts) context.fillText(text, x, y);
}

export function titleFont(family: string): string {
  return `600 ${TITLE_PX}px ${family}`;
}

export function labelFont(family: string): string {
  return `400 ${LABEL_FONT_PX}px ${family}`;
}

/** Lines no wider than asked, cut between words where that is possible. */
export function wrapText(
  text: string,
  widthPx: number,
  measure: (text: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (measure(rest) > widthPx) {
    const most = longestFit(rest, widthPx, measure);
    const space = rest.lastIndexOf(' ', most);
    const cut = space > 0 ? space : most;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}

/** How many code units fit, at least one character: never half of a surrogate pair. */
function longestFit(text: string, widthPx: number, measure: (text: string) => number): number {
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(text.slice(0, middle)) <= widthPx) low = middle;
    else high = middle - 1;
  }
  const isPairCut = /[\uD800-\uDBFF]/.test(text.charAt(low - 1)) && low < text.length;
  if (!isPairCut) return low;
  return low > 1 ? low - 1 : 2;
}
