import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { LinearTrend } from '../../../domain/comparison/scatter/linear-trend.ts';
import { extentOf, type ScatterData, trendAt } from '../../../domain/comparison/scatter/scatter-data.ts';
import type { Directions } from '../../../domain/comparison/scatter/pareto-front.ts';
import type { ScatterWindow } from '../../../domain/comparison/scatter/scatter-view.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { createProjection } from '../../../base/scale.ts';
import { frontSteps, type PointPicture } from '../../../drawing/point-layer.ts';
import type { TickStyle } from '../../../drawing/time-ticks.ts';
import { createMeasure } from '../../../ui/measure-label.ts';
import { usePlotSize } from '../../../ui/use-plot-size.ts';
import { usePlotTheme } from '../../../ui/use-plot-theme.ts';
import css from './scatter.module.css';
import { ScatterAxes } from './scatter-axes.tsx';
import { type ScatterGeometry, scatterGeometry } from './scatter-geometry.ts';
import { ScatterPointer, type ScatterTool } from './scatter-pointer.tsx';
import type { TooltipRow } from './scatter-tooltip.tsx';
import { usePointCanvas } from './use-point-canvas.ts';
import type { PointLooks } from './use-point-looks.ts';

export interface ScatterPlotProps {
  readonly data: ScatterData;
  /** Of each point. Keep the reference while they are the same. */
  readonly runIds: readonly RunId[];
  readonly names: readonly string[];
  readonly looks: PointLooks;
  /** Drawn over the others. */
  readonly members: ReadonlySet<RunId> | undefined;
  readonly window: ScatterWindow | undefined;
  readonly styles: { readonly x: TickStyle; readonly y: TickStyle };
  readonly xName: string;
  readonly yName: string;
  readonly trend: LinearTrend | undefined;
  /** Places of its points, from the best x to the best y. */
  readonly front: readonly number[] | undefined;
  readonly directions: Directions;
  readonly tool: ScatterTool;
  /** Places that were chosen. */
  readonly selected: readonly number[];
  /** `box`: what was drawn round them; undefined: a lasso. */
  readonly onSelect: (places: readonly number[], box: ScatterWindow | undefined) => void;
  /** Undefined: all. */
  readonly onWindow: (window: ScatterWindow | undefined) => void;
  readonly onDrawn: (pointsDrawn: number) => void;
  readonly onGeometry: (geometry: ScatterGeometry) => void;
  readonly describe: (place: number) => readonly TooltipRow[];
}

/** Points over axes: elements for axes and lines, a canvas for points, and one for what follows the pointer. */
export function ScatterPlot(props: ScatterPlotProps) {
  const { data, looks, styles, members, runIds, selected, front } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  // What is drawn in it would otherwise be worked out in the task that measures.
  const size = useDeferredValue(usePlotSize(host));
  const theme = usePlotTheme(host, size !== undefined);
  const geometry = useMemo(() => {
    if (!size || !theme || size.width <= 0 || size.height <= 0) return undefined;
    return scatterGeometry(data, props.window, styles, size, createMeasure(theme.axes.fontFamily));
  }, [data, props.window, styles, size, theme]);
  const report = props.onGeometry;
  useEffect(() => {
    if (geometry) report(geometry);
  }, [geometry, report]);
  const order = useMemo(() => orderOf(runIds, members, front), [runIds, members, front]);
  const faint = useMemo(() => faintOf(selected, runIds.length), [selected, runIds]);
  const palette = useMemo(() => theme && looks.palette.map(theme.resolve), [theme, looks.palette]);
  const ratio = size?.devicePixelRatio ?? 1;
  const picture = useMemo((): PointPicture | undefined => {
    if (!geometry || !palette) return undefined;
    const { box } = geometry.axes;
    const inDevice = (px: number) => px * ratio;
    return {
      xs: geometry.pxs.map(inDevice),
      ys: geometry.pys.map(inDevice),
      colors: looks.codes,
      palette,
      radii: typeof looks.radii === 'number' ? looks.radii * ratio : looks.radii.map(inDevice),
      faint,
      order,
      // Those that were chosen stand out from the faint ones.
      alpha: alphaOf(faint ? selected.length : data.placedCount),
      widthPx: box.width * ratio,
      heightPx: box.height * ratio,
    };
  }, [geometry, palette, ratio, looks, faint, selected.length, order, data.placedCount]);
  usePointCanvas(canvas, picture, props.onDrawn);
  const box = geometry?.axes.box;
  return (
    <div ref={host} className={css.plot}>
      {geometry && box ? (
        <>
          <ScatterAxes axes={geometry.axes} xName={props.xName} yName={props.yName} />
          <canvas ref={canvas} className={css.points} style={box} aria-hidden="true" />
          <PlotLines {...props} geometry={geometry} />
          <ScatterPointer {...props} geometry={geometry} theme={theme} radii={looks.radii} />
        </>
      ) : null}
    </div>
  );
}

