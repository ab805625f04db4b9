import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetByDrop, targetByPlaces } from './card-moves.ts';
import type { CardId } from './chart-cards.ts';
import { orderCards } from './chart-layout.ts';

const CARDS: readonly CardId[] = ['m:a', 'm:b', 'm:c', 'm:d'];
const card = fc.constantFrom(...CARDS);

describe('targetByPlaces', () => {
  it('moves a card as far as there are places', () => {
    fc.assert(
      fc.property(card, fc.integer({ min: -6, max: 6 }), (moved, places) => {
        const target = targetByPlaces(CARDS, moved, places);
        const after = target ? orderCards(CARDS, [{ card: moved, after: target.after }]) : CARDS;
        const wanted = Math.min(3, Math.max(0, CARDS.indexOf(moved) + places));
        expect(after.indexOf(moved)).toBe(wanted);
        expect(target === undefined).toBe(wanted === CARDS.indexOf(moved));
      }),
    );
  });

  it('leaves alone what is not there', () => {
    expect(targetByPlaces(CARDS, 'm:x', 1)).toBeUndefined();
  });
});

describe('targetByDrop', () => {
  it('puts a card beside the one that it is dropped on', () => {
    fc.assert(
      fc.property(card, card, fc.constantFrom('before' as const, 'after' as const), (moved, on, side) => {
        const target = targetByDrop(CARDS, moved, on, side);
        const after = target ? orderCards(CARDS, [{ card: moved, after: target.after }]) : CARDS;
        const distance = after.indexOf(moved) - after.indexOf(on);
        expect(distance).toBe(moved === on ? 0 : side === 'after' ? 1 : -1);
      }),
    );
  });

  it('takes a card from elsewhere', () => {
    expect(targetByDrop(CARDS, 'm:x', 'm:a', 'before')).toEqual({ after: undefined });
    expect(targetByDrop(CARDS, 'm:x', 'm:b', 'before')).toEqual({ after: 'm:a' });
    expect(targetByDrop(CARDS, 'm:x', 'm:gone', 'after')).toBeUndefined();
  });
});
