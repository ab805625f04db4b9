import { formatDateTime } from '../../base/format-time.ts';
import type { ReferenceLine } from '../../domain/charts/reference-line.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { createAxes } from '../../drawing/axes.ts';
import { type BarFigureRequest, layOutBars, paintBars } from '../../drawing/bar-figure.ts';
import {
  enterPlot,
  type Figure,
  FIGURE_PADDING,
  type FigureTheme,
  layOutFigure,
  type MeasureText,
  paintFigure,
} from '../../drawing/figure.ts';
import { drawBands } from '../../drawing/band-layer.ts';
import { drawCounts, placeCounts } from '../../drawing/count-marks.ts';
import { createLineDrawing, drawSlice, type LineStyle } from '../../drawing/line-layer.ts';
import { paintLevels, placeLevels, type PlotLevel } from '../../drawing/levels.ts';
import { createPlotFrame } from '../../drawing/plot-frame.ts';
import { createSliceBudget } from '../../drawing/slice-queue.ts';
import { type FigureContext, SvgContext } from '../../drawing/svg-context.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { faintOf } from '../../ui/use-line-canvas.ts';
import { readTheme } from '../../ui/use-plot-theme.ts';
import type { DataClient } from '../../worker/rpc/rpc.ts';
import type { ChartPicture, ChartQuery } from '../../worker/charts/chart-protocol.ts';
import { axisName, ticksOfAxis } from '../chart-settings/axis-words.ts';
import { barMarks, barScale } from './bar-values.ts';
import { baselineNotes } from '../baseline-words.ts';
import { reachesOf, rowsOf, spreadWords } from './card-bars.tsx';
import { levelsOf } from './card-levels.ts';
import { lineStyleOf } from './card-plot.tsx';
import { badgeNotes } from './chart-badge.tsx';
import { summarisePicture } from './picture-summary.ts';
import type { CardBarsOf } from './use-card-bars.ts';
import { countReading } from './use-card-reading.ts';
import { plotShape } from './plot-shape.ts';
import type { LineStyles } from '../run-styles.ts';
import { withSeams } from './seam-marks.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import type { CardBand } from './use-card-band.tsx';

/** What a card shows, at the moment that it is taken out of the page. */
export interface FigureSource {
  readonly name: string;
  readonly lines: readonly CardLine[];
  /** What stands for them where they are reduced. */
  readonly band: Pick<CardBand, 'lines' | 'noteOf'>;
  readonly styles: LineStyles;
  readonly settings: ChartSettings;
  readonly query: ChartQuery;
  /** Levels that were typed for the card. */
  readonly references: readonly ReferenceLine[] | undefined;
  /** Where the card is bars: one value for each line. */
  readonly bars: CardBarsOf | undefined;
  readonly baselineName: string;
  /** What a line is called. */
  readonly nameOf: (line: CardLine) => string;
  /** Whose size and theme the figure has. */
  readonly host: HTMLElement;
}

/** Device pixels of an image for each CSS pixel. */
export const FIGURE_RATIO = 2;
const LEAST_WIDTH = 480;
const PLOT_HEIGHT = 260;
/** Half of what a frame has: the page lives on meanwhile. */
const SLICE_MS = 8;
const now = () => performance.now();

const NO_BANDS = {
  offsets: new Uint32Array(1),
  xs: new Float64Array(0),
  lows: new Float64Array(0),
  highs: new Float64Array(0),
};
const NO_MARKS = { lines: new Uint32Array(0), xs: new Float64Array(0), kinds: new Uint8Array(0) };

export interface MadeFigure {
  readonly blob: Blob;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Not all logged points are in it. */
  readonly isPartial: boolean;
}

/** The card as PNG of two pixels to one, or as SVG; drawn in slices from a picture of its own size. */
export async function makeFigure(
  kind: 'png' | 'svg',
  source: FigureSource,
  client: DataClient,
  signal: AbortSignal,
): Promise<MadeFigure> {
  const { bars } = source;
  if (bars) return makeBarFigure(kind, { ...source, bars }, client, signal);
  const plan = await planFigure(source, client, signal);
  const { figure } = plan;
  const made = { width: figure.width, height: figure.height, isPartial: plan.isPartial };
  if (kind === 'svg') {
    const context = new SvgContext(FIGURE_RATIO);
    await drawFigure(context, plan, signal, () => undefined);
    const parts = context.finish(figure.width, figure.height, source.name);
    return { ...made, blob: new Blob([...parts], { type: 'image/svg+xml' }) };
  }
  const { canvas, context } = createCanvas(figure.width, figure.height);
  // Strokes wait until somebody looks: looked at after each slice, no slice is left for the end.
  await drawFigure(context, plan, signal, () => context.getImageData(0, 0, 1, 1));
  return { ...made, blob: await blobOf(canvas) };
}

