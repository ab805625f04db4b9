import { type CardContent, type CardId, madeCardId } from './chart-cards.ts';

/** A card that a person made. */
export interface MadeCard {
  readonly id: CardId;
  readonly content: CardContent;
  /** Prefix of the section that it is in; undefined: that of the metrics without a prefix. */
  readonly section: string | undefined;
}

export interface CardSize {
  /** Columns of the page that it spans, 1 to 4. */
  readonly columns: number;
  /** CSS pixels; undefined: as all cards. */
  readonly heightPx: number | undefined;
}

/** A card that was dragged behind another one of its section; `after` undefined: to the front of it. */
export interface CardMove {
  readonly card: CardId;
  readonly after: CardId | undefined;
}

/**
 * How cards are laid out, where it is not as by itself: small however many metrics there are. Plain data and part of
 * the workspace document, whose log undoes and redoes every change of it.
 */
export interface ChartLayout {
  readonly made: readonly MadeCard[];
  /** In their order, before all sections. */
  readonly pins: readonly CardId[];
  /** In the order in which they are done again. */
  readonly moves: readonly CardMove[];
  readonly sizes: Readonly<Partial<Record<CardId, CardSize>>>;
  /** By template: whether a family is one card, where the person said otherwise than it is by itself. */
  readonly families: Readonly<Record<string, boolean>>;
}

export const DEFAULT_LAYOUT: ChartLayout = { made: [], pins: [], moves: [], sizes: {}, families: {} };

export type LayoutAction =
  | { readonly type: 'add-card'; readonly content: CardContent; readonly section: string | undefined }
  | { readonly type: 'edit-card'; readonly card: CardId; readonly content: CardContent }
  /** Made cards only: others are there as long as their metric is. */
  | { readonly type: 'remove-card'; readonly card: CardId }
  /** To the end of the pinned ones. */
  | { readonly type: 'pin'; readonly card: CardId }
  | { readonly type: 'unpin'; readonly card: CardId }
  /** Among the pinned ones where it is one of them, else in its section. */
  | { readonly type: 'move'; readonly card: CardId; readonly after: CardId | undefined }
  /** Undefined: as all cards. */
  | { readonly type: 'resize'; readonly card: CardId; readonly size: CardSize | undefined }
  /** Undefined: as by itself. */
  | { readonly type: 'join-family'; readonly template: string; readonly isJoined: boolean | undefined }
  | { readonly type: 'reset' };

/** The layout after the action; the same object where it changes nothing. */
export function reduceLayout(layout: ChartLayout, action: LayoutAction): ChartLayout {
  switch (action.type) {
    case 'add-card':
      return { ...layout, made: [...layout.made, makeCard(layout, action.content, action.section)] };
    case 'edit-card':
      return editCard(layout, action.card, action.content);
    case 'remove-card':
      return removeCard(layout, action.card);
    case 'pin':
      return layout.pins.includes(action.card) ? layout : { ...layout, pins: [...layout.pins, action.card] };
    case 'unpin':
      return layout.pins.includes(action.card)
        ? { ...layout, pins: without(layout.pins, action.card) }
        : layout;
    case 'move':
      return moveCard(layout, { card: action.card, after: action.after });
    case 'resize':
      return {
        ...layout,
        sizes: withEntry(layout.sizes, action.card, action.size && clampSize(action.size)),
      };
    case 'join-family':
      return { ...layout, families: withEntry(layout.families, action.template, action.isJoined) };
    case 'reset':
      return DEFAULT_LAYOUT;
  }
}

/** The cards of a section, as they are by themselves, after all moves. Moves of and to cards elsewhere do nothing. */
export function orderCards(cards: readonly CardId[], moves: readonly CardMove[]): readonly CardId[] {
  const here = new Set(cards);
  let ordered = cards;
  for (const { card, after } of moves) {
    if (!here.has(card) || (after !== undefined && !here.has(after)) || card === after) continue;
    ordered = inserted(ordered, card, after);
  }
  return ordered;
}

export function clampSize({ columns, heightPx }: CardSize): CardSize {
  const isHeight = heightPx !== undefined && Number.isFinite(heightPx);
  return {
    columns: Math.min(4, Math.max(1, Math.round(columns) || 1)),
    heightPx: isHeight ? Math.min(2000, Math.max(120, Math.round(heightPx))) : undefined,
  };
}

function makeCard(layout: ChartLayout, content: CardContent, section: string | undefined): MadeCard {
  const numbers = layout.made.map(({ id }) => Number(id.slice(2)));
  return { id: madeCardId(Math.max(0, ...numbers) + 1), content, section };
}

function editCard(layout: ChartLayout, card: CardId, content: CardContent): ChartLayout {
  if (!layout.made.some(({ id }) => id === card)) return layout;
  return { ...layout, made: layout.made.map((one) => (one.id === card ? { ...one, content } : one)) };
}

/**
 * With every trace of it: the next card made may get its number. What was moved behind it goes to where it was moved
 * itself, else to the front, where made cards stand.
 */
function removeCard(layout: ChartLayout, card: CardId): ChartLayout {
  if (!layout.made.some(({ id }) => id === card)) return layout;
  const before = layout.moves.findLast((move) => move.card === card)?.after;
  return {
    ...layout,
    made: layout.made.filter(({ id }) => id !== card),
    pins: without(layout.pins, card),
    moves: layout.moves
      .filter((move) => move.card !== card)
      .map((move) =>
        move.after === card ? { ...move, after: before === move.card ? undefined : before } : move,
      ),
    sizes: withEntry(layout.sizes, card, undefined),
  };
}

/** A card that is moved again leaves its earlier move behind, unless others were moved to it meanwhile. */
function moveCard(layout: ChartLayout, move: CardMove): ChartLayout {
  const { card, after } = move;
  if (card === after) return layout;
  if (layout.pins.includes(card)) {
    const isPinnedToo = after === undefined || layout.pins.includes(after);
    return isPinnedToo ? { ...layout, pins: inserted(layout.pins, card, after) } : layout;
  }
  const earlier = layout.moves.findLastIndex((other) => other.card === card);
  const isNeeded = layout.moves.some((other, index) => index > earlier && other.after === card);
  const kept = isNeeded ? layout.moves : layout.moves.filter((_, index) => index !== earlier);
  return { ...layout, moves: [...kept, move] };
}

function inserted(cards: readonly CardId[], card: CardId, after: CardId | undefined): readonly CardId[] {
  const others = without(cards, card);
  const place = after === undefined ? 0 : others.indexOf(after) + 1;
  return [...others.slice(0, place), card, ...others.slice(place)];
}

function without(cards: readonly CardId[], card: CardId): readonly CardId[] {
  return cards.filter((other) => other !== card);
}

function withEntry<Value>(
  entries: Readonly<Partial<Record<string, Value>>>,
  key: string,
  value: Value | undefined,
): Record<string, Value> {
  const others = Object.entries(entries).filter((entry): entry is [string, Value] => {
    return entry[0] !== key && entry[1] !== undefined;
  });
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}
