import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { RunId } from '../../../domain/runs/run.ts';
import { pickParallel, toCssColor, traceParallel } from '../../../drawing/parallel-layer.ts';
import type { ParallelLayout } from '../../../drawing/parallel-layout.ts';
import { isFocusedLine, useHighlightStore } from '../../../parts/highlight.tsx';
import { drawInFrame, forgetDrawing } from '../../../ui/frame-batch.ts';
import css from './parallel.module.css';
import { ParallelTooltip } from './parallel-tooltip.tsx';
import type { ShownAxis } from './shown-axes.ts';
import type { DrawnLines } from './use-parallel-lines.ts';

/** CSS pixels from a line that still mean it. */
const REACH_PX = 7;
const FAINT_REACH_PX = 3;
const LIT_PX = 2.5;
const HALO_PX = 5.5;

interface LitLinesProps {
  /** What the pointer moves over. */
  readonly host: RefObject<HTMLElement | null>;
  readonly drawn: DrawnLines;
  readonly layout: ParallelLayout;
  readonly axes: readonly ShownAxis[];
  readonly runIds: readonly RunId[];
  readonly nameOf: (run: number) => string;
  readonly mask: Uint8Array;
  readonly background: string;
  /** Nothing is pointed at while something is dragged. */
  readonly isDragging: boolean;
}

interface Pointed {
  /** Its line may be another one after the next rows. */
  readonly id: RunId;
  readonly x: number;
  readonly y: number;
}

/** The line that is pointed at here or anywhere on the page, and the focused one, over all others. */
export function LitLines(props: LitLinesProps) {
  const { host, drawn, layout, runIds, background, isDragging } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<Pointed>();
  const store = useHighlightStore();
  const { ratio, lines } = drawn;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const draw = useCallback(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    const { hovered, focused, hoveredGroup, focusedGroup } = store.get();
    const strong = new Set([focused, ...focusedGroup, hovered, ...hoveredGroup]);
    strong.delete(undefined);
    if (strong.size === 0) return;
    context.lineJoin = 'round';
    // The one that is pointed at last.
    const lit = runIds.flatMap((id, run) => (strong.has(id) ? [run] : []));
    lit.sort((a, b) => Number(runIds[a] === hovered) - Number(runIds[b] === hovered));
    for (const run of lit) {
      for (const [widthPx, color] of [
        [HALO_PX, background],
        [LIT_PX, toCssColor(lines.colors[run] ?? 0)],
      ] as const) {
        context.lineWidth = widthPx * ratio;
        context.strokeStyle = color;
        context.beginPath();
        traceParallel(context, lines, run);
        context.stroke();
      }
    }
  }, [store, runIds, lines, ratio, background]);

  useEffect(() => {
    draw();
    const later = () => drawInFrame(draw);
    const stop = store.subscribe(later);
    return () => {
      stop();
      forgetDrawing(draw);
    };
  }, [draw, store]);

  useEffect(() => {
    const element = host.current;
    if (!element || isDragging) return;
    let at: { readonly x: number; readonly y: number } | undefined;
    const look = () => {
      const run = at && pickRun(latest.current, element, at);
      const id = run === undefined ? undefined : latest.current.runIds[run];
      store.hover(id);
      setPointed(id === undefined || !at ? undefined : { id, ...at });
    };
    const onMove = (event: PointerEvent) => {
      at = { x: event.clientX, y: event.clientY };
      drawInFrame(look);
    };
    const onLeave = () => {
      at = undefined;
      drawInFrame(look);
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerleave', onLeave);
    element.addEventListener('scroll', onLeave);
    return () => {
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('scroll', onLeave);
      forgetDrawing(look);
      setPointed(undefined);
      store.hover(undefined);
    };
  }, [host, store, isDragging]);

  const run = pointed ? runIds.indexOf(pointed.id) : -1;
  const size = { width: Math.round(layout.width * ratio), height: lines.heightPx };
  return (
    <>
      <canvas
        ref={canvas}
        {...size}
        style={{ width: size.width / ratio, height: size.height / ratio }}
        className={css.canvas}
        aria-hidden="true"
      />
      <FocusOnClick {...props} />
      {pointed && run >= 0 ? (
        <ParallelTooltip
          host={host}
          x={pointed.x}
          y={pointed.y}
          name={props.nameOf(run)}
          color={toCssColor(lines.colors[run] ?? 0)}
          axes={props.axes}
          run={run}
        />
      ) : null}
    </>
  );
}

/** A click on a line focuses its run, another one gives it free. */
function FocusOnClick(props: LitLinesProps) {
  const store = useHighlightStore();
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { host } = props;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const onClick = (event: MouseEvent) => {
      // Buttons and brushes have clicks of their own.
      if (event.target instanceof Element && event.target.closest('button, [data-brush], [data-strip]'))
        return;
      const run = pickRun(latest.current, element, { x: event.clientX, y: event.clientY });
      const id = run === undefined ? undefined : latest.current.runIds[run];
      store.focus(id !== undefined && isFocusedLine(store.get(), id) ? undefined : id);
    };
    element.addEventListener('click', onClick);
    return () => element.removeEventListener('click', onClick);
  }, [host, store]);
  return null;
}

/** Lines that pass are meant before others. */
function pickRun(
  { drawn, mask, layout }: LitLinesProps,
  element: HTMLElement,
  at: { readonly x: number; readonly y: number },
): number | undefined {
  const box = element.getBoundingClientRect();
  const [x, y] = [at.x - box.left + element.scrollLeft, at.y - box.top + element.scrollTop];
  const first = Math.min(layout.top, ...layout.lanes.values());
  if (y < first - REACH_PX) return undefined;
  const pointer = { xPx: x * drawn.ratio, yPx: y * drawn.ratio };
  const kept = pickParallel(drawn.lines, mask, pointer, REACH_PX * drawn.ratio);
  return (kept ?? pickParallel(drawn.lines, undefined, pointer, FAINT_REACH_PX * drawn.ratio))?.line;
}
