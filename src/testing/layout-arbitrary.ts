import * as fc from 'fast-check';
import type { CardContent, CardId } from '../domain/charts/chart-cards.ts';
import {
  type ChartLayout,
  DEFAULT_LAYOUT,
  type LayoutAction,
  reduceLayout,
} from '../domain/charts/chart-layout.ts';

const text = fc.oneof(
  fc.constantFrom('loss', 'acc', 'val/f1', 'val/f2', '지표/손실'),
  fc.string({ minLength: 1 }),
);
const section = fc.option(fc.constantFrom('val', 'train'), { nil: undefined });

const cardContent: fc.Arbitrary<CardContent> = fc.oneof(
  text.map((key) => ({ kind: 'metric' as const, key })),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((keys) => ({ kind: 'metrics' as const, keys })),
  text.map((pattern) => ({ kind: 'pattern' as const, pattern })),
  text.map((template) => ({ kind: 'family' as const, template })),
  text.map((expression) => ({ kind: 'expression' as const, text: expression })),
);

export const cardId: fc.Arbitrary<CardId> = fc.constantFrom<CardId>(
  'm:loss',
  'm:acc',
  'm:val/f1',
  'm:val/f2',
  'm:val/f3',
  'f:fold_{n}/loss',
  'c:1',
  'c:2',
);
const after = fc.option(cardId, { nil: undefined });

export const layoutAction: fc.Arbitrary<LayoutAction> = fc.oneof(
  fc.record({ type: fc.constant('add-card' as const), content: cardContent, section }),
  fc.record({ type: fc.constant('edit-card' as const), card: cardId, content: cardContent }),
  fc.record({ type: fc.constant('remove-card' as const), card: cardId }),
  fc.record({ type: fc.constantFrom('pin' as const, 'unpin' as const), card: cardId }),
  fc.record({ type: fc.constant('move' as const), card: cardId, after }),
  fc.record({
    type: fc.constant('resize' as const),
    card: cardId,
    size: fc.option(
      fc.record({
        columns: fc.integer({ min: -1, max: 6 }),
        heightPx: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: undefined }),
      }),
      { nil: undefined },
    ),
  }),
  fc.record({
    type: fc.constant('join-family' as const),
    template: text,
    isJoined: fc.option(fc.boolean(), { nil: undefined }),
  }),
);

/** A layout that a person can have come to. */
export const chartLayout: fc.Arbitrary<ChartLayout> = fc
  .array(layoutAction, { maxLength: 30 })
  .map((actions) => actions.reduce(reduceLayout, DEFAULT_LAYOUT));
