import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { PackedLines } from '../base/packed-lines.ts';
import { invertScale } from '../base/scale.ts';
import {
  findNearestLine,
  findNextX,
  findPointsAt,
  type LinePoint,
  type Pointer,
} from '../drawing/hit-test.ts';
import { type Domain, type PlotFrame, projectionOf } from '../drawing/plot-frame.ts';
import { createZoomKeys } from '../drawing/zoom-keys.ts';

/** What stands under the pointer. */
export interface PlotReadout {
  /** On the x axis: of the point nearest to the pointer. */
  readonly x: number;
  /** Logged points there, nearest to the pointer first. */
  readonly points: readonly LinePoint[];
}

export interface PlotActions {
  readonly onHover: (line: number | undefined, readout: PlotReadout | undefined) => void;
  readonly onClickLine: (line: number) => void;
  readonly onZoom: (min: number, max: number) => void;
  readonly onResetZoom: () => void;
}

/** A place in the plot, set by pointer or keyboard. */
export interface PlotCursor extends Pointer {
  readonly isByKeyboard: boolean;
}

export interface PlotPointer {
  readonly cursor: PlotCursor | undefined;
  readonly readout: PlotReadout | undefined;
  readonly line: number | undefined;
  /** Device pixels; a range being dragged. */
  readonly rangePx: readonly [number, number] | undefined;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: () => void;
    readonly onPointerLeave: () => void;
    readonly onDoubleClick: () => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onBlur: () => void;
  };
}

/** A press that moves less is a click. */
const CLICK_CSS_PX = 4;

export function usePlotPointer(
  lines: PackedLines,
  frame: PlotFrame | undefined,
  xExtent: Domain | undefined,
  actions: PlotActions,
): PlotPointer {
  const [cursor, setCursor] = useState<PlotCursor>();
  const [rangePx, setRangePx] = useState<readonly [number, number]>();
  const pressedPx = useRef<number>(undefined);
  const found = useMemo(() => readAt(lines, frame, cursor), [lines, frame, cursor]);
  const isDragging = rangePx !== undefined;
  useHoverReport(isDragging ? undefined : found, actions);

  const clear = () => {
    pressedPx.current = undefined;
    setRangePx(undefined);
    setCursor(undefined);
  };
  const zoomByKey = useZoomKeys(frame, xExtent, actions);
  const zoomTo = (fromPx: number, toPx: number) => {
    if (!frame) return;
    const edges = [
      invertScale(frame.x, Math.min(fromPx, toPx)),
      invertScale(frame.x, Math.max(fromPx, toPx)),
    ];
    const [min = 0, max = 0] = edges.map((edge) => Math.round(edge));
    if (max > min) actions.onZoom(min, max);
  };
  const place = (event: PointerEvent<HTMLElement>): PlotCursor | undefined => {
    if (!frame) return undefined;
    const box = event.currentTarget.getBoundingClientRect();
    const xPx = (event.clientX - box.left) * frame.devicePixelRatio;
    const yPx = (event.clientY - box.top) * frame.devicePixelRatio;
    return { xPx: Math.min(frame.widthPx, Math.max(0, xPx)), yPx, isByKeyboard: false };
  };

  return {
    cursor: isDragging ? undefined : cursor,
    readout: isDragging ? undefined : found?.readout,
    line: found?.line,
    rangePx,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressedPx.current = place(event)?.xPx;
      },
      onPointerMove: (event) => {
        const at = place(event);
        setCursor(at);
        const start = pressedPx.current;
        if (!at || !frame || start === undefined) return;
        const isFar = Math.abs(at.xPx - start) > CLICK_CSS_PX * frame.devicePixelRatio;
        if (isDragging || isFar) setRangePx([start, at.xPx]);
      },
      onPointerUp: (event) => {
        const at = place(event);
        if (rangePx) zoomTo(...rangePx);
        else if (frame && at && pressedPx.current !== undefined) {
          const line = findNearestLine(lines, frame, at);
          if (line !== undefined) actions.onClickLine(line);
        }
        pressedPx.current = undefined;
        setRangePx(undefined);
      },
      onPointerCancel: clear,
      onPointerLeave: () => {
        if (pressedPx.current === undefined) setCursor(undefined);
      },
      onDoubleClick: actions.onResetZoom,
      onKeyDown: (event) => {
        if (!frame || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === 'Escape') {
          // Only an Escape that has something to take back is ours.
          if (!cursor && !rangePx) return;
          clear();
        } else if (!handleKey(event.key, lines, frame, cursor, setCursor, zoomByKey, actions)) return;
        event.preventDefault();
        event.stopPropagation();
      },
      onBlur: () => setCursor((old) => (old?.isByKeyboard ? undefined : old)),
    },
  };
}

