import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNameFilter } from './filter-language.ts';

describe('formatNameFilter', () => {
  it.each([
    ['late steps', "attributes.run_name = 'late steps'"],
    ['a "b"', `attributes.run_name = 'a "b"'`],
    ["it's", `attributes.run_name = "it's"`],
    [`'a' "b" (c)\\`, `attributes.run_name LIKE '_a_ "b" _c__'`],
  ])('of %s is %s', (name, filter) => {
    expect(formatNameFilter(name)).toBe(filter);
  });

  it('never lets a name end its own quotes, and matches it', () => {
    const letters = fc.constantFrom("'", '"', '\\', '%', '_', '(', 'a', '한', ' ', '`', ';');
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1 }), (name) => {
        const [, operator = '', quote, text = ''] =
          /^attributes\.run_name (=|LIKE) (['"])([\s\S]*)\2$/.exec(formatNameFilter(name)) ?? [];
        expect(text).not.toContain(quote);
        const isMatch = text.split('').every((letter, index) => letter === name[index] || letter === '_');
        expect([isMatch, text.length]).toEqual([true, name.length]);
        expect(operator === 'LIKE' || text === name).toBe(true);
      }),
    );
  });
});
