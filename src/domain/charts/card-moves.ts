import type { CardId } from './chart-cards.ts';

/** Where a card goes: behind another one, or to the front where `after` is undefined. */
export interface CardTarget {
  readonly after: CardId | undefined;
}

/**
 * Where a card comes to stand that goes so many places on among the cards that are shown; undefined: it stays, it is at
 * the end already.
 *
 * @param places negative: to the front; beyond the ends it goes to the end
 */
export function targetByPlaces(
  cards: readonly CardId[],
  card: CardId,
  places: number,
): CardTarget | undefined {
  const place = cards.indexOf(card);
  const next = Math.min(cards.length - 1, Math.max(0, place + places));
  if (place < 0 || next === place) return undefined;
  const others = cards.filter((other) => other !== card);
  return { after: others[next - 1] };
}

/** Where a card goes that is dropped on a side of another one; undefined: it stays. */
export function targetByDrop(
  cards: readonly CardId[],
  card: CardId,
  on: CardId,
  side: 'before' | 'after',
): CardTarget | undefined {
  if (card === on || !cards.includes(on)) return undefined;
  const others = cards.filter((other) => other !== card);
  const after = side === 'after' ? on : others[others.indexOf(on) - 1];
  const place = cards.indexOf(card);
  return place >= 0 && cards[place - 1] === after ? undefined : { after };
}
