import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { PackedLines } from '../base/packed-lines.ts';
import { createAxes } from '../drawing/axes.ts';
import { type AxesTheme, LABEL_FONT_PX, type PlotAxes, type PlotLayout } from '../drawing/layout.ts';
import type { DrawnCounts, LineStyle } from '../drawing/line-layer.ts';
import { drawOverlay } from '../drawing/overlay.ts';
import { bleedPx, createPlotFrame, type Domain, type PlotFrame } from '../drawing/plot-frame.ts';
import { distinctLabels } from '../drawing/value-labels.ts';
import type { EChartProps } from './echart.tsx';
import { createLazyComponent } from './lazy-component.tsx';
import css from './metric-plot.module.css';
import { PlotTooltip, type TooltipLabels, type TooltipLine } from './plot-tooltip.tsx';
import { type PlotLines, prepareCanvas, useLineCanvas } from './use-line-canvas.ts';
import { type PlotActions, type PlotPointer, type PlotReadout, usePlotPointer } from './use-plot-pointer.ts';
import { type PlotSize, usePlotSize } from './use-plot-size.ts';
import { type PlotTheme, usePlotTheme } from './use-plot-theme.ts';

const { Component: EChart } = createLazyComponent<EChartProps>(
  async () => (await import('./echart.tsx')).EChart,
  () => null,
);

export interface PlotLabels extends TooltipLabels {
  /** The accessible name. */
  readonly name: string;
}

export interface MetricPlotProps extends PlotActions, PlotLines {
  /** One for each line. Keep the reference while nothing changes: a new one draws anew. */
  readonly styles: readonly TooltipLine[];
  /** Exactly the domain that the lines were sampled for. */
  readonly xDomain: Domain;
  /** All steps there are, shown or not; undefined: none. */
  readonly xExtent?: Domain | undefined;
  readonly yDomain: Domain;
  readonly xKind: 'linear' | 'log';
  readonly yKind: 'linear' | 'log';
  /** Index of the line that is lit, from wherever; without it the line under the pointer is. */
  readonly highlighted?: number | undefined;
  /** The option for the host of ECharts. */
  readonly buildAxes: (axes: PlotAxes, theme: AxesTheme) => EChartProps['option'];
  /** Device pixels of the plot, axes left out: the width to sample lines for. */
  readonly onResize: (widthPx: number) => void;
  /** After the last slice, counted from the buffer that was drawn. */
  readonly onDrawn: (counts: DrawnCounts) => void;
  readonly labels: PlotLabels;
  /** CSS pixels, axes included. */
  readonly heightPx: number;
}

/** Lines over axes, with crosshair, values, zoom and picking. Three layers: axes, lines, and what follows the pointer. */
export function MetricPlot(props: MetricPlotProps) {
  const { buildAxes } = props;
  const host = useRef<HTMLDivElement>(null);
  const lineCanvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const overlayCanvas = useRef<HTMLCanvasElement>(null);
  const size = usePlotSize(host);
  const theme = usePlotTheme(host, size !== undefined);
  const { axes, frame } = useGeometry(props, size, theme);
  const styles = useResolvedStyles(props.styles, theme);
  const pointer = usePlotPointer(props.lines, frame, props.xExtent, props);
  const highlighted = props.highlighted ?? pointer.line;

  useWidthReport(frame?.widthPx, props.onResize);
  useLineCanvas(lineCanvas, props, styles, frame, props.onDrawn);
  useOverlay(overlayCanvas, props.lines, styles, frame, theme, pointer, highlighted);
  const option = useMemo(
    () => (axes && theme ? buildAxes(axes, theme.axes) : undefined),
    [axes, theme, buildAxes],
  );

  const box = axes && boxOf(axes);
  const { readout, cursor } = pointer;
  return (
    <div ref={host} className={css['plot']} style={{ height: props.heightPx }}>
      {option && axes ? (
        <div className={css['axes']}>
          <EChart option={option} {...axes.layout} />
        </div>
      ) : null}
      <canvas
        ref={lineCanvas}
        className={css['lines']}
        style={box && withBleed(box, axes.layout)}
        aria-hidden="true"
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows move the crosshair */}
      <div
        ref={overlay}
        className={css['overlay']}
        style={box}
        tabIndex={0}
        role="application"
        aria-label={props.labels.name}
        {...pointer.handlers}
      >
        <canvas ref={overlayCanvas} style={axes && overlayBleed(axes.layout)} />
      </div>
      {readout && cursor && frame ? (
        <PlotTooltip
          readout={readout}
          lines={props.styles}
          highlighted={highlighted}
          anchor={overlay}
          x={cursor.xPx / frame.devicePixelRatio}
          y={cursor.yPx / frame.devicePixelRatio}
          labels={props.labels}
        />
      ) : null}
      <div role="status" className={css['hidden']}>
        {readout && cursor?.isByKeyboard ? spoken(readout, props) : ''}
      </div>
    </div>
  );
}