type BarSource = FigureSource & { readonly bars: CardBarsOf };

/** Some hundred rectangles: drawn in one go. */
async function makeBarFigure(
  kind: 'png' | 'svg',
  source: BarSource,
  client: DataClient,
  signal: AbortSignal,
): Promise<MadeFigure> {
  const look = readLook(source.host);
  const picture = await pictureOf(client, source.query, signal);
  const isPartial = summarisePicture(picture).state !== 'exact';
  const figure = layOutBars(barRequest(source, picture, look), look.theme.fontFamily, look.measure);
  const { fullWidth: width, height } = figure;
  if (kind === 'svg') {
    const context = new SvgContext(FIGURE_RATIO);
    paintBars(context, figure, look.theme, FIGURE_RATIO, look.measure);
    const blob = new Blob([...context.finish(width, height, source.name)], { type: 'image/svg+xml' });
    return { blob, width, height, isPartial };
  }
  const { canvas, context } = createCanvas(width, height);
  paintBars(context, figure, look.theme, FIGURE_RATIO, look.measure);
  return { blob: await blobOf(canvas), width, height, isPartial };
}

function barRequest(
  { name, lines, bars, styles, references = [], band, baselineName, nameOf }: BarSource,
  picture: ChartPicture,
  { resolve, width }: FigureLook,
): BarFigureRequest {
  const shown = bars.spreads ? band.lines : lines;
  // The page's own values: those of the picture are the same, and the card may be measured against a baseline.
  const levels = levelsOf(picture, shown, styles, references);
  const scale = barScale([...bars.values, ...reachesOf(bars.spreads)], levels);
  return {
    width,
    title: name,
    notes: notesOf(picture, band.noteOf(picture), baselineName),
    rows: rowsOf(shown, bars.values, bars.spreads).map(({ line, value, spread, words }) => ({
      label: nameOf(line),
      value: spread ? `${words} ${spreadWords(value, spread)}` : words,
      color: resolve(styles.get(line.group?.id ?? line.run.id)?.color ?? 'var(--faint)'),
      from: scale.zero,
      to: Number.isNaN(value) ? scale.zero : scale.at(value),
    })),
    marks: barMarks(levels, scale).map(({ level: { kind, color }, at, words }) => ({
      kind,
      color: resolve(color),
      at,
      words,
    })),
  };
}

function createCanvas(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * FIGURE_RATIO);
  canvas.height = Math.round(height * FIGURE_RATIO);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return { canvas, context };
}

interface FigureLook {
  readonly theme: FigureTheme;
  readonly resolve: (color: string) => string;
  readonly measure: MeasureText;
  /** CSS pixels inside the room to the sides. */
  readonly width: number;
}

function readLook(host: HTMLElement): FigureLook {
  const { axes, overlay, resolve } = readTheme(getComputedStyle(host));
  return {
    theme: { ...axes, background: overlay.background, title: resolve('var(--text)') },
    resolve,
    measure: createMeasure(),
    width: Math.max(LEAST_WIDTH, Math.round(host.getBoundingClientRect().width)) - 2 * FIGURE_PADDING,
  };
}

function notesOf(
  picture: ChartPicture,
  bandNote: string | undefined,
  baselineName: string,
): readonly string[] {
  const baseline = baselineNotes(picture.baseline, baselineName);
  const note = picture.bands && bandNote;
  return [
    badgeNotes(summarisePicture(picture), note, baseline).join(' · '),
    m.cardexport_note({ axis: axisName(picture.axis), time: formatDateTime(Date.now(), getLocale()) }),
  ];
}

interface FigurePlan {
  readonly figure: Figure;
  readonly picture: ChartPicture;
  readonly theme: FigureTheme;
  readonly styles: readonly LineStyle[];
  readonly settings: ChartSettings;
  /** Of resolved colours. */
  readonly levels: readonly PlotLevel[];
  readonly measureLabel: (text: string) => number;
  readonly isPartial: boolean;
}

