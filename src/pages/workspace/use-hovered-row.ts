import { type RefObject, useEffect } from 'react';
import { useHighlightStore } from '../../parts/highlight.tsx';

/**
 * Lights the rows of the run, or of the group, that is pointed at anywhere on the page. Writes the attribute itself:
 * rendering the table with every line that the pointer crosses in a chart costs more than the chart does.
 *
 * @param groupOf ids of the groups of compared runs: their rows are lit with them
 */
export function useHoveredRow(
  place: RefObject<HTMLElement | null>,
  groupOf: Pick<ReadonlyMap<string, string>, 'get'>,
): void {
  const { get, subscribe } = useHighlightStore();
  useEffect(() => {
    const light = () => {
      const { hovered, hoveredGroup } = get();
      const runs = [hovered, ...hoveredGroup];
      const lit = new Set<string | undefined>([...runs, ...runs.map((id) => groupOf.get(id ?? ''))]);
      for (const row of place.current?.querySelectorAll('[data-row-id]') ?? []) {
        const isLit = lit.has(row.getAttribute('data-row-id') ?? undefined);
        if (isLit === row.hasAttribute('data-highlighted')) continue;
        if (isLit) row.setAttribute('data-highlighted', 'true');
        else row.removeAttribute('data-highlighted');
      }
    };
    light();
    return subscribe(light);
  });
}
