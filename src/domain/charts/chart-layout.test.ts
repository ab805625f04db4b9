import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardId, chartLayout } from '../../testing/layout-arbitrary.ts';
import { findFamilies } from '../statistics/families.ts';
import { arrangeCards } from './arrange-cards.ts';
import { type ChartLayout, DEFAULT_LAYOUT, type LayoutAction, reduceLayout } from './chart-layout.ts';

const KEYS = ['loss', 'acc', 'val/f1', 'val/f2', 'val/f3'];

function layoutAfter(...actions: readonly LayoutAction[]): ChartLayout {
  return actions.reduce(reduceLayout, DEFAULT_LAYOUT);
}

/** Cards by section, as they stand on the page. */
function idsOf(layout: ChartLayout) {
  const options = { keys: KEYS, families: findFamilies(KEYS), compilePattern: () => undefined };
  return arrangeCards(layout, options).map(
    ({ kind, prefix, metrics }) =>
      [kind === 'pinned' ? 'pinned' : (prefix ?? ''), metrics.map(({ id }) => id)] as const,
  );
}

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
