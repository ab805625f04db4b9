import { type CardContent, type CardId, isCardId } from './chart-cards.ts';
import {
  type CardMove,
  type CardSize,
  type ChartLayout,
  clampSize,
  DEFAULT_LAYOUT,
  type MadeCard,
} from './chart-layout.ts';

/** A layout as short JSON, for links and files: fields that are as by themselves are left out. */
export type PackedLayout = Readonly<Record<string, unknown>>;

/** Undefined for the layout that nobody changed. */
export function packLayout(layout: ChartLayout): PackedLayout | undefined {
  const fields: readonly (readonly [string, unknown, boolean])[] = [
    ['cards', layout.made.map(packMade), layout.made.length > 0],
    ['pins', layout.pins, layout.pins.length > 0],
    [
      'moves',
      layout.moves.map(({ card, after }) => (after === undefined ? [card] : [card, after])),
      layout.moves.length > 0,
    ],
    ['sizes', packSizes(layout.sizes), Object.keys(layout.sizes).length > 0],
    ['families', layout.families, Object.keys(layout.families).length > 0],
  ];
  const packed = fields.filter(([, , isChanged]) => isChanged).map(([name, value]) => [name, value] as const);
  return packed.length === 0 ? undefined : Object.fromEntries(packed);
}

/**
 * The layout that a packed one stands for. Each field and each entry is read alone: what is not understood is left out,
 * and its field named in `problems`.
 */
export function unpackLayout(packed: unknown): {
  readonly layout: ChartLayout;
  readonly problems: readonly string[];
} {
  if (packed === undefined) return { layout: DEFAULT_LAYOUT, problems: [] };
  if (!isRecord(packed)) return { layout: DEFAULT_LAYOUT, problems: ['layout'] };
  const problems: string[] = [];
  const list = <Value>(name: string, read: (json: unknown) => Value | undefined): readonly Value[] => {
    const json = packed[name];
    if (json === undefined) return [];
    const items = listOf(json);
    const values = items.map(read).filter((value) => value !== undefined);
    if (!Array.isArray(json) || values.length < items.length) problems.push(name);
    return values;
  };
  const entries = <Value>(name: string, read: (key: string, json: unknown) => Value | undefined) => {
    const json = packed[name];
    if (json === undefined) return {};
    const items = isRecord(json) ? Object.entries(json) : [];
    const values = items.flatMap(([key, item]) => {
      const value = read(key, item);
      return value === undefined ? [] : [[key, value] as const];
    });
    if (!isRecord(json) || values.length < items.length) problems.push(name);
    return Object.fromEntries(values);
  };
  const layout: ChartLayout = {
    made: unique(list('cards', readMade)),
    pins: [...new Set(list('pins', readCard))],
    moves: list('moves', readMove),
    sizes: entries('sizes', (key, json) => (isCardId(key) ? readSize(json) : undefined)),
    families: entries('families', (_, json) => (typeof json === 'boolean' ? json : undefined)),
  };
  return { layout, problems };
}

function packMade({ id, content, section }: MadeCard): readonly unknown[] {
  return [Number(id.slice(2)), section ?? null, ...packContent(content)];
}

function packContent(content: CardContent): readonly unknown[] {
  switch (content.kind) {
    case 'metric':
      return ['metric', content.key];
    case 'metrics':
      return ['metrics', ...content.keys];
    case 'pattern':
      return ['pattern', content.pattern];
    case 'family':
      return ['family', content.template];
    case 'expression':
      return ['expression', content.text];
  }
}

function packSizes(sizes: ChartLayout['sizes']): Record<string, readonly number[]> {
  const entries = Object.entries(sizes).flatMap(([card, size]) => {
    if (!size) return [];
    return [[card, size.heightPx === undefined ? [size.columns] : [size.columns, size.heightPx]] as const];
  });
  return Object.fromEntries(entries);
}

function readMade(json: unknown): MadeCard | undefined {
  const [number, section, kind, ...rest] = listOf(json);
  const id = `c:${String(number)}`;
  const content = readContent(kind, rest);
  if (typeof number !== 'number' || !isCardId(id) || !content) return undefined;
  if (section !== null && typeof section !== 'string') return undefined;
  return { id, content, section: section ?? undefined };
}

function readContent(kind: unknown, rest: readonly unknown[]): CardContent | undefined {
  if (!rest.every((text) => typeof text === 'string')) return undefined;
  const [first] = rest;
  if (first === undefined) return undefined;
  switch (kind) {
    case 'metric':
      return { kind, key: first };
    case 'metrics':
      return { kind, keys: rest };
    case 'pattern':
      return { kind, pattern: first };
    case 'family':
      return { kind, template: first };
    case 'expression':
      return { kind, text: first };
    default:
      return undefined;
  }
}

function readCard(json: unknown): CardId | undefined {
  return isCardId(json) ? json : undefined;
}

function readMove(json: unknown): CardMove | undefined {
  const [card, after] = listOf(json);
  if (!isCardId(card)) return undefined;
  if (after === undefined) return { card, after: undefined };
  return isCardId(after) && after !== card ? { card, after } : undefined;
}

function readSize(json: unknown): CardSize | undefined {
  const [columns, heightPx] = listOf(json);
  if (typeof columns !== 'number') return undefined;
  return clampSize({ columns, heightPx: typeof heightPx === 'number' ? heightPx : undefined });
}

function unique(cards: readonly MadeCard[]): readonly MadeCard[] {
  return [...new Map(cards.map((card) => [card.id, card])).values()];
}

/** Empty for what is no list. */
function listOf(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [];
}

function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
