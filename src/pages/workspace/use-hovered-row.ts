import { type RefObject, useEffect } from 'react';
import { useHighlightStore } from '../../parts/highlight.tsx';

/**
 * Lights the row of the run that is pointed at anywhere on the page. Writes the attribute itself: rendering the table
 * with every line that the pointer crosses in a chart costs more than the chart does.
 */
export function useHoveredRow(place: RefObject<HTMLElement | null>): void {
  const { get, subscribe } = useHighlightStore();
  useEffect(() => {
    const light = () => {
      const { hovered } = get();
      const lit = place.current?.querySelector('[data-highlighted]');
      if (lit?.getAttribute('data-row-id') === hovered) return;
      lit?.removeAttribute('data-highlighted');
      if (hovered === undefined) return;
      place.current
        ?.querySelector(`[data-row-id="${CSS.escape(hovered)}"]`)
        ?.setAttribute('data-highlighted', 'true');
    };
    light();
    return subscribe(light);
  });
}
