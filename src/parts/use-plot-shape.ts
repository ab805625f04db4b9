import { useCallback, useEffect, useId, useMemo, useSyncExternalStore } from 'react';
import type { ChartSettings } from '../domain/workspace.ts';
import type { ChartPicture } from '../worker/chart-protocol.ts';
import { type PlotShape, plotShape } from './plot-shape.ts';
import { createSharedRanges } from './shared-ranges.ts';

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
): PlotShape {
  const member = useId();
  const shape = useMemo(() => plotShape(picture, settings), [picture, settings]);
  const group = settings.isYShared && section !== undefined ? `${settings.yKind} ${section}` : undefined;
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
