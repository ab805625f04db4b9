import { type CardContent, type CardId, familyCardId, metricCardId, textsOfContent } from './chart-cards.ts';
import { type ChartLayout, type MadeCard, orderCards } from './chart-layout.ts';
import type { MetricFamily } from '../statistics/families.ts';
import { groupMetrics } from './metric-sections.ts';

export interface ArrangedCard {
  readonly id: CardId;
  readonly content: CardContent;
  /** Metrics that it shows, of those that there are; of an expression, undefined: it names its own. */
  readonly keys: readonly string[] | undefined;
}

export interface CardSection {
  /** `pinned` comes first; `prefix` undefined: metrics without a prefix. */
  readonly kind: 'pinned' | 'prefix';
  readonly prefix: string | undefined;
  readonly metrics: readonly ArrangedCard[];
}

export interface ArrangeOptions {
  /** Keys of the compared runs, those of families included. */
  readonly keys: readonly string[];
  readonly families: readonly MetricFamily[];
  /** Undefined: the pattern is none, or the engine is not loaded yet; the card then has no metrics. */
  readonly compilePattern: (pattern: string) => ((key: string) => boolean) | undefined;
  /** Of a search; undefined: all. */
  readonly isFound?: ((text: string) => boolean) | undefined;
}

/**
 * All cards in their places: the pinned ones, then sections by prefix, in each the made cards before the others, where
 * nothing was moved. A metric of a family that is one card has no card of its own; a card that is pinned stands there
 * only. Cards without metrics stay: what they name may be logged later. Sections without cards are left out.
 */
export function arrangeCards(layout: ChartLayout, options: ArrangeOptions): readonly CardSection[] {
  const cards = new Map(
    [...ownCards(layout, options), ...madeCards(layout, options)].map((placed) => [placed.card.id, placed]),
  );
  const isShown = ({ content, keys }: ArrangedCard) =>
    options.isFound === undefined ||
    [...textsOfContent(content), ...(keys ?? [])].some((text) => options.isFound?.(text));
  const pinned = layout.pins
    .map((id) => cards.get(id)?.card)
    .filter((card) => card !== undefined)
    .filter(isShown);
  const isPinned = new Set(layout.pins);
  const free = [...cards.values()].filter(({ card }) => !isPinned.has(card.id));
  const sections = groupMetrics(free.map(({ card, key }) => ({ key, card }))).map(({ prefix, metrics }) => {
    const byId = new Map(metrics.map(({ card }) => [card.id, card]));
    const own = metrics.filter(({ card }) => !isMade(card.id));
    const made = layout.made.filter(({ id }) => byId.has(id));
    const natural = [...made.map(({ id }) => id), ...own.map(({ card }) => card.id)];
    const ordered = orderCards(natural, layout.moves).map((id) => byId.get(id));
    const shown = ordered.filter((card) => card !== undefined).filter(isShown);
    return { kind: 'prefix' as const, prefix, metrics: shown };
  });
  const all = [{ kind: 'pinned' as const, prefix: undefined, metrics: pinned }, ...sections];
  return all.filter(({ metrics }) => metrics.length > 0);
}

/** A card with the key that gives it its section. */
interface PlacedCard {
  readonly card: ArrangedCard;
  readonly key: string;
}

function ownCards(
  { families: choices }: ChartLayout,
  { keys, families }: ArrangeOptions,
): readonly PlacedCard[] {
  const joined = families.filter(({ template, isOnByDefault }) => choices[template] ?? isOnByDefault);
  const inFamily = new Set(joined.flatMap(({ members }) => members.map(({ key }) => key)));
  const single = keys
    .filter((key) => !inFamily.has(key))
    .map((key) => {
      const card: ArrangedCard = { id: metricCardId(key), content: { kind: 'metric', key }, keys: [key] };
      return { card, key };
    });
  const together = joined.map(({ template, members }) => {
    const content: CardContent = { kind: 'family', template };
    const card: ArrangedCard = { id: familyCardId(template), content, keys: members.map(({ key }) => key) };
    return { card, key: template };
  });
  return [...single, ...together];
}

function madeCards({ made }: ChartLayout, options: ArrangeOptions): readonly PlacedCard[] {
  return made.map((one) => ({
    card: { id: one.id, content: one.content, keys: keysOf(one, options) },
    key: one.section === undefined ? one.id : `${one.section}/`,
  }));
}

function keysOf({ content }: MadeCard, { keys, families, compilePattern }: ArrangeOptions) {
  switch (content.kind) {
    case 'metric':
      return keys.includes(content.key) ? [content.key] : [];
    case 'metrics':
      return content.keys.filter((key) => keys.includes(key));
    case 'pattern': {
      const test = compilePattern(content.pattern);
      return test ? keys.filter(test) : [];
    }
    case 'family': {
      const family = families.find(({ template }) => template === content.template);
      return family?.members.map(({ key }) => key) ?? [];
    }
    case 'expression':
      return undefined;
  }
}

function isMade(id: CardId): boolean {
  return id.startsWith('c:');
}
