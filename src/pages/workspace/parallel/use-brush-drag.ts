import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import type { AxisBrush } from '../../../domain/comparison/parallel/brushes.ts';
import type { ParallelLayout } from '../../../drawing/parallel-layout.ts';
import { useStableCallback } from '../../../parts/use-stable-callback.ts';
import { brushOfExtent, type BrushPart, dragExtent, extentsOfBrush, wholeExtent } from './brush-extents.ts';
import type { ShownAxis } from './shown-axes.ts';
import { swallowClick } from './swallow-click.ts';

/** The brushes of an axis while one of them is dragged. */
export interface LiveBrushes {
  readonly axisId: string;
  readonly brushes: readonly AxisBrush[];
}

/** A pointer that moves less was meant for a click. */
const CLICK_PX = 3;

interface DragInput {
  readonly axes: readonly ShownAxis[];
  readonly layout: ParallelLayout | undefined;
  readonly onLive: (live: LiveBrushes | undefined) => void;
  readonly onDone: (index: number, brushes: readonly AxisBrush[]) => void;
}

/** Draws, moves and resizes brushes; what is told while that goes on is one change when it ends. */
export function useBrushDrag({ axes, layout, onLive, onDone }: DragInput) {
  const [isDragging, setDragging] = useState(false);
  const grab = useStableCallback(
    (event: ReactPointerEvent, index: number, place: number | undefined, part: BrushPart) => {
      const axis = axes[index];
      const surface = event.currentTarget.closest<HTMLElement>('[data-plot]');
      if (!axis || !layout || !surface || event.button !== 0) return;
      event.stopPropagation();
      // Else the text of labels would be selected, and the next drag would be one of that text.
      event.preventDefault();
      event.currentTarget.closest<HTMLElement>('[data-brush]')?.focus({ preventScroll: true });
      const startY = event.clientY;
      const from = startOf(axis, layout, place, startY - surface.getBoundingClientRect().top);
      const isExcluding =
        place === undefined ? event.shiftKey : (axis.setting.brushes[place]?.isExcluding ?? false);
      const stop = new AbortController();
      let brushes: readonly AxisBrush[] | undefined;
      const brushAt = (y: number) => {
        const byPx = y - startY;
        const dragged = part === 'new' ? (byPx < 0 ? 'top' : 'bottom') : part;
        const extent = dragExtent(from, dragged, byPx, wholeExtent(layout));
        const before = place === undefined ? undefined : axis.setting.brushes[place];
        const kept = before && { brush: before, part };
        const next = brushOfExtent(axis, extent, layout, isExcluding, kept);
        return next && withBrush(axis.setting.brushes, place, next);
      };
      const onMove = (move: PointerEvent) => {
        if (!brushes && Math.abs(move.clientY - startY) < CLICK_PX) return;
        setDragging(true);
        brushes = brushAt(move.clientY) ?? brushes;
        if (brushes) onLive({ axisId: axis.id, brushes });
      };
      const end = (isDone: boolean) => {
        stop.abort();
        setDragging(false);
        onLive(undefined);
        if (brushes) swallowClick();
        // A click on a category keeps it, or leaves it out.
        const isClick = !brushes && part === 'new' && 'places' in axis.scale;
        const last = isDone ? (brushes ?? (isClick ? brushAt(startY) : undefined)) : undefined;
        if (last) onDone(index, last);
      };
      const options = { signal: stop.signal };
      window.addEventListener('pointermove', onMove, options);
      window.addEventListener('pointerup', () => end(true), options);
      window.addEventListener('pointercancel', () => end(false), options);
      window.addEventListener('keydown', (key) => key.key === 'Escape' && end(false), options);
    },
  );
  return { grab, isDragging };
}

function startOf(axis: ShownAxis, layout: ParallelLayout, place: number | undefined, y: number) {
  const brush = place === undefined ? undefined : axis.setting.brushes[place];
  const extents = brush ? extentsOfBrush(axis, brush, layout) : [];
  const [first, last] = [extents[0], extents.at(-1)];
  return first && last ? { top: first.top, bottom: last.bottom } : { top: y, bottom: y };
}

function withBrush(
  brushes: readonly AxisBrush[],
  place: number | undefined,
  brush: AxisBrush,
): readonly AxisBrush[] {
  return place === undefined ? [...brushes, brush] : brushes.with(place, brush);
}
