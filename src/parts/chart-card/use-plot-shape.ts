import { useCallback, useEffect, useId, useMemo, useSyncExternalStore } from 'react';
import type { ChartSettings } from '../../domain/workspace.ts';
import type { PlotLevel } from '../../drawing/levels.ts';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { type PlotShape, plotShape } from './plot-shape.ts';
import { createSharedRanges } from '../charts-panel/shared-ranges.ts';

const NO_LEVELS: readonly PlotLevel[] = [];

/** Of all cards of the page. */
const shared = createSharedRanges();

/**
 * What a card draws; where y is shared, over the range of all cards of its section that are on the page.
 *
 * @param section undefined: the card stands alone
 */
export function usePlotShape(
  picture: ChartPicture | undefined,
  settings: ChartSettings,
  section: string | undefined,
  levels: readonly PlotLevel[] = NO_LEVELS,
): PlotShape {
  const member = useId();
  const shape = useMemo(() => plotShape(picture, settings, levels), [picture, settings, levels]);
  // Where the baseline lacks a metric the card shows what was logged: no axis for differences.
  const measure = picture?.baseline?.measure ?? 'value';
  const group =
    settings.isYShared && section !== undefined ? `${settings.yKind} ${measure} ${section}` : undefined;
  const { min, max } = shape.yDomain;
  const hasValues = picture?.yExtent !== undefined;
  useEffect(() => {
    if (group !== undefined) shared.set(group, member, hasValues ? { min, max } : undefined);
  }, [group, member, hasValues, min, max]);
  useEffect(() => {
    if (group === undefined) return;
    return () => shared.set(group, member, undefined);
  }, [group, member]);
  const read = useCallback(() => (group === undefined ? undefined : shared.get(group)), [group]);
  const range = useSyncExternalStore(shared.subscribe, read);
  return useMemo(
    () => (range && hasValues ? { ...shape, yDomain: range } : shape),
    [shape, range, hasValues],
  );
}
