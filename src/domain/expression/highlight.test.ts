import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

const kindsOf = (text: string) =>
  highlight(text).map(({ span, kind }) => [text.slice(span.start, span.end), kind]);

describe('highlight', () => {
  it.each([
    [
      "params.lr >= 1e-4 AND status = 'FAILED'",
      [
        'params.lr field',
        '>= operator',
        '1e-4 number',
        'AND keyword',
        'status field',
        '= operator',
        "'FAILED' text",
      ],
    ],
    [
      'min(metrics.a) IN (1, 7d)',
      [
        'min function',
        '( punctuation',
        'metrics.a field',
        ') punctuation',
        'IN keyword',
        '( punctuation',
        '1 number',
        ', punctuation',
        '7d number',
        ') punctuation',
      ],
    ],
    // The name of an attribute is one only where something is done with it.
    ['status AND step OR resnet', ['status word', 'AND keyword', 'step word', 'OR keyword', 'resnet word']],
    ['step > 1', ['step field', '> operator', '1 number']],
    ['name like a', ['name field', 'like keyword', 'a word']],
    ['resnet > 1', ['resnet word', '> operator', '1 number']],
    ['min = 1', ['min word', '= operator', '1 number']],
    ['`Run name` = a', ['`Run name` field', '= operator', 'a word']],
    // No such field, quotes that are not closed, signs of no meaning.
    ['dataset.foo = 1', ['dataset.foo word', '= operator', '1 number']],
    ["name = 'a b", ['name field', '= operator', "'a b wrong"]],
    ['params.`a = 1', ['params.`a = 1 wrong']],
    ['a ; b', ['a word', '; wrong', 'b word']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(kindsOf(text).map((part) => part.join(' '))).toEqual(expected);
  });

  it('covers all but the spaces of any text, in order and once', () => {
    const piece = fc.oneof(
      fc.constantFrom("'", '`', '(', ' AND ', 'metrics.a', ' > ', '1e-4', 'min(', '🚀', '한글', '\n', 'IN'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { span } of highlight(text)) {
          expect(text.slice(at, span.start).trim()).toBe('');
          expect(span.end).toBeGreaterThan(span.start);
          at = span.end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});
