import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { RunId } from '../../../domain/runs/run.ts';
import { type Highlight, useHighlightStore } from '../../../parts/highlight.tsx';
import { drawInFrame, forgetDrawing } from '../../../ui/frame-batch.ts';
import type { PlotTheme } from '../../../ui/use-plot-theme.ts';
import type { ScatterGeometry } from './scatter-geometry.ts';

interface LitPoints {
  readonly runIds: readonly RunId[];
  readonly geometry: ScatterGeometry;
  readonly theme: PlotTheme | undefined;
}

const HOVER_RADIUS = 7;
const FOCUS_RADIUS = 9;
const WIDE = 2.5;
const NARROW = 1.5;

/** Rings round the runs that are pointed at or focused anywhere on the page; without rendering anything. */
export function useLitPoints(canvas: RefObject<HTMLCanvasElement | null>, lit: LitPoints): void {
  const { subscribe, get } = useHighlightStore();
  const { runIds, geometry, theme } = lit;
  const placeOf = useMemo(() => createPlaces(runIds), [runIds]);
  const latest = useRef(() => undefined as void);
  useEffect(() => {
    latest.current = () => {
      if (canvas.current && theme) drawRings(canvas.current, get(), placeOf, geometry, theme);
    };
    drawInFrame(latest.current);
  }, [canvas, geometry, theme, placeOf, get]);
  useEffect(() => {
    const draw = () => latest.current();
    const stop = subscribe(() => drawInFrame(draw));
    return () => {
      stop();
      forgetDrawing(draw);
    };
  }, [subscribe]);
}

/** Made when first asked for: 50,000 runs take some milliseconds. */
function createPlaces(runIds: readonly RunId[]): (id: RunId) => number | undefined {
  let places: ReadonlyMap<RunId, number> | undefined;
  return (id) => {
    places ??= new Map(runIds.map((each, place) => [each, place]));
    return places.get(id);
  };
}

function drawRings(
  canvas: HTMLCanvasElement,
  { hovered, hoveredGroup, focused, focusedGroup }: Highlight,
  placeOf: (id: RunId) => number | undefined,
  { axes, pxs, pys }: ScatterGeometry,
  theme: PlotTheme,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(axes.box.width * ratio), Math.round(axes.box.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, axes.box.width, axes.box.height);
  const ring = (id: RunId | undefined, radius: number, lineWidth: number, color: string) => {
    const place = id === undefined ? undefined : placeOf(id);
    const [x, y] = place === undefined ? [Number.NaN, Number.NaN] : [pxs[place] ?? 0, pys[place] ?? 0];
    if (Number.isNaN(x) || Number.isNaN(y)) return;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = lineWidth;
    context.strokeStyle = color;
    context.stroke();
  };
  const [strong, plain] = [theme.resolve('var(--text)'), theme.resolve('var(--accent)')];
  for (const id of new Set([...focusedGroup, focused])) ring(id, FOCUS_RADIUS, WIDE, plain);
  const hoveredRuns = new Set([...hoveredGroup, hovered]);
  canvas.dataset['lit'] = String(
    [...hoveredRuns].filter((id) => id !== undefined && placeOf(id) !== undefined).length,
  );
  for (const id of hoveredRuns) ring(id, HOVER_RADIUS, NARROW, strong);
}
