import { useMemo } from 'react';
import type { ChartGroups, ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { barValues } from './bar-values.ts';
import { type GroupBars, groupBars } from './group-bars.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';

/** Bars of runs; of groups where they have spreads. */
export interface CardBarsOf extends Pick<GroupBars, 'values'> {
  readonly spreads?: GroupBars['spreads'] | undefined;
}

/** What a card shows as bars in place of lines; undefined: it shows lines. */
export function useCardBars(
  picture: ChartPicture | undefined,
  isWhole: boolean,
  lines: readonly CardLine[],
  groups: ChartGroups | undefined,
): CardBarsOf | undefined {
  return useMemo(() => {
    const values = barValues(picture, isWhole, lines);
    return values ? { values } : groupBars(picture, isWhole, groups);
  }, [picture, isWhole, lines, groups]);
}