function useGeometry(props: MetricPlotProps, size: PlotSize | undefined, theme: PlotTheme | undefined) {
  const { xKind, yKind, heightPx: height } = props;
  const { min: xMin, max: xMax } = props.xDomain;
  const { min: yMin, max: yMax } = props.yDomain;
  return useMemo(() => {
    if (!size || !theme || size.width <= 0) return {};
    const domains = { x: { min: xMin, max: xMax }, y: { min: yMin, max: yMax }, xKind, yKind };
    const axes = createAxes(domains, { ...size, height }, createMeasure(theme.axes.fontFamily));
    const { plotWidthPx, plotHeightPx, devicePixelRatio } = axes.layout;
    return { axes, frame: createPlotFrame(domains, plotWidthPx, plotHeightPx, devicePixelRatio) };
  }, [size, theme, height, xKind, yKind, xMin, xMax, yMin, yMax]);
}

let measureContext: CanvasRenderingContext2D | null | undefined;

function createMeasure(fontFamily: string): (text: string) => number {
  measureContext ??= document.createElement('canvas').getContext('2d');
  return (text) => {
    if (!measureContext) return text.length * LABEL_FONT_PX * 0.6;
    measureContext.font = `${LABEL_FONT_PX}px ${fontFamily}`;
    return measureContext.measureText(text).width;
  };
}

function useResolvedStyles(styles: readonly TooltipLine[], theme: PlotTheme | undefined) {
  return useMemo(
    () => theme && styles.map(({ color, dash }): LineStyle => ({ color: theme.resolve(color), dash })),
    [styles, theme],
  );
}

function useWidthReport(widthPx: number | undefined, onResize: (widthPx: number) => void): void {
  const report = useRef(onResize);
  useEffect(() => {
    report.current = onResize;
  });
  useEffect(() => {
    if (widthPx !== undefined) report.current(widthPx);
  }, [widthPx]);
}

function useOverlay(
  canvas: RefObject<HTMLCanvasElement | null>,
  lines: PackedLines,
  styles: readonly LineStyle[] | undefined,
  frame: PlotFrame | undefined,
  theme: PlotTheme | undefined,
  { readout, rangePx }: PlotPointer,
  highlighted: number | undefined,
): void {
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !styles || !frame || !theme) return;
    prepareCanvas(context, frame);
    const overlay = { highlighted, crosshairX: readout?.x, points: readout?.points ?? [], rangePx };
    drawOverlay(context, overlay, lines, styles, frame, theme.overlay);
  }, [canvas, lines, styles, frame, theme, readout, rangePx, highlighted]);
}

function boxOf({ layout }: PlotAxes) {
  const { left, top, plotWidthPx, plotHeightPx, devicePixelRatio } = layout;
  return { left, top, width: plotWidthPx / devicePixelRatio, height: plotHeightPx / devicePixelRatio };
}

function withBleed(box: ReturnType<typeof boxOf>, { devicePixelRatio }: PlotLayout) {
  const bleed = bleedPx(devicePixelRatio) / devicePixelRatio;
  return { ...box, left: box.left - bleed, width: box.width + 2 * bleed };
}

/** Inside the plot, to either side of it. */
function overlayBleed({ devicePixelRatio }: PlotLayout) {
  const bleed = bleedPx(devicePixelRatio) / devicePixelRatio;
  return { left: -bleed, width: `calc(100% + ${2 * bleed}px)` };
}

/** The tooltip in words, for those who move by keyboard. */
function spoken({ x, points }: PlotReadout, { styles, labels }: MetricPlotProps): string {
  const values = distinctLabels(points.map(({ y }) => y));
  const first = points.slice(0, 3).map(({ line }, index) => `${styles[line]?.label} ${values[index]}`);
  return [labels.step(x), ...first].join(', ');
}
