import { createContext, use } from 'react';
import type { CardId } from '../domain/chart-cards.ts';
import type { MetricFamily } from '../domain/families.ts';
import { type ChartLayout, DEFAULT_LAYOUT, type LayoutAction } from '../domain/chart-layout.ts';

/** What every card needs to change the layout of all. */
export interface CardTools {
  readonly layout: ChartLayout;
  /** Found among the metric keys. */
  readonly families: readonly MetricFamily[];
  readonly onLayout: (action: LayoutAction) => void;
  /** The card that fills the screen. */
  readonly fullCard: CardId | undefined;
  /** Undefined: back to all cards. */
  readonly onFullCard: (card: CardId | undefined) => void;
}

export const CardToolsContext = createContext<CardTools>({
  layout: DEFAULT_LAYOUT,
  families: [],
  onLayout: () => undefined,
  fullCard: undefined,
  onFullCard: () => undefined,
});

export function useCardTools(): CardTools {
  return use(CardToolsContext);
}
