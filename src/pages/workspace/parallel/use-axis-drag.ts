import { type PointerEvent as ReactPointerEvent } from 'react';
import type { ParallelLayout } from '../../../drawing/parallel-layout.ts';
import { useStableCallback } from '../../../parts/use-stable-callback.ts';
import { swallowClick } from './swallow-click.ts';

/** A pointer that moves less was meant for the menu. */
const CLICK_PX = 5;

/**
 * Drags an axis by its name to another place. It moves without a render of React; where it would stand is marked.
 *
 * @param onMove from one place to another
 */
export function useAxisDrag(layout: ParallelLayout | undefined, onMove: (from: number, to: number) => void) {
  return useStableCallback((event: ReactPointerEvent, from: number) => {
    const head = event.currentTarget;
    if (!layout || event.button !== 0 || !(head instanceof HTMLElement)) return;
    const startX = event.clientX;
    const stop = new AbortController();
    let to: number | undefined;
    const follow = (move: PointerEvent) => {
      const by = move.clientX - startX;
      if (to === undefined && Math.abs(by) < CLICK_PX) return;
      to = nearestAxis(layout.xs, (layout.xs[from] ?? 0) + by);
      head.style.transform = `translateX(${by}px)`;
      head.dataset['dragged'] = 'true';
    };
    const end = (isDone: boolean) => {
      stop.abort();
      head.style.transform = '';
      delete head.dataset['dragged'];
      if (to === undefined) return;
      swallowClick();
      if (isDone && to !== from) onMove(from, to);
    };
    const options = { signal: stop.signal };
    window.addEventListener('pointermove', follow, options);
    window.addEventListener('pointerup', () => end(true), options);
    window.addEventListener('pointercancel', () => end(false), options);
  });
}

/** The place of the axis that stands nearest to an x. */
export function nearestAxis(xs: readonly number[], x: number): number {
  return xs.reduce(
    (best, each, index) => (Math.abs(each - x) < Math.abs((xs[best] ?? 0) - x) ? index : best),
    0,
  );
}

/** The list with one item at another place. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const moved = items[from];
  if (moved === undefined) return items;
  const others = items.toSpliced(from, 1);
  return others.toSpliced(to, 0, moved);
}
