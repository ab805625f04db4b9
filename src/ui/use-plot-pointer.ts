import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PackedLines, PackedMarks } from '../base/packed-lines.ts';
import { invertScale } from '../base/scale.ts';
import { shortcutOf } from '../base/shortcut.ts';
import {
  findMarksAt,
  findNearestLine,
  findNextX,
  findPointsAt,
  type LinePoint,
  type Pointer,
} from '../drawing/hit-test.ts';
import { type Domain, isAcross, type PlotFrame, projectionOf } from '../drawing/plot-frame.ts';
import { createZoomKeys, roundWindow } from '../drawing/zoom-keys.ts';

/** What stands under the pointer. */
export interface PlotReadout {
  /** On the x axis: the pinned place, else that of the point nearest to the pointer. */
  readonly x: number;
  /** Logged points there, nearest to the pointer first. */
  readonly points: readonly LinePoint[];
  /** Marks of what is no number that the pointer is on, nearest first. */
  readonly marks: readonly number[];
}

/** What can be pointed at. */
export interface PlotTargets {
  readonly lines: PackedLines;
  readonly marks: PackedMarks;
  /** All x there are, shown or not; undefined: none. */
  readonly xExtent?: Domain | undefined;
  /** Whether x counts something, so that windows and typed places are whole; undefined: it does. */
  readonly isXWhole?: boolean | undefined;
  /** A place on the x axis that is read wherever the pointer is. */
  readonly pinnedX?: number | undefined;
}

export interface PlotActions {
  /** `nearest`: the line that has the nearest point, be the pointer on it or not. */
  readonly onHover: (line: number | undefined, x: number | undefined, nearest: number | undefined) => void;
  readonly onClickLine: (line: number) => void;
  readonly onZoom: (min: number, max: number) => void;
  readonly onResetZoom: () => void;
  /** Undefined: nothing is pinned any more. `nearest`: the line that has the nearest point there. */
  readonly onPin: (x: number | undefined, nearest?: number) => void;
  /** A place is to be typed. */
  readonly onGoTo: () => void;
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
  targets: PlotTargets,
  frame: PlotFrame | undefined,
  actions: PlotActions,
): PlotPointer {
  const { lines, marks, xExtent, pinnedX, isXWhole = true } = targets;
  const [cursor, setCursor] = useState<PlotCursor>();
  const [rangePx, setRangePx] = useState<readonly [number, number]>();
  const pressedPx = useRef<number>(undefined);
  const found = useMemo(
    () => readAt({ lines, marks, pinnedX }, frame, cursor),
    [lines, marks, pinnedX, frame, cursor],
  );
  const isDragging = rangePx !== undefined;
  useHoverReport(isDragging ? undefined : found, actions);

  const clear = () => {
    pressedPx.current = undefined;
    setRangePx(undefined);
    setCursor(undefined);
  };
  const togglePin = () => {
    const x = found?.readout?.x ?? (frame && cursor && placeAcross(frame, cursor.xPx, isXWhole));
    if (pinnedX !== undefined) actions.onPin(undefined);
    else if (x !== undefined) actions.onPin(x, found?.readout?.points[0]?.line);
  };
  useKeysUnderPointer(cursor !== undefined && !cursor.isByKeyboard, {
    p: togglePin,
    g: actions.onGoTo,
  });
  const zoomByKey = useZoomKeys(frame, xExtent, isXWhole, actions);
  const zoomTo = (fromPx: number, toPx: number) => {
    if (!frame) return;
    const left = invertScale(frame.x, Math.min(fromPx, toPx));
    const right = invertScale(frame.x, Math.max(fromPx, toPx));
    const { min, max } = roundWindow(left, right, isXWhole);
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
          if (event.shiftKey) togglePin();
          else if (line !== undefined) actions.onClickLine(line);
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
          if (!cursor?.isByKeyboard && !rangePx) return;
          clear();
        } else if (shortcutOf(event.nativeEvent) === 'p') togglePin();
        else if (shortcutOf(event.nativeEvent) === 'g') actions.onGoTo();
        else if (!handleKey(event.key, targets, frame, cursor, setCursor, zoomByKey, actions)) return;
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

type ReadTargets = Pick<PlotTargets, 'lines' | 'marks' | 'pinnedX'>;

function readAt(
  { lines, marks, pinnedX }: ReadTargets,
  frame?: PlotFrame,
  cursor?: PlotCursor,
): Found | undefined {
  if (!frame || !cursor) return undefined;
  const pinnedPx = pinnedX === undefined ? undefined : projectionOf(frame).x(pinnedX);
  const isPinShown = pinnedPx !== undefined && isAcross(pinnedPx, frame);
  const points = findPointsAt(lines, frame, isPinShown ? { ...cursor, xPx: pinnedPx } : cursor);
  const marksHere = findMarksAt(marks, frame, cursor);
  const firstMark = marksHere[0];
  const nearestX = points[0]?.x ?? (firstMark === undefined ? undefined : marks.xs[firstMark]);
  const x = isPinShown ? pinnedX : nearestX;
  const readout = x === undefined ? undefined : { x, points, marks: marksHere };
  return { readout, line: cursor.isByKeyboard ? points[0]?.line : findNearestLine(lines, frame, cursor) };
}

/** While the same commit is made, so that other plots draw in the same frame. */
function useHoverReport(found: Found | undefined, actions: PlotActions): void {
  const onHover = useRef(actions.onHover);
  const wasOver = useRef(false);
  useLayoutEffect(() => {
    onHover.current = actions.onHover;
  });
  useLayoutEffect(() => {
    if (!found && !wasOver.current) return;
    wasOver.current = found !== undefined;
    const [nearest] = found?.readout?.points ?? [];
    onHover.current(found?.line, found?.readout?.x, nearest?.line);
  }, [found]);
  // A card that goes away under the pointer leaves nothing lit.
  useEffect(
    () => () => {
      if (wasOver.current) onHover.current(undefined, undefined, undefined);
    },
    [],
  );
}

/** Keys for the plot that the pointer is over, wherever the focus is but in a field. */
function useKeysUnderPointer(isOver: boolean, keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isOver) return undefined;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING_PLACES)) return;
      const act = latest.current[shortcutOf(event)];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOver]);
}

