import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartLayout, layoutAction } from '../../testing/layout-arbitrary.ts';
import { findFamilies } from '../statistics/families.ts';
import { type ArrangeOptions, arrangeCards } from './arrange-cards.ts';
import type { CardId } from './chart-cards.ts';
import { type ChartLayout, DEFAULT_LAYOUT, type LayoutAction, reduceLayout } from './chart-layout.ts';
import { unpackLayout } from './chart-layout-text.ts';

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

  it('arranges whatever a link says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), layoutAction, (json, action) => {
        expect(() =>
          arrangeCards(reduceLayout(unpackLayout(json).layout, action), optionsOf(KEYS)),
        ).not.toThrow();
      }),
    );
  });
});
