import { type PointerEvent, type RefObject, useEffect } from 'react';
import type { RunId } from '../../../domain/runs/run.ts';
import { useHighlightStore } from '../../../parts/highlight.tsx';

/**
 * The run of the column (or of the row) that is pointed at is lit in the table and in charts, and one that is pointed at
 * there is lit here. Writes the attribute itself, as `useHoveredRow` does.
 *
 * @param attribute of the grid that holds the run's id
 */
export function useLitRun(
  place: RefObject<HTMLElement | null>,
  runIds: readonly RunId[],
  attribute: 'data-column' | 'data-row-id',
) {
  const { get, subscribe, hover } = useHighlightStore();
  useEffect(() => {
    const light = () => {
      const { hovered } = get();
      const isShown = hovered !== undefined && runIds.includes(hovered);
      const heads =
        attribute === 'data-column' ? '[role="columnheader"][data-column]' : '[role="row"][data-row-id]';
      for (const head of place.current?.querySelectorAll(heads) ?? []) {
        head.toggleAttribute('data-lit', isShown && head.getAttribute(attribute) === hovered);
      }
    };
    light();
    return subscribe(light);
  });
  return {
    onPointerOver: (event: PointerEvent<HTMLElement>) => {
      const id = (event.target as Element).closest(`[${attribute}]`)?.getAttribute(attribute);
      hover(runIds.find((each) => each === id));
    },
    onPointerLeave: () => hover(undefined),
  };
}
