import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../../base/format-number.ts';
import { boxShape, placesInside, type Shape } from '../../../domain/comparison/scatter/inside-shape.ts';
import { createPointGrid, type PointGrid } from '../../../domain/comparison/scatter/point-grid.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { isFocusedLine, useHighlightStore } from '../../../parts/highlight.tsx';
import type { PlotTheme } from '../../../ui/use-plot-theme.ts';
import css from './scatter.module.css';
import type { ScatterGeometry } from './scatter-geometry.ts';
import type { ScatterPlotProps } from './scatter-plot.tsx';
import { ScatterTooltip } from './scatter-tooltip.tsx';
import { useLitPoints } from './use-lit-points.ts';
import { useWheelZoom, windowOfBox } from './use-wheel-zoom.ts';

/** What a drag over the plot does. */
export const SCATTER_TOOLS = ['box', 'lasso', 'zoom'] as const;
export type ScatterTool = (typeof SCATTER_TOOLS)[number];

type ScatterPointerProps = Pick<
  ScatterPlotProps,
  'runIds' | 'names' | 'tool' | 'onSelect' | 'onWindow' | 'describe' | 'xName' | 'yName'
> & {
  readonly geometry: ScatterGeometry;
  readonly theme: PlotTheme | undefined;
  readonly radii: Float32Array | number;
};

/** A press that moves less is a click. */
const CLICK_PX = 4;
/** Between two corners of a lasso. */
const CORNER_PX = 3;
/** How far from a point the pointer may be. */
const REACH_PX = 12;

interface Pointed {
  /** Its place may be another one after the next rows. */
  readonly id: RunId;
  readonly isByKey: boolean;
}

/** What follows the pointer: the lit points, the tooltip, shapes that are drawn to select, and zoom. */
export function ScatterPointer(props: ScatterPointerProps) {
  const { geometry, runIds, names, tool } = props;
  const { box } = geometry.axes;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { hover, focus, get } = useHighlightStore();
  const grid = useMemo(() => createPointGrid(geometry.pxs, geometry.pys), [geometry]);
  const [pointed, setPointed] = useState<Pointed>();
  const drag = useDrag(props);
  useLitPoints(canvas, { runIds, geometry, theme: props.theme });
  useWheelZoom(host, geometry, props.onWindow);
  useUnhover(hover);

  const point = (place: number | undefined, isByKey: boolean) => {
    const id = place === undefined ? undefined : runIds[place];
    setPointed((before) =>
      before?.id === id && before?.isByKey === isByKey ? before : id === undefined ? id : { id, isByKey },
    );
    hover(id);
  };
  const pointedPlace = pointed ? runIds.indexOf(pointed.id) : -1;
  const toggleFocus = (id: RunId | undefined) => focus(isFocusedLine(get(), id) ? undefined : id);
  const shown = drag.shape ? -1 : pointedPlace;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows go from point to point */}
      <div
        ref={host}
        className={css.pointer}
        data-tool={tool}
        style={box}
        tabIndex={0}
        role="application"
        aria-label={m.scatter_plot({ x: props.xName, y: props.yName })}
        onPointerDown={drag.start}
        onPointerMove={(event) => {
          const at = placeOf(event);
          if (drag.move(at)) return;
          const near = nearestIn(grid, at, box);
          point(near < 0 ? undefined : near, false);
        }}
        onPointerUp={(event) => {
          const isClick = drag.end();
          if (!isClick) return;
          const near = nearestIn(grid, placeOf(event), box);
          if (near >= 0) toggleFocus(runIds[near]);
          else props.onSelect([], undefined);
        }}
        onPointerCancel={drag.cancel}
        onPointerLeave={() => point(undefined, false)}
        onDoubleClick={() => props.onWindow(undefined)}
        onBlur={() => point(undefined, false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && pointed) toggleFocus(pointed.id);
          const next = nextByKey(event.key, pointedPlace < 0 ? undefined : pointedPlace, geometry);
          if (next === undefined) return;
          event.preventDefault();
          point(next, true);
        }}
      >
        <canvas ref={canvas} className={css.lit} style={{ width: box.width, height: box.height }} />
        {drag.shape ? (
          <svg className={css.shape} viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
            <polygon
              points={drag.shape.xs.map((x, index) => `${x},${drag.shape?.ys[index] ?? 0}`).join(' ')}
            />
          </svg>
        ) : null}
      </div>
      {shown >= 0 ? (
        <ScatterTooltip
          title={names[shown] ?? ''}
          rows={props.describe(shown)}
          notes={notesAt(shown, grid, geometry, props.radii)}
          anchor={host}
          x={geometry.pxs[shown] ?? 0}
          y={geometry.pys[shown] ?? 0}
        />
      ) : null}
      <div role="status" className={css.hidden}>
        {pointed?.isByKey === true && pointedPlace >= 0
          ? spoken(names[pointedPlace], props.describe(pointedPlace))
          : ''}
      </div>
    </>
  );
}

