import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSpan } from './changed-span.ts';

describe('changedSpan', () => {
  it('leaves out what both begin and end with', () => {
    expect(changedSpan('lr: 0.001 # a', 'lr: 0.01 # a')).toEqual({
      before: { start: 7, end: 8 },
      after: { start: 7, end: 7 },
    });
  });

  it('cuts no character in half', () => {
    expect(changedSpan('a 😀 b', 'a 😁 b')).toEqual({
      before: { start: 2, end: 4 },
      after: { start: 2, end: 4 },
    });
    // The same second half.
    expect(changedSpan('\u{1F600}', '\u{1FA00}').before).toEqual({ start: 0, end: 2 });
    const text = fc.string({ unit: fc.constantFrom('a', '\u{1F600}', '\u{1F601}', '\u{1FA00}') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const span = changedSpan(before, after);
        for (const [whole, { start, end }] of [[before, span.before] as const, [after, span.after] as const])
          expect(whole.slice(start, end)).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('is between the same beginning and the same end', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const span = changedSpan(before, after);
        expect(before.slice(0, span.before.start)).toBe(after.slice(0, span.after.start));
        expect(before.slice(span.before.end)).toBe(after.slice(span.after.end));
        expect(span.before.start).toBeLessThanOrEqual(span.before.end);
        expect(span.after.start).toBeLessThanOrEqual(span.after.end);
      }),
    );
  });
});
