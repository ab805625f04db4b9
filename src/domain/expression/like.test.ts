import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileIlike, compileLike } from './like.ts';

/** SQL's LIKE by the book: sign by sign, with every choice tried. */
function fits(text: readonly string[], pattern: readonly string[]): boolean {
  const [sign, ...rest] = pattern;
  if (sign === undefined) return text.length === 0;
  if (sign === '%') return fits(text, rest) || (text.length > 0 && fits(text.slice(1), pattern));
  return text.length > 0 && (sign === '_' || sign === text[0]) && fits(text.slice(1), rest);
}

const signs = fc.array(fc.constantFrom('a', 'b', 'B', '한', '🚀', '\n', '.', '\\'), { maxLength: 8 });
const patterns = fc.array(fc.constantFrom('a', 'b', 'B', '한', '🚀', '\\', '%', '%', '_'), { maxLength: 8 });

describe('LIKE', () => {
  it('fits what SQL says, sign by sign', () => {
    fc.assert(
      fc.property(signs, patterns, (text, pattern) => {
        expect(compileLike(pattern.join(''))(text.join(''))).toBe(fits(text, pattern));
      }),
      { numRuns: 2_000 },
    );
  });

  it('fits its own text, and that within more', () => {
    fc.assert(
      fc.property(signs, signs, signs, (before, text, after) => {
        const [core, whole] = [text.join(''), [...before, ...text, ...after].join('')];
        expect(compileLike(core)(core)).toBe(true);
        expect(compileLike(`%${core}%`)(whole)).toBe(true);
      }),
    );
  });

  it('without regard to case takes A-Z for a-z alone, as SQLite does', () => {
    expect(compileIlike('ADAM%')('adamw')).toBe(true);
    expect(compileIlike('é')('É')).toBe(false);
    expect(compileLike('ADAM')('adam')).toBe(false);
  });
});
