import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardId, chartLayout, layoutAction } from '../../testing/layout-arbitrary.ts';
import { type ArrangeOptions, arrangeCards } from './arrange-cards.ts';
import { type CardId, isBarCard } from './chart-cards.ts';
import { type ChartLayout, DEFAULT_LAYOUT, type LayoutAction, reduceLayout } from './chart-layout.ts';
import { packLayout, unpackLayout } from './chart-layout-text.ts';
import { findFamilies } from '../statistics/families.ts';

const KEYS = ['loss', 'acc', 'val/f1', 'val/f2', 'val/f3', 'fold_0/loss', 'fold_1/loss', 'system/cpu'];

function optionsOf(keys: readonly string[], more: Partial<ArrangeOptions> = {}): ArrangeOptions {
  return {
    keys,
    families: findFamilies(keys),
    compilePattern: (pattern) => (key) => key.includes(pattern),
    ...more,
  };
}

function layoutAfter(...actions: readonly LayoutAction[]): ChartLayout {
  return actions.reduce(reduceLayout, DEFAULT_LAYOUT);
}

function idsOf(
  layout: ChartLayout,
  options = optionsOf(KEYS),
): readonly (readonly [string, readonly CardId[]])[] {
  return arrangeCards(layout, options).map(({ kind, prefix, metrics }) => [
    kind === 'pinned' ? 'pinned' : (prefix ?? ''),
    metrics.map(({ id }) => id),
  ]);
}

