import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { PackedLines } from '../base/packed-lines.ts';
import { findPointOn } from '../drawing/hit-test.ts';
import type { LineStyle } from '../drawing/line-layer.ts';
import { drawOverlay, type Overlay } from '../drawing/overlay.ts';
import { type PlotFrame, projectionOf } from '../drawing/plot-frame.ts';
import { drawInFrame, forgetDrawing } from './frame-batch.ts';
import type { LinkedLook, PlotLink } from './plot-link.ts';
import { type OwnedLines, prepareCanvas } from './use-line-canvas.ts';
import type { PlotPointer } from './use-plot-pointer.ts';
import type { PlotTheme } from './use-plot-theme.ts';

interface OverlayInput {
  readonly lines: PackedLines;
  /** Lines behind those. */
  readonly faint: OwnedLines;
  readonly styles: readonly LineStyle[] | undefined;
  readonly frame: PlotFrame | undefined;
  readonly theme: PlotTheme | undefined;
  readonly pointer: PlotPointer;
  readonly pinnedX: number | undefined;
  readonly link: PlotLink;
}

/**
 * Draws what follows the pointer, wherever on the page that is: at most once a frame, only where it is on screen, and
 * without rendering anything. The element says in `data-` attributes what it shows.
 */
export function usePlotOverlay(
  canvas: RefObject<HTMLCanvasElement | null>,
  host: RefObject<HTMLElement | null>,
  input: OverlayInput,
): void {
  const latest = useRef(input);
  const drawer = useRef<OverlayDrawer>(undefined);
  const { lines, faint, styles, frame, theme, pointer, pinnedX, link } = input;
  const { readout, rangePx, line } = pointer;
  useLayoutEffect(() => {
    latest.current = input;
    drawer.current?.ask();
    // oxlint-disable-next-line react/exhaustive-deps -- the members of `input`
  }, [lines, faint, styles, frame, theme, readout, rangePx, line, pinnedX, link]);
  useEffect(() => {
    const made = createDrawer(() => {
      const context = canvas.current?.getContext('2d');
      if (context && host.current) draw(context, host.current, latest.current);
    });
    drawer.current = made;
    made.ask();
    const stop = canvas.current && watchSight(canvas.current, made.setSeen);
    return () => {
      stop?.();
      made.end();
    };
  }, [canvas, host]);
  useEffect(() => link.subscribe(() => drawer.current?.ask()), [link]);
}

interface OverlayDrawer {
  readonly ask: () => void;
  readonly setSeen: (isSeen: boolean) => void;
  readonly end: () => void;
}

/** What is out of sight is drawn when it comes into sight. */
function createDrawer(draw: () => void): OverlayDrawer {
  let isSeen = true;
  let isDirty = false;
  const run = () => {
    isDirty = false;
    draw();
  };
  return {
    ask: () => {
      isDirty = true;
      if (isSeen) drawInFrame(run);
    },
    setSeen: (seen) => {
      isSeen = seen;
      if (seen && isDirty) drawInFrame(run);
    },
    end: () => forgetDrawing(run),
  };
}

function watchSight(element: Element, onSight: (isSeen: boolean) => void): () => void {
  const observer = new IntersectionObserver((entries) => {
    onSight(entries.some(({ isIntersecting }) => isIntersecting));
  });
  observer.observe(element);
  return () => observer.disconnect();
}

function draw(context: CanvasRenderingContext2D, host: HTMLElement, input: OverlayInput): void {
  const { lines, faint, styles, frame, theme, pinnedX, link } = input;
  if (!styles || !frame || !theme) return;
  const linked = link.read();
  const overlay = overlayOf(input, linked, frame);
  prepareCanvas(context, frame);
  drawOverlay(context, { ...overlay, behind: faint }, lines, styles, frame, theme.overlay);
  setOrRemove(host, 'data-crosshair-x', overlay.crosshairX);
  setOrRemove(host, 'data-pinned-x', pinnedX);
  setOrRemove(host, 'data-lit', overlay.lit.length === 0 ? undefined : overlay.lit.join(' '));
}

function overlayOf({ lines, pointer, pinnedX }: OverlayInput, linked: LinkedLook, frame: PlotFrame): Overlay {
  const { readout, rangePx, line } = pointer;
  const lit = line === undefined || linked.lit.includes(line) ? linked.lit : [...linked.lit, line];
  if (readout) return { lit, crosshairX: readout.x, pinnedX, points: readout.points, rangePx };
  const x = pinnedX ?? linked.crosshairX;
  // The values of the lit lines alone: those of all would cost a search for every line of every card.
  const points = x === undefined ? [] : lit.flatMap((each) => pointAt(lines, each, frame, x));
  return { lit, crosshairX: linked.crosshairX, pinnedX, points, rangePx };
}

function pointAt(lines: PackedLines, line: number, frame: PlotFrame, x: number) {
  const point = findPointOn(lines, line, frame, { xPx: projectionOf(frame).x(x), yPx: Number.NaN });
  return point ? [point] : [];
}

function setOrRemove(element: HTMLElement, name: string, value: string | number | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}