async function planFigure(
  source: FigureSource,
  client: DataClient,
  signal: AbortSignal,
): Promise<FigurePlan> {
  const { name, lines, settings, query, host, references = [] } = source;
  const { theme, resolve, measure, width } = readLook(host);
  const levelsIn = (picture: ChartPicture) =>
    levelsOf(picture, picture.bands ? source.band.lines : lines, source.styles, references);
  const measureLabel = (text: string) => measure(text, `400 11px ${theme.fontFamily}`);
  const axesOf = (picture: ChartPicture) => {
    const { xDomain: x, yDomain: y } = plotShape(picture, settings, levelsIn(picture));
    const size = { width, height: PLOT_HEIGHT, devicePixelRatio: FIGURE_RATIO };
    const domains = { x, y, xKind: settings.xKind, yKind: settings.yKind };
    return createAxes(domains, size, measureLabel, ticksOfAxis(picture.axis));
  };
  // Labels decide how wide the plot is, and the picture decides the labels: the second one is of the right width.
  const first = await pictureOf(client, query, signal);
  const picture = await pictureOf(client, { ...query, widthPx: axesOf(first).layout.plotWidthPx }, signal);
  const summary = summarisePicture(picture);
  const shown = picture.bands ? source.band.lines : lines;
  const styles = shown.map((line) => {
    const style = lineStyleOf(line, source.styles);
    return { ...style, color: resolve(style.color), label: source.nameOf(line) };
  });
  const { offsets } = picture.lines;
  const drawn = styles.filter((_, index) => (offsets[index + 1] ?? 0) > (offsets[index] ?? 0));
  const notes = notesOf(picture, source.band.noteOf(picture), source.baselineName);
  const request = { axes: axesOf(picture), title: name, notes, legend: drawn };
  const figure = layOutFigure(request, theme.fontFamily, measure);
  const levels = levelsIn(picture).map((level) => ({ ...level, color: resolve(level.color) }));
  const isPartial = summary.state !== 'exact';
  return { figure, picture, theme, styles, settings, levels, measureLabel, isPartial };
}

/** What is known now; nothing further is waited for. */
function pictureOf(client: DataClient, query: ChartQuery, signal: AbortSignal): Promise<ChartPicture> {
  const controller = new AbortController();
  const { signal: own } = controller;
  return new Promise<ChartPicture>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    client.call('chart.watch', query, { signal: own, onProgress: resolve }).catch(reject);
  }).finally(() => controller.abort());
}

async function drawFigure(
  context: FigureContext,
  { figure, picture, theme, styles, settings, levels, measureLabel }: FigurePlan,
  signal: AbortSignal,
  flush: () => void,
): Promise<void> {
  paintFigure(context, figure, theme, FIGURE_RATIO);
  enterPlot(context, figure, FIGURE_RATIO);
  const {
    lines,
    faint,
    bands = NO_BANDS,
    xDomain: x,
    yDomain: y,
    ...shape
  } = plotShape(picture, settings, levels);
  const marks = withSeams(shape.marks, picture.joined?.seams ?? [], []);
  const { plotWidthPx, plotHeightPx } = figure.axes.layout;
  const domains = { x, y, xKind: settings.xKind, yKind: settings.yKind };
  const frame = createPlotFrame(domains, plotWidthPx, plotHeightPx, FIGURE_RATIO);
  const faintStyles = Array.from(faint.owners, (owner) => faintOf(styles[owner]));
  const bandCount = bands.offsets.length - 1;
  for (let next = 0; next < bandCount; await nextTurn(flush, signal)) {
    next = drawBands(context, bands, styles, frame, next, SLICE_MS, now);
  }
  const layers = [
    createLineDrawing(faint, NO_MARKS, faintStyles, frame, false),
    createLineDrawing(lines, marks, styles, frame, false),
  ];
  for (const layer of layers) {
    while (!drawSlice(context, layer, createSliceBudget(SLICE_MS, now))) {
      await nextTurn(flush, signal);
    }
  }
  if (picture.bands) {
    const counts = placeCounts(picture.bands.changes, lines, frame);
    const colors = styles.map(({ color }) => color);
    const look = { fontFamily: theme.fontFamily, devicePixelRatio: FIGURE_RATIO };
    drawCounts(context, counts, colors, countReading, look);
  }
  paintLevels(context, placeLevels(levels, frame), frame, theme, measureLabel);
}

async function nextTurn(flush: () => void, signal: AbortSignal): Promise<void> {
  flush();
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal.throwIfAborted();
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png');
  });
}

function createMeasure(): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  return (text, font) => {
    if (!context) return text.length * 6;
    context.font = font;
    return context.measureText(text).width;
  };
}
