import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText, someText } from '../testing/workspace-arbitrary.ts';
import { formatIds, packId, parseIds, unpackId } from './id-text.ts';

const hexId = fc
  .array(fc.constantFrom(...Array.from({ length: 16 }, (_, digit) => digit.toString(16))), {
    minLength: 32,
    maxLength: 32,
  })
  .map((digits) => digits.join(''));

describe('ids in links', () => {
  it('have 22 characters where they are 32 hexadecimal digits', () => {
    fc.assert(
      fc.property(hexId, (id) => {
        expect(packId(id)).toMatch(/^[\w-]{22}$/);
        expect(unpackId(packId(id))).toBe(id);
        // Links from before that.
        expect(unpackId(id)).toBe(id);
        expect(parseIds(`${id},${packId(id)}`)).toEqual([id, id]);
      }),
    );
  });

  it('are any text else, also one that reads like a packed id', () => {
    const looksPacked = hexId.map(packId);
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          looksPacked,
          looksPacked.map((id) => `~${id}`),
        ),
        (id) => {
          expect(unpackId(packId(id))).toBe(id);
        },
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(someText, hexId, looksPacked)), (ids) => {
        expect(parseIds(formatIds(ids))).toEqual(ids);
      }),
    );
  });
});