describe('arrangeCards', () => {
  it('lays out sections by prefix, families as one card, system metrics last', () => {
    expect(idsOf(DEFAULT_LAYOUT)).toEqual([
      ['', ['m:acc', 'm:loss']],
      ['fold_{n}', ['f:fold_{n}/loss']],
      ['val', ['m:val/f1', 'm:val/f2', 'm:val/f3']],
      ['system', ['m:system/cpu']],
    ]);
  });

  it('takes families apart and together as the person says', () => {
    const layout = layoutAfter(
      { type: 'join-family', template: 'fold_{n}/loss', isJoined: false },
      { type: 'join-family', template: 'val/f{n}', isJoined: true },
    );
    expect(idsOf(layout).map(([, ids]) => ids)).toEqual([
      ['m:acc', 'm:loss'],
      ['m:fold_0/loss'],
      ['m:fold_1/loss'],
      ['f:val/f{n}'],
      ['m:system/cpu'],
    ]);
  });

  it('shows every metric once, in its own card or in that of its family, however it is laid out', () => {
    fc.assert(
      fc.property(chartLayout, (layout) => {
        const sections = arrangeCards(layout, optionsOf(KEYS));
        const cards = sections.flatMap(({ metrics }) => metrics);
        expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
        const own = cards.filter(({ id }) => !id.startsWith('c:')).flatMap(({ keys }) => keys ?? []);
        expect(own.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(KEYS.toSorted((a, b) => (a < b ? -1 : 1)));
        expect(layout.made.every(({ id }) => cards.some((card) => card.id === id))).toBe(true);
      }),
    );
  });

  it('takes metrics that come later into cards by pattern', () => {
    const content = { kind: 'pattern', pattern: 'f' } as const;
    const layout = layoutAfter({ type: 'add-card', content, section: 'val' });
    const keysOf = (keys: readonly string[]) =>
      arrangeCards(layout, optionsOf(keys))
        .flatMap(({ metrics }) => metrics)
        .find(({ id }) => id === 'c:1')?.keys;
    expect(keysOf(['loss', 'val/f1'])).toEqual(['val/f1']);
    expect(keysOf(['loss', 'val/f1', 'val/f9'])).toEqual(['val/f1', 'val/f9']);
    expect(keysOf(['loss'])).toEqual([]);
  });

  it('finds cards by any of their metrics', () => {
    expect(idsOf(DEFAULT_LAYOUT, optionsOf(KEYS, { isFound: (text) => text.includes('fold_1') }))).toEqual([
      ['fold_{n}', ['f:fold_{n}/loss']],
    ]);
  });
});

describe('reduceLayout', () => {
  it('moves a card right behind another one, and leaves all others in their order', () => {
    fc.assert(
      fc.property(
        chartLayout,
        fc.subarray(['m:val/f1', 'm:val/f2', 'm:val/f3'] as const, { minLength: 2, maxLength: 2 }),
        fc.boolean(),
        (layout, pair, isFront) => {
          const [card, other] = pair;
          const after = isFront ? undefined : other!;
          const sectionOf = (of: ChartLayout) => idsOf(of).find(([, ids]) => ids.includes(card!))?.[1] ?? [];
          const before = sectionOf(layout);
          fc.pre(before.includes(other!));
          const moved = sectionOf(reduceLayout(layout, { type: 'move', card: card!, after }));
          expect(moved.indexOf(card!)).toBe(after === undefined ? 0 : moved.indexOf(after) + 1);
          expect(moved.filter((id) => id !== card)).toEqual(before.filter((id) => id !== card));
        },
      ),
    );
  });

  it('changes nothing else than the moved, pinned or resized card', () => {
    fc.assert(
      fc.property(chartLayout, cardId, (layout, card) => {
        const pinned = reduceLayout(layout, { type: 'pin', card });
        expect(reduceLayout(pinned, { type: 'pin', card })).toBe(pinned);
        expect(pinned.pins.at(layout.pins.includes(card) ? layout.pins.indexOf(card) : -1)).toBe(card);
        expect(reduceLayout(pinned, { type: 'unpin', card }).pins).toEqual(
          layout.pins.filter((id) => id !== card),
        );
      }),
    );
  });

  it('forgets a removed card, so that its number may be another one', () => {
    const content = { kind: 'metric', key: 'loss' } as const;
    const layout = layoutAfter(
      { type: 'add-card', content, section: undefined },
      { type: 'add-card', content, section: undefined },
      { type: 'move', card: 'c:2', after: 'm:acc' },
      { type: 'move', card: 'm:loss', after: 'c:2' },
      { type: 'resize', card: 'c:2', size: { columns: 9, heightPx: 10 } },
      { type: 'pin', card: 'c:1' },
    );
    expect(layout.sizes).toEqual({ 'c:2': { columns: 4, heightPx: 120 } });
    const removed = reduceLayout(layout, { type: 'remove-card', card: 'c:2' });
    expect(JSON.stringify(removed)).not.toContain('c:2');
    expect(idsOf(removed)[1]).toEqual(['', ['m:acc', 'm:loss']]);
  });

  it('does not grow with every drag', () => {
    const layout = layoutAfter(
      ...(['m:val/f2', 'm:val/f3', 'm:val/f2', 'm:val/f3'] as const).map(
        (after) => ({ type: 'move', card: 'm:val/f1', after }) as const,
      ),
    );
    expect(layout.moves).toEqual([{ card: 'm:val/f1', after: 'm:val/f3' }]);
  });
});

describe('packLayout', () => {
  it('comes back the same through JSON', () => {
    fc.assert(
      fc.property(chartLayout, (layout) => {
        const json = JSON.stringify(packLayout(layout));
        const back = unpackLayout(json === undefined ? undefined : JSON.parse(json));
        expect(back).toEqual({ layout, problems: [] });
      }),
      { numRuns: 300 },
    );
    expect(packLayout(DEFAULT_LAYOUT)).toBeUndefined();
  });

  it('reads each entry alone, and takes anything', () => {
    const packed = {
      pins: ['m:loss', 7, 'x'],
      moves: 'no',
      cards: [[1, null, 'metric', 'loss'], [2]],
      families: { a: 1 },
    };
    expect(unpackLayout(packed)).toEqual({
      layout: {
        ...DEFAULT_LAYOUT,
        pins: ['m:loss'],
        made: [{ id: 'c:1', section: undefined, content: { kind: 'metric', key: 'loss' } }],
      },
      problems: ['cards', 'pins', 'moves', 'families'],
    });
    fc.assert(
      fc.property(fc.jsonValue(), layoutAction, (json, action) => {
        expect(() =>
          arrangeCards(reduceLayout(unpackLayout(json).layout, action), optionsOf(KEYS)),
        ).not.toThrow();
      }),
    );
  });
});

describe('isBarCard', () => {
  it.each([
    [[1, 1, 0], true],
    [[1, 2], false],
    [[1, undefined], false],
    [[0, 0], false],
    [[], false],
  ])('of point counts %j is %s', (counts, wanted) => {
    expect(isBarCard(counts)).toBe(wanted);
  });
});