function spoken(name: string | undefined, rows: ReturnType<ScatterPlotProps['describe']>): string {
  return [name, ...rows.map((row) => `${row.name} ${row.value}`)].join(', ');
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placeOf(event: PointerEvent<HTMLElement>): Place {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** Points outside the plot are not there. */
function nearestIn(
  grid: PointGrid,
  { x, y }: Place,
  { width, height }: { width: number; height: number },
): number {
  if (x < -REACH_PX || y < -REACH_PX || x > width + REACH_PX || y > height + REACH_PX) return -1;
  return grid.nearest(x, y, REACH_PX);
}

/** How many other points lie under the one that is told of. */
function notesAt(
  place: number,
  grid: PointGrid,
  { pxs, pys }: ScatterGeometry,
  radii: Float32Array | number,
): readonly string[] {
  const radius = typeof radii === 'number' ? radii : (radii[place] ?? 1);
  const others = grid.countWithin(pxs[place] ?? 0, pys[place] ?? 0, radius) - 1;
  return others > 0 ? [m.scatter_more_here({ count: others, text: formatCount(others) })] : [];
}

/** The next point to the right or left of all that are shown; Home and End go to the ends. */
function nextByKey(
  key: string,
  from: number | undefined,
  { pxs, axes }: ScatterGeometry,
): number | undefined {
  const isForward = key === 'ArrowRight' || key === 'Home';
  if (!isForward && key !== 'ArrowLeft' && key !== 'End') return undefined;
  const start = from === undefined || key === 'Home' || key === 'End' ? undefined : from;
  const sign = isForward ? 1 : -1;
  const rankOf = (place: number) => sign * (pxs[place] ?? Number.NaN);
  const isAfter = (a: number, b: number) =>
    rankOf(a) > rankOf(b) || (rankOf(a) === rankOf(b) && sign * (a - b) > 0);
  let found: number | undefined;
  for (let place = 0; place < pxs.length; place++) {
    const px = pxs[place] ?? Number.NaN;
    if (!(px >= 0 && px <= axes.box.width)) continue;
    if (start !== undefined && !isAfter(place, start)) continue;
    if (found === undefined || isAfter(found, place)) found = place;
  }
  return found ?? from;
}

/** Nobody points at a run of a plot that is gone. */
function useUnhover(hover: (id: RunId | undefined) => void): void {
  useEffect(() => () => hover(undefined), [hover]);
}

interface Drag {
  readonly shape: Shape | undefined;
  readonly start: (event: PointerEvent<HTMLElement>) => void;
  /** Whether a drag is under way. */
  readonly move: (at: Place) => boolean;
  /** Whether it was a click. */
  readonly end: () => boolean;
  readonly cancel: () => void;
}

/** A box or a line drawn round points. */
function useDrag({ tool, geometry, onSelect, onWindow }: ScatterPointerProps): Drag {
  const path: RefObject<{ xs: number[]; ys: number[] } | undefined> = useRef(undefined);
  const [shape, setShape] = useState<Shape>();
  const { box } = geometry.axes;
  const clear = () => {
    path.current = undefined;
    setShape(undefined);
  };
  return {
    shape,
    start: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { x, y } = placeOf(event);
      path.current = { xs: [x], ys: [y] };
    },
    move: ({ x, y }) => {
      const { current } = path;
      const [startX, startY] = [current?.xs[0], current?.ys[0]];
      if (!current || startX === undefined || startY === undefined) return false;
      if (!shape && Math.hypot(x - startX, y - startY) < CLICK_PX) return true;
      const inX = Math.max(0, Math.min(box.width, x));
      const inY = Math.max(0, Math.min(box.height, y));
      if (tool === 'lasso') {
        // Corners that nobody sees make a lasso round 50,000 points slow.
        const isFar = Math.hypot(inX - (current.xs.at(-1) ?? 0), inY - (current.ys.at(-1) ?? 0)) >= CORNER_PX;
        if (!isFar) return true;
        current.xs.push(inX);
        current.ys.push(inY);
        setShape({ xs: [...current.xs], ys: [...current.ys] });
      } else setShape(boxShape(startX, startY, inX, inY));
      return true;
    },
    end: () => {
      const wasPressed = path.current !== undefined;
      clear();
      if (!shape) return wasPressed;
      if (tool === 'zoom') onWindow(windowOfBox(shape, geometry));
      else {
        const places = placesInside(shape, geometry.pxs, geometry.pys);
        onSelect(places, tool === 'box' ? windowOfBox(shape, geometry) : undefined);
      }
      return false;
    },
    cancel: clear,
  };
}
