import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignColorSlots, SLOT_COUNT } from '../charts/color-slots.ts';
import { colorLetters, readColorLetters } from './color-letters.ts';

const runs = fc
  .uniqueArray(fc.string(), { minLength: 1, maxLength: 30 })
  .map((ids) => ids.map((id, index) => ({ id, startMs: index })));

describe('colours in a link', () => {
  it('come back as they were, for the same set alone', () => {
    fc.assert(
      fc.property(runs, fc.array(fc.nat(SLOT_COUNT - 1), { minLength: 30, maxLength: 30 }), (list, given) => {
        const slots = new Map(list.map(({ id }, index) => [id, given[index] ?? 0]));
        const text = colorLetters(list, (id) => slots.get(id));
        const plain = assignColorSlots(new Map(), list);
        const read = text === undefined ? plain : readColorLetters(text, list.toReversed());
        expect(read).toEqual(slots);
        expect(readColorLetters(text ?? '', [...list, { id: 'one more' }])).toBeUndefined();
      }),
    );
  });

  it('are left out where everybody gives the same', () => {
    const list = [{ id: 'a' }, { id: 'b' }];
    const plain = assignColorSlots(new Map(), list);
    expect(colorLetters(list, (id) => plain.get(id))).toBeUndefined();
    expect(colorLetters(list, () => undefined)).toBeUndefined();
    expect(colorLetters(list, (id) => (plain.get(id) ?? 0) + 1)).toMatch(/^[\w-]{4}$/);
  });
});