const TYPING_PLACES =
  'input, textarea, select, [contenteditable], dialog, [role="menu"], [role="application"]';

function placeAcross(frame: PlotFrame, xPx: number, isWhole: boolean): number {
  const x = invertScale(frame.x, xPx);
  return isWhole ? Math.round(x) : x;
}

function useZoomKeys(
  frame: PlotFrame | undefined,
  xExtent: Domain | undefined,
  isXWhole: boolean,
  actions: PlotActions,
) {
  const [keys] = useState(createZoomKeys);
  const [min, max] = [frame?.x.min, frame?.x.max];
  useEffect(() => {
    if (min !== undefined && max !== undefined) keys.settle({ min, max });
  }, [keys, min, max]);
  return (direction: 'in' | 'out', atPx: number) => {
    if (!frame) return;
    const answer =
      direction === 'in'
        ? keys.zoomIn(frame.x, xExtent, atPx, isXWhole)
        : keys.zoomOut(frame.x, xExtent, atPx, isXWhole);
    if (answer === 'all') actions.onResetZoom();
    else if (answer) actions.onZoom(answer.min, answer.max);
  };
}

/** Returns whether the key means something here. */
function handleKey(
  key: string,
  targets: PlotTargets,
  frame: PlotFrame,
  cursor: PlotCursor | undefined,
  setCursor: (cursor: PlotCursor) => void,
  zoomByKey: (direction: 'in' | 'out', atPx: number) => void,
  actions: PlotActions,
): boolean {
  const middlePx = cursor?.xPx ?? frame.widthPx / 2;
  // Where a place is pinned it is what moves.
  const goTo = ({ x, ...next }: PlotCursor & { readonly x: number }) => {
    if (targets.pinnedX !== undefined) actions.onPin(x, findPointsAt(targets.lines, frame, next)[0]?.line);
    setCursor(next);
  };
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const next = moveAcross(targets, frame, cursor, key === 'ArrowLeft' ? -1 : 1);
    if (next) goTo(next);
  } else if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = moveDown(targets, frame, cursor, key === 'ArrowUp' ? -1 : 1);
    if (next) setCursor(next);
  } else if (key === 'Home' || key === 'End') {
    // From outside the window, so that the first point in that direction is the outermost one.
    const next = moveAcross({ ...targets, pinnedX: undefined }, frame, undefined, key === 'Home' ? 1 : -1);
    if (next) goTo({ ...next, yPx: cursor?.yPx ?? next.yPx });
  } else if (key === '+' || key === '=') zoomByKey('in', middlePx);
  else if (key === '-') zoomByKey('out', middlePx);
  else if (key === '0') actions.onResetZoom();
  else if (key === 'Enter') {
    const line = readAt(targets, frame, cursor)?.line;
    if (line !== undefined) actions.onClickLine(line);
  } else return false;
  return true;
}

/** To the next drawn point on either side, over all lines; the first arrow starts at the edge of the window. */
function moveAcross(
  targets: PlotTargets,
  frame: PlotFrame,
  cursor: PlotCursor | undefined,
  direction: 1 | -1,
): (PlotCursor & { readonly x: number }) | undefined {
  const { lines, pinnedX } = targets;
  const edge = direction === 1 ? frame.x.min : frame.x.max;
  const shown = cursor ? readAt(targets, frame, cursor)?.readout?.x : pinnedX;
  const from =
    cursor || shown !== undefined
      ? (shown ?? invertScale(frame.x, cursor?.xPx ?? 0))
      : edge - direction * Math.max(Math.abs(edge) * 1e-12, Number.MIN_VALUE);
  const x = findNextX(lines, from, direction);
  if (x === undefined || x < frame.x.min || x > frame.x.max) return undefined;
  return { x, xPx: projectionOf(frame).x(x), yPx: cursor?.yPx ?? frame.heightPx / 2, isByKeyboard: true };
}

/** To the point of the next line below or above, at the same place across. */
function moveDown(
  targets: PlotTargets,
  frame: PlotFrame,
  cursor: PlotCursor | undefined,
  direction: 1 | -1,
): PlotCursor | undefined {
  const readout = readAt(targets, frame, cursor)?.readout;
  const current = readout?.points[0];
  if (!readout || !current) return undefined;
  const project = projectionOf(frame);
  const stacked = readout.points.toSorted((a, b) => project.y(a.y) - project.y(b.y) || a.line - b.line);
  const next = stacked[stacked.indexOf(current) + direction];
  if (!next) return undefined;
  return { xPx: project.x(readout.x), yPx: project.y(next.y), isByKeyboard: true };
}
