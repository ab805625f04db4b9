import { createContext, use } from 'react';
import type { CardId } from '../../domain/charts/chart-cards.ts';
import { type ChartLayout, DEFAULT_LAYOUT, type LayoutAction } from '../../domain/charts/chart-layout.ts';
import type { MetricFamily } from '../../domain/statistics/families.ts';

/** What a card can do to the layout of all. Stays the same: no card is rendered anew because of it. */
export interface CardActions {
  /** Several actions are one step of undo. */
  readonly onLayout: (...actions: readonly LayoutAction[]) => void;
  /** Fills the screen with the card; undefined: back to all cards. */
  readonly onFullCard: (card: CardId | undefined) => void;
  /** Opens the form of a made card; undefined: of a new one. */
  readonly onEditCard: (card: CardId | undefined) => void;
  /** The cards of a section that are shown now, in their order. */
  readonly cardsOf: (section: string) => readonly CardId[];
}

/** For what is rendered only while a menu is open. */
export interface CardPlan {
  readonly layout: ChartLayout;
  /** Found among the metric keys. */
  readonly families: readonly MetricFamily[];
}

const NOTHING = () => undefined;

export const CardActionsContext = createContext<CardActions>({
  onLayout: NOTHING,
  onFullCard: NOTHING,
  onEditCard: NOTHING,
  cardsOf: () => [],
});

export const CardPlanContext = createContext<CardPlan>({ layout: DEFAULT_LAYOUT, families: [] });

export function useCardActions(): CardActions {
  return use(CardActionsContext);
}

export function useCardPlan(): CardPlan {
  return use(CardPlanContext);
}