/** Places in row order from the last to the first, then members of the set, then the front: the best lie on top. */
function orderOf(
  runIds: readonly RunId[],
  members: ReadonlySet<RunId> | undefined,
  front: readonly number[] | undefined,
): Uint32Array {
  const onTop = new Set(front);
  const layers: [number[], number[]] = [[], []];
  for (let place = runIds.length - 1; place >= 0; place--) {
    if (onTop.has(place)) continue;
    const id = runIds[place];
    layers[members && id !== undefined && members.has(id) ? 1 : 0].push(place);
  }
  return Uint32Array.from([...layers[0], ...layers[1], ...onTop]);
}

function faintOf(selected: readonly number[], count: number): Uint8Array | undefined {
  if (selected.length === 0) return undefined;
  const faint = new Uint8Array(count).fill(1);
  for (const place of selected) faint[place] = 0;
  return faint;
}

/** Crowds are seen where points shine through. */
function alphaOf(count: number): number {
  if (count > 10_000) return 0.4;
  return count > 1_000 ? 0.6 : 0.85;
}

const TREND_STEPS = 32;

/** The front and the trend. */
function PlotLines({
  data,
  geometry,
  trend,
  front,
  directions,
}: Pick<ScatterPlotProps, 'data' | 'trend' | 'front' | 'directions'> & {
  readonly geometry: ScatterGeometry;
}) {
  const { axes, pxs, pys } = geometry;
  const { box } = axes;
  const steps = useMemo(() => {
    if (!front || front.length === 0) return undefined;
    const edges = {
      x: directions.x === 'lower' ? box.width : 0,
      y: directions.y === 'lower' ? 0 : box.height,
    };
    return frontSteps(front, pxs, pys, edges);
  }, [front, pxs, pys, box, directions]);
  const line = useMemo(() => (trend ? trendLine(trend, data, geometry) : ''), [trend, data, geometry]);
  if (!steps && line === '') return null;
  return (
    <svg className={css.lines} style={box} viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
      {steps ? (
        <polyline
          className={css.front}
          data-front={front?.length}
          points={steps.xs.map((x, index) => `${tenth(x)},${tenth(steps.ys[index] ?? 0)}`).join(' ')}
        />
      ) : null}
      {steps && front && front.length <= MOST_RINGS
        ? front.map((place) => (
            <circle key={place} className={css.onFront} cx={pxs[place]} cy={pys[place]} r={6} />
          ))
        : null}
      {line === '' ? null : <polyline className={css.trend} data-trend points={line} />}
    </svg>
  );
}

/** More would be a band. */
const MOST_RINGS = 200;

/** From the first to the last x of the points: no claim is made beyond. */
function trendLine(trend: LinearTrend, data: ScatterData, { xScale, yScale }: ScatterGeometry): string {
  const extent = extentOf(data.xs);
  if (!extent) return '';
  const [toX, toY] = [createProjection(xScale), createProjection(yScale)];
  const [start, end] = [toX(extent.min), toX(extent.max)];
  const isLog = data.x.kind === 'log';
  const points = Array.from({ length: TREND_STEPS + 1 }, (_, step) => {
    const share = step / TREND_STEPS;
    const x = isLog
      ? extent.min * (extent.max / extent.min) ** share
      : extent.min * (1 - share) + extent.max * share;
    return [start + (end - start) * share, toY(trendAt(trend, data, x))] as const;
  });
  const shown = points.filter(([x, y]) => Number.isFinite(x) && Math.abs(y) < 1e5);
  return shown.map(([x, y]) => `${tenth(x)},${tenth(y)}`).join(' ');
}

function tenth(px: number): number {
  return Math.round(px * 10) / 10;
}