interface Found {
  readonly readout: PlotReadout | undefined;
  readonly line: number | undefined;
}

function readAt(lines: PackedLines, frame?: PlotFrame, cursor?: PlotCursor): Found | undefined {
  if (!frame || !cursor) return undefined;
  const points = findPointsAt(lines, frame, cursor);
  const x = points[0]?.x;
  const readout = x === undefined ? undefined : { x, points };
  return { readout, line: cursor.isByKeyboard ? points[0]?.line : findNearestLine(lines, frame, cursor) };
}

function useHoverReport(found: Found | undefined, actions: PlotActions): void {
  const onHover = useRef(actions.onHover);
  const wasOver = useRef(false);
  useEffect(() => {
    onHover.current = actions.onHover;
  });
  useEffect(() => {
    if (!found && !wasOver.current) return;
    wasOver.current = found !== undefined;
    onHover.current(found?.line, found?.readout);
  }, [found]);
}

function useZoomKeys(frame: PlotFrame | undefined, xExtent: Domain | undefined, actions: PlotActions) {
  const [keys] = useState(createZoomKeys);
  const [min, max] = [frame?.x.min, frame?.x.max];
  useEffect(() => {
    if (min !== undefined && max !== undefined) keys.settle({ min, max });
  }, [keys, min, max]);
  return (direction: 'in' | 'out', atPx: number) => {
    if (!frame) return;
    const answer =
      direction === 'in' ? keys.zoomIn(frame.x, xExtent, atPx) : keys.zoomOut(frame.x, xExtent, atPx);
    if (answer === 'all') actions.onResetZoom();
    else if (answer) actions.onZoom(answer.min, answer.max);
  };
}

/** Returns whether the key means something here. */
function handleKey(
  key: string,
  lines: PackedLines,
  frame: PlotFrame,
  cursor: PlotCursor | undefined,
  setCursor: (cursor: PlotCursor) => void,
  zoomByKey: (direction: 'in' | 'out', atPx: number) => void,
  actions: PlotActions,
): boolean {
  const middlePx = cursor?.xPx ?? frame.widthPx / 2;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const next = moveAcross(lines, frame, cursor, key === 'ArrowLeft' ? -1 : 1);
    if (next) setCursor(next);
  } else if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = moveDown(lines, frame, cursor, key === 'ArrowUp' ? -1 : 1);
    if (next) setCursor(next);
  } else if (key === 'Home' || key === 'End') {
    // From outside the window, so that the first point in that direction is the outermost one.
    const next = moveAcross(lines, frame, undefined, key === 'Home' ? 1 : -1);
    if (next) setCursor({ ...next, yPx: cursor?.yPx ?? next.yPx });
  } else if (key === '+' || key === '=') zoomByKey('in', middlePx);
  else if (key === '-') zoomByKey('out', middlePx);
  else if (key === '0') actions.onResetZoom();
  else if (key === 'Enter') {
    const line = readAt(lines, frame, cursor)?.line;
    if (line !== undefined) actions.onClickLine(line);
  } else return false;
  return true;
}

/** To the next drawn point on either side, over all lines; the first arrow starts at the edge of the window. */
function moveAcross(
  lines: PackedLines,
  frame: PlotFrame,
  cursor: PlotCursor | undefined,
  direction: 1 | -1,
): PlotCursor | undefined {
  const edge = direction === 1 ? frame.x.min : frame.x.max;
  const shown = cursor ? readAt(lines, frame, cursor)?.readout?.x : undefined;
  const from = cursor
    ? (shown ?? invertScale(frame.x, cursor.xPx))
    : edge - direction * Math.max(Math.abs(edge) * 1e-12, Number.MIN_VALUE);
  const x = findNextX(lines, from, direction);
  if (x === undefined || x < frame.x.min || x > frame.x.max) return undefined;
  return { xPx: projectionOf(frame).x(x), yPx: cursor?.yPx ?? frame.heightPx / 2, isByKeyboard: true };
}

/** To the point of the next line below or above, at the same place across. */
function moveDown(
  lines: PackedLines,
  frame: PlotFrame,
  cursor: PlotCursor | undefined,
  direction: 1 | -1,
): PlotCursor | undefined {
  const readout = readAt(lines, frame, cursor)?.readout;
  const current = readout?.points[0];
  if (!readout || !current) return undefined;
  const project = projectionOf(frame);
  const stacked = readout.points.toSorted((a, b) => project.y(a.y) - project.y(b.y) || a.line - b.line);
  const next = stacked[stacked.indexOf(current) + direction];
  if (!next) return undefined;
  return { xPx: project.x(readout.x), yPx: project.y(next.y), isByKeyboard: true };
}
