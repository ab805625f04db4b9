import { useEffect, useMemo, useRef, useState } from 'react';
import { createAxes } from '../drawing/axes.ts';
import type { CountChanges } from '../drawing/count-marks.ts';
import type { AxesTheme, PlotAxes, PlotLayout } from '../drawing/layout.ts';
import type { DrawnCounts, LineStyle } from '../drawing/line-layer.ts';
import type { PlotLevel } from '../drawing/levels.ts';
import { bleedPx, createPlotFrame, type Domain } from '../drawing/plot-frame.ts';
import type { TickStyle } from '../drawing/time-ticks.ts';
import { distinctLabels } from '../drawing/value-labels.ts';
import type { EChartProps } from './echart.tsx';
import { createLazyComponent } from './lazy-component.tsx';
import css from './metric-plot.module.css';
import type { PlotLink } from './plot-link.ts';
import { PlotLevels } from './plot-levels.tsx';
import { type PinLabels, PinLayer } from './plot-pin.tsx';
import { PlotCounts } from './plot-counts.tsx';
import { createMeasure } from './measure-label.ts';
import { type LineText, PlotTooltip, type TooltipLabels, type TooltipReadings } from './plot-tooltip.tsx';
import { type PlotLines, useLineCanvas } from './use-line-canvas.ts';
import { usePlotOverlay } from './use-plot-overlay.ts';
import { type PlotActions, usePlotPointer } from './use-plot-pointer.ts';
import { type OnReadAt, type TooltipReadout, useReadAt } from './use-read-at.ts';
import { type PlotSize, usePlotSize } from './use-plot-size.ts';
import { type PlotTheme, usePlotTheme } from './use-plot-theme.ts';

const { Component: EChart } = createLazyComponent<EChartProps>(
  async () => (await import('./echart.tsx')).EChart,
  () => null,
);

export interface PlotLabels extends TooltipLabels, PinLabels {
  /** The accessible name. */
  readonly name: string;
  /** `n = 3`; keep the reference. */
  readonly count: (count: number) => string;
}

export interface MetricPlotProps extends Omit<PlotActions, 'onGoTo'>, PlotLines {
  /** What the bands are at each point of the lines. */
  readonly readings?: TooltipReadings | undefined;
  /** Where the number of members of the lines changes. */
  readonly changes?: CountChanges | undefined;
  /** One for each line. Keep the reference while nothing changes: a new one draws anew. */
  readonly styles: readonly LineStyle[];
  /** One for each line: what it is called. */
  readonly texts: readonly LineText[];
  /** Exactly the domain that the lines were sampled for. */
  readonly xDomain: Domain;
  /** All steps there are, shown or not; undefined: none. */
  readonly xExtent?: Domain | undefined;
  readonly yDomain: Domain;
  /** Lines across the plot. Keep the reference while nothing changes. */
  readonly levels?: readonly PlotLevel[] | undefined;
  /** How places on the x axis are told; keep the reference. Without it they are steps. */
  readonly xTicks?: TickStyle | undefined;
  readonly xKind: 'linear' | 'log';
  readonly yKind: 'linear' | 'log';
  /** Whether x counts something; undefined: it does. */
  readonly isXWhole?: boolean | undefined;
  /** A place on the x axis that stays marked. */
  readonly pinnedX?: number | undefined;
  /** Whose moment that is, where it was pinned on another axis. */
  readonly pinnedNote?: string | undefined;
  /** What other plots and tables say. Keep the reference. */
  readonly link: PlotLink;
  /** Tells what lines are at a place, of all their points. Keep the reference while the lines are the same. */
  readonly onReadAt?: OnReadAt | undefined;
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
  const { buildAxes, pinnedX, link } = props;
  const host = useRef<HTMLDivElement>(null);
  const lineCanvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const overlayCanvas = useRef<HTMLCanvasElement>(null);
  const size = usePlotSize(host);
  const theme = usePlotTheme(host, size !== undefined);
  const { axes, frame } = useGeometry(props, size, theme);
  const styles = useResolvedStyles(props.styles, theme);
  const [isPlaceOpen, setPlaceOpen] = useState(false);
  const pointer = usePlotPointer(props, frame, { ...props, onGoTo: () => setPlaceOpen(true) });
  // A focused line is lit where the pointer is on none.
  const highlighted = pointer.line ?? (pointer.readout && link.read().lit.at(-1));

  useWidthReport(frame?.widthPx, props.onResize);
  useLineCanvas(lineCanvas, props, styles, frame, props.onDrawn);
  usePlotOverlay(overlayCanvas, overlay, {
    lines: props.lines,
    faint: props.faint,
    styles,
    frame,
    theme,
    pointer,
    pinnedX,
    link,
  });
  const option = useMemo(
    () => (axes && theme ? buildAxes(axes, theme.axes) : undefined),
    [axes, theme, buildAxes],
  );

  const box = axes && boxOf(axes);
  const { cursor } = pointer;
  const readout = useReadAt(pointer.readout, props.lines, props.onReadAt);
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
      {frame && box ? <PlotCounts {...props} frame={frame} place={box} words={props.labels.count} /> : null}
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
      {/* Over what fades the other lines: levels are read beside the lit one. */}
      {frame && box && props.levels && props.levels.length > 0 ? (
        <PlotLevels levels={props.levels} frame={frame} box={box} />
      ) : null}
      {frame && box ? (
        <PinLayer
          frame={frame}
          leftPx={box.left}
          widthPx={size?.width ?? 0}
          pinnedX={pinnedX}
          pinnedNote={props.pinnedNote}
          start={pinnedX ?? readout?.x}
          cursorPx={cursor?.xPx}
          isPlaceOpen={isPlaceOpen}
          onPlaceOpen={setPlaceOpen}
          onPin={props.onPin}
          labels={props.labels}
        />
      ) : null}
      {readout && cursor && frame ? (
        <PlotTooltip
          readout={readout}
          styles={props.styles}
          texts={props.texts}
          lines={props.lines}
          marks={props.marks}
          readings={props.readings}
          range={props.yDomain}
          isPinned={pinnedX !== undefined}
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
  const { xKind, yKind, xTicks, heightPx: height } = props;
  const { min: xMin, max: xMax } = props.xDomain;
  const { min: yMin, max: yMax } = props.yDomain;
  return useMemo(() => {
    if (!size || !theme || size.width <= 0) return {};
    const domains = { x: { min: xMin, max: xMax }, y: { min: yMin, max: yMax }, xKind, yKind };
    const axes = createAxes(domains, { ...size, height }, createMeasure(theme.axes.fontFamily), xTicks);
    const { plotWidthPx, plotHeightPx, devicePixelRatio } = axes.layout;
    return { axes, frame: createPlotFrame(domains, plotWidthPx, plotHeightPx, devicePixelRatio) };
  }, [size, theme, height, xTicks, xKind, yKind, xMin, xMax, yMin, yMax]);
}

function useResolvedStyles(styles: readonly LineStyle[], theme: PlotTheme | undefined) {
  return useMemo(
    () => theme && styles.map((style): LineStyle => ({ ...style, color: theme.resolve(style.color) })),
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
function spoken({ x, points }: TooltipReadout, { texts, labels, yDomain }: MetricPlotProps): string {
  const values = distinctLabels(
    points.map(({ y }) => y),
    yDomain,
  );
  const first = points.slice(0, 3).map(({ line }, index) => `${texts[line]?.label} ${values[index]}`);
  return [labels.step(x), ...first].join(', ');
}
